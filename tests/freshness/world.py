"""The site that the operations change, with references of every kind."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.models import Collection, Locale, Page, Site

from articles.models import ArticleIndexPage, ArticlePage, Author, Topic
from cms.content.images import renditions
from cms.content.models import ContentImage
from home.models import HomePage
from promotions.models import Promotion
from tests import golden
from tests.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    HomePageFactory,
    PromotionFactory,
    publish,
    stream,
    text,
)
from tests.fixtures import plant_german, plant_home, plant_index

SECOND_HOST = "second.example"
Post = Callable[[str, dict[str, Any]], None]


@dataclass
class World:
    """The ids of its objects by name. Rows are read each time: other operations change them."""

    random: random.Random
    post: Post
    """Submits a form of the admin as superuser; raises if the admin refuses it."""
    ids: dict[str, int] = field(default_factory=dict)
    serial: int = 0

    def new(self, words: str) -> str:
        """Return a text that was not used before."""
        self.serial += 1
        return f"{words} {self.serial}"

    def article(self, name: str) -> ArticlePage:
        """Return `sleep-and-pain` (has every block, links to `guide`), `guide`, `walk`, `haupt`."""
        return ArticlePage.objects.get(pk=self.ids[name])

    def page(self, name: str) -> Any:
        """Return a page by its name, as its specific type."""
        return Page.objects.get(pk=self.ids[name]).specific

    @property
    def index(self) -> ArticleIndexPage:
        """The parent of the articles."""
        return ArticleIndexPage.objects.get(pk=self.ids["index"])

    @property
    def home(self) -> HomePage:
        """The English home page."""
        return HomePage.objects.get(pk=self.ids["home"])

    @property
    def image(self) -> ContentImage:
        """The image that all content uses."""
        return ContentImage.objects.get(pk=self.ids["image"])

    @property
    def document(self) -> Any:
        """The document that all content links to."""
        return get_document_model().objects.get(pk=self.ids["document"])

    @property
    def site(self) -> Site:
        """The default site."""
        return Site.objects.get(pk=self.ids["site"])

    def topic(self, slug: str = "sleep") -> Topic:
        """Return a topic by its first slug."""
        return Topic.objects.get(pk=self.ids[f"topic {slug}"])

    def author(self, slug: str = "ada-byron") -> Author:
        """Return an author by its first slug."""
        return Author.objects.get(pk=self.ids[f"author {slug}"])

    def promotion(self, key: str = "shipping") -> Promotion:
        return Promotion.objects.get(pk=self.ids[f"promotion {key}"])

    def private_collection(self) -> Collection:
        """Return the collection with a view restriction."""
        return Collection.objects.get(pk=self.ids["private collection"])


def build(world: World) -> None:
    """Create the site of the golden files, and more content to move, hide and delete."""
    home = plant_home()
    index, german, site = plant_index(home), plant_german(home), Site.objects.get()
    main = golden.build(home, index, german, site)
    guides = ArticleIndexPageFactory(parent=home, title="Guides", slug="guides")
    guide = ArticlePage.objects.get(slug="guide")
    sleep, pain = Topic.objects.get(slug="sleep"), Topic.objects.get(slug="pain")
    walk = ArticlePageFactory(
        parent=index, title="A walk", slug="walk", topics=[sleep], tags=["evening"],
        author=Author.objects.get(slug="grace-okafor"), related=[guide],
        body=stream(text("To the harbour and back.")),
    )  # fmt: skip
    # In a language whose index is a translation of it.
    ArticleIndexPage.objects.filter(pk=german.pk).update(translation_key=index.translation_key)
    private = Collection.get_first_root_node().add_child(name="Private")
    public = Collection.get_first_root_node().add_child(name="Public")
    private.view_restrictions.create(restriction_type="login")
    image, document = ContentImage.objects.get(), get_document_model().objects.get()
    ContentImage.objects.update(collection=public)
    type(document).objects.update(collection=public)
    _more_offers(site, guide, image, sleep)
    second = _second_site(home.locale)
    world.ids = {
        "home": home.pk, "home-de": german.get_parent().pk, "index": index.pk,
        "index-de": german.pk, "guides": guides.pk, "second home": second.root_page_id,
        "sleep-and-pain": main.pk, "guide": guide.pk, "walk": walk.pk,
        "haupt": ArticlePage.objects.get(slug="schlaf-und-schmerz").pk,
        "image": image.pk, "document": document.pk, "topic sleep": sleep.pk,
        "topic pain": pain.pk, "site": site.pk, "second": second.pk, "public": public.pk,
        "private collection": private.pk,
        "editor": User.objects.create_superuser("Edda", "edda@example.com", "for-tests-only").pk,
        **{f"author {each.slug}": each.pk for each in Author.objects.all()},
        **{f"promotion {each.key}": each.pk for each in Promotion.objects.all()},
    }  # fmt: skip
    # Publishing has made it already where on_commit was heard.
    renditions.make_renditions([image])


def _more_offers(site: Site, guide: Page, image: ContentImage, topic: Topic) -> None:
    """Create promotions in the two slots that the golden files leave empty."""
    PromotionFactory(
        key="pillow", slot="slide_in", site=site, heading="A pillow", image=image, image_alt="One",
        call_to_action_label="Why", call_to_action_page=guide, embargoed=False,
        windows=[{"start": "2090-01-01T00:00", "end": "2091-01-01T00:00", "time_zone": "UTC"},
                 {"start": "2026-01-01T00:00", "end": "2080-01-01T00:00", "time_zone": "UTC"}],
    )  # fmt: skip
    PromotionFactory(
        key="course", slot="inline", site=site, heading="A course", topics=[topic],
        include_paths=["/articles/*"],
        body=f'<p>See <a linktype="page" id="{guide.pk}">it</a>.</p>',
    )  # fmt: skip


def _second_site(locale: Locale) -> Site:
    """Create a site with one public and one private page."""
    root = HomePageFactory(
        parent=Page.get_first_root_node(), title="Second", slug="second", locale=locale
    )
    hidden = ArticleIndexPageFactory(parent=root, title="Hidden", slug="hidden")
    hidden.view_restrictions.create(restriction_type="login")
    root.featured = stream(("page", hidden.pk))
    publish(root)
    return Site.objects.create(hostname=SECOND_HOST, port=80, root_page=root, site_name="Second")


def refill_search() -> None:
    """Rebuild the search index."""
    call_command("rebuild_references_index", verbosity=0)
    call_command("wagtail_update_index", verbosity=0)


@contextmanager
def told(words: str) -> Iterator[None]:
    """Add the name of an operation to its errors."""
    try:
        yield
    except Exception as error:
        error.add_note(words)
        raise


__all__ = ["SECOND_HOST", "Locale", "Post", "World", "build", "refill_search", "told"]
