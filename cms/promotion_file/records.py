"""Load the saved promotions of a site as records of the file.

Each is the latest saved version, draft or published, in a fixed number of SQL queries.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from typing_extensions import is_typeddict
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Revision, Site

from articles.models import Topic
from cms.content.rich_text import is_id, references
from cms.promotion_file import body_html, unique_keys
from cms.promotion_file.fields import FORM_FIELDS, SIMPLE_FIELDS, Entry, normalize_window
from cms.promotion_file.schema import PromotionEntry, members
from cms.publishing.addresses import public_url
from cms.publishing.visibility import PublicContent
from promotions.choices import Day, Device
from promotions.models import Promotion

Content = dict[str, Any]
"""The fields of a promotion as in its revision; other objects by id."""


@dataclass(frozen=True)
class SavedPromotion:
    """A promotion: its row, and its latest saved version as a record.

    `refused_key` is the key of that version, if another promotion has it.
    """

    row: Promotion
    record: Entry
    refused_key: str = ""


class ObjectNames:
    """The names of pages, images, documents, topics and locales in the file, by id."""

    def __init__(self, site: Site, contents: Iterable[Content]) -> None:
        contents = list(contents)
        self._view = PublicContent(site, timezone.now())
        linked = [link for content in contents for link in references(content["body"] or "")[0]]
        wanted = {link.id for link in linked if link.kind == "page"}
        self._pages = self._page_addresses(
            wanted | _ids(content["call_to_action_page"] for content in contents)
        )
        documents = {link.id for link in linked if link.kind == "document"}
        self._documents = {
            pk: public_url(document.url)
            for pk, document in _in_bulk(get_document_model(), documents).items()
        }
        images = _ids(content["image"] for content in contents)
        self.images = {
            pk: {"file": file_name(image.file.name), "hash": image.file_hash}
            for pk, image in _in_bulk(get_image_model(), images).items()
        }
        topics = _ids(pk for content in contents for pk in content["topics"])
        self.topics = {pk: topic.slug for pk, topic in _in_bulk(Topic, topics).items()}
        self.locales = dict(Locale.objects.values_list("pk", "language_code"))

    def _page_addresses(self, wanted: set[int]) -> dict[int, str]:
        """Return paths of pages of the site and full URLs of pages of other sites, by id."""
        found = {
            pk: self._view.path_of(page.url_path) or page.get_full_url()
            for pk, page in _in_bulk(Page, wanted).items()
        }
        return {pk: place for pk, place in found.items() if place}

    def page(self, pk: int | None) -> str:
        """Return the path or URL of a page; empty if there is none."""
        return self._pages.get(pk, "") if pk else ""

    def linked(self, kind: str, given: str) -> str | None:
        """Return the URL of a page or document that stored HTML links to; None if deleted."""
        places = self._pages if kind == "page" else self._documents
        return places.get(int(given)) if is_id(given) else None


def _ids(values: Iterable[int | None]) -> set[int]:
    return {value for value in values if value}


def _in_bulk(model: Any, ids: set[int]) -> Mapping[int, Any]:
    return model._default_manager.in_bulk(sorted(ids)) if ids else {}


def file_name(stored: str) -> str:
    """Return the name of an image file within the folder of original images."""
    return stored.removeprefix("original_images/")


def of_site(site: Site, *, lock: bool = False) -> list[SavedPromotion]:
    """Return all promotions of a site, sorted by key; `lock` locks their rows."""
    rows: Any = Promotion.objects.of_site(site).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    rows = list(rows.prefetch_related("windows", "topics"))
    # After the lock: another transaction may have saved a revision while this one waited.
    revisions = Revision.objects.in_bulk(
        [row.latest_revision_id for row in rows if row.has_unpublished_changes]
    )
    contents, defaults = [], _defaults()
    for row in rows:
        if revision := revisions.get(row.latest_revision_id):
            row.latest_revision = revision
        stored = revision.content if revision is not None else row.serializable_data()
        # An old version without a newer field takes its default.
        contents.append({**defaults, **stored})
    return sorted(_saved(site, rows, contents), key=lambda each: each.record["key"])


def _saved(site: Site, rows: list[Promotion], contents: list[Content]) -> Iterator[SavedPromotion]:
    names = ObjectNames(site, contents)
    pairs = list(zip(rows, contents, strict=True))
    chosen = unique_keys.unique_keys([(row.key, content["key"]) for row, content in pairs])
    for key, (row, content) in zip(chosen, pairs, strict=True):
        refused = content["key"] if content["key"] != key else ""
        yield SavedPromotion(row, record_of({**content, "key": key}, names), refused)


def default_record(site: Site, locale: str) -> Entry:
    """Return a record with the defaults of the model."""
    content = _defaults()
    return record_of(content, ObjectNames(site, [content])) | {"locale": locale}


def _defaults() -> Content:
    return Promotion(site_id=None, locale_id=None).serializable_data()


def record_of(content: Content, names: ObjectNames) -> Entry:
    """Return a version of a promotion as a record."""
    record: Entry = {
        name: dict.fromkeys(members(kind)) if is_typeddict(kind) else None
        for name, kind in members(PromotionEntry).items()
    }
    for field, place in SIMPLE_FIELDS.items():
        _put(record, place, content[field])
    record["locale"] = names.locales.get(content["locale"], "")
    _put(record, ("content", "body"), body_html.from_database(content["body"], names.linked))
    _put(record, ("content", "image"), _image(content, names))
    _put(record, ("content", "call_to_action"), _call_to_action(content, names))
    _put(record, ("content", "form"), _form(content))
    audience = record["audience"]
    for name in ("include_paths", "exclude_paths"):
        audience[name] = list(dict.fromkeys(audience[name]))
    audience["devices"] = _in_order(audience["devices"], Device.values)
    audience["topics"] = sorted(
        {names.topics[pk] for pk in content["topics"] if pk in names.topics}
    )
    record["windows"] = [
        _window(stored)
        for stored in sorted(content["windows"], key=lambda stored: stored.get("sort_order") or 0)
    ]
    return record


def _put(record: Entry, place: tuple[str, ...], value: Any) -> None:
    *above, name = place
    for part in above:
        record = record[part]
    record[name] = value


def _in_order(names: Iterable[str], order: list[str]) -> list[str]:
    return sorted(set(names) & set(order), key=order.index)


def _image(content: Content, names: ObjectNames) -> Entry | None:
    named = names.images.get(content["image"])
    return {**named, "alt": content["image_alt"]} if named else None


def _call_to_action(content: Content, names: ObjectNames) -> Entry | None:
    page = names.page(content["call_to_action_page"])
    url = page or body_html.normalize_url(content["call_to_action_url"])
    label = content["call_to_action_label"]
    return {"label": label, "url": url} if label or url else None


def _form(content: Content) -> Entry | None:
    if not content["form_kind"]:
        return None
    return {name: content[field] for field, name in FORM_FIELDS.items()}


def _window(stored: Content) -> Entry:
    weekly = {
        "days": _in_order(stored.get("weekly_days") or [], Day.values),
        "from": _text(stored.get("weekly_from")),
        "to": _text(stored.get("weekly_to")),
    }
    return normalize_window(
        {
            "mode": stored.get("mode", "include"),
            "start": _text(stored.get("start")),
            "end": _text(stored.get("end")),
            "time_zone": stored.get("time_zone", ""),
            "weekly": weekly if any(weekly.values()) else None,
        }
    )


def _text(stored: Any) -> str | None:
    """Return a stored time as text; it is a time in a row, and text in a revision."""
    if stored in (None, ""):
        return None
    return stored if isinstance(stored, str) else str(stored.isoformat())
