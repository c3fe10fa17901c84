"""Look up the pages, images, topics and locales that the records of a file refer to."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site
from wagtail.permissions import policy_registry

from articles.models import Topic
from cms.promotion_file import body_html
from cms.promotion_file.fields import CALL_TO_ACTION, IMAGE, Entry, value_at
from cms.promotion_file.problems import quoted
from cms.promotion_file.records import file_name
from cms.publishing.addresses import url_paths
from cms.publishing.visibility import PublicContent


class References:
    """The objects that records refer to, loaded in a fixed number of SQL queries.

    Only images that `user` may choose are found; all of them if it is None.
    """

    def __init__(self, site: Site, user: Any) -> None:
        self.user = user
        self._roots = PublicContent(site, timezone.now()).roots
        codes = [root.locale for root in self._roots]
        self.locales = {
            locale.language_code: locale
            for locale in Locale.objects.filter(language_code__in=codes)
        }
        self.default_locale = codes[0]
        self.pages: dict[str, int] = {}
        self._topics: dict[tuple[str, str], Topic] = {}
        self._images: list[Any] = []

    def load(self, records: Iterable[Entry]) -> None:
        """Load the objects that these records refer to."""
        records = list(records)
        self._load_pages(records)
        self._load_images([image for each in records if (image := value_at(each, IMAGE))])
        slugs = {slug for each in records for slug in each["audience"]["topics"]}
        if slugs:
            found = Topic.objects.filter(slug__in=slugs).select_related("locale").order_by("pk")
            self._topics = {(each.locale.language_code, each.slug): each for each in found}

    def _load_pages(self, records: list[Entry]) -> None:
        wanted: set[str] = set()
        for record in records:
            wanted.update(body_html.parse_body(record["content"]["body"]).urls)
            if button := value_at(record, CALL_TO_ACTION):
                wanted.add(button["url"])
        paths = [path for path in wanted if body_html.is_path(path)]
        meant = {path: url_paths(path, self._roots) for path in paths}
        places = [place for each in meant.values() for place in each]
        ids = dict(Page.objects.filter(url_path__in=places).values_list("url_path", "pk"))
        for path, each in meant.items():
            if found := [ids[place] for place in each if place in ids]:
                self.pages[path] = found[0]

    def _load_images(self, images: list[Entry]) -> None:
        if not images:
            return
        names = {image["file"] for image in images if image["file"]}
        names |= {f"original_images/{name}" for name in names}
        hashes = {image["hash"] for image in images if image["hash"]}
        meant = Q(file__in=names) | Q(file_hash__in=hashes)
        known = get_image_model()._default_manager.filter(meant)
        if self.user is not None:
            policy = policy_registry.get_by_type(get_image_model())
            known = policy.instances_user_has_permission_for(self.user, "choose").filter(meant)
        self._images = list(known.order_by("pk"))

    def image(self, wanted: Entry) -> Any:
        """Return the image with the hash or, without a hash, with the file name; None if missing.

        Of several with the same hash, the one with the file name comes first.
        """
        same = [
            image
            for image in self._images
            if (image.file_hash == wanted["hash"] if wanted["hash"] else _has_name(image, wanted))
        ]
        named = [image for image in same if _has_name(image, wanted)]
        return next(iter(named or same), None)

    @staticmethod
    def name_of(image: Any) -> Entry:
        """Return how the file refers to an image."""
        return {"file": file_name(image.file.name), "hash": image.file_hash}

    def topic(self, slug: str, locale: str) -> Topic | None:
        """Return the topic with a slug in a language, if any."""
        return self._topics.get((locale, slug))


def _has_name(image: Any, wanted: Entry) -> bool:
    return wanted["file"] in (image.file.name, file_name(image.file.name))


def no_image(wanted: Entry) -> str:
    """Return why an image was not found."""
    if not wanted["file"] and not wanted["hash"]:
        return _("Which picture? Give its file name in the library.")
    if wanted["hash"]:
        message = _(
            "The library has no image with this content. Upload it first, or leave out “hash” "
            "to take the one called %(file)s."
        )
        return message % {"file": quoted(wanted["file"])}
    message = _("The library has no image called %(file)s. Upload it first.")
    return message % {"file": quoted(wanted["file"])}
