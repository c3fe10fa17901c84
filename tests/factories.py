"""How do tests make content: pages below a parent and snippets, published through revisions?

Everything takes `live=False` for a draft; with `go_live_at` in the future, publishing schedules.
`validate=False` publishes what the form would refuse, as an import may.
"""

import json
from datetime import datetime
from io import BytesIO
from typing import Any

import factory
import wagtail_factories
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Picture
from wagtail.models import Locale, Revision

from articles.models import ArticleIndexPage, ArticlePage, Author, Topic
from cms.content.models import ContentImage
from home.models import HomePage
from promotions.models import Promotion, Window

RELATIONS = ("topics", "tags", "related", "windows")


def stream(*blocks: tuple[str, Any]) -> str:
    """Stored JSON of a StreamField from `(type, value)`; ids are counted, so they are stable."""
    return json.dumps(
        [
            {"type": name, "value": value, "id": f"00000000-0000-4000-8000-{number:012}"}
            for number, (name, value) in enumerate(blocks, start=1)
        ]
    )


def text(words: str) -> tuple[str, str]:
    """A text block of one paragraph; `words` may hold inline HTML."""
    return ("rich_text", f"<p>{words}</p>")


def publish(content: Any, validate: bool = True) -> Any:
    """Save a revision and publish it, as an editor does; the content as it is then.

    Without `validate`, also what the form would refuse.
    """
    content.publish(content.save_revision(), validate=validate)
    return type(content)._default_manager.get(pk=content.pk)


def moved_to_past(content: Any, **instants: datetime) -> Any:
    """Let scheduled content's instants have been reached, as by waiting for them.

    `go_live_at` moves the approval of the latest revision, `expire_at` the content's own field.
    """
    revision = content.latest_revision
    for name, instant in instants.items():
        revision.content[name] = instant.isoformat()
        if name == "go_live_at":
            revision.approved_go_live_at = instant
    revision.save()
    type(content)._default_manager.filter(pk=content.pk).update(**instants)
    return type(content)._default_manager.get(pk=content.pk)


def _fill(instance: Any, relations: dict[str, Any]) -> None:
    for name, value in relations.items():
        if name == "related":
            for place, article in enumerate(value):
                instance.related_articles.create(article=article, sort_order=place)
        elif name == "windows":
            for place, window in enumerate(value):
                instance.windows.add(Window(sort_order=place, **window))
        else:
            getattr(instance, name).set(value)


class PageFactory(wagtail_factories.PageFactory):
    """A page below a parent, published unless `live=False`."""

    title = factory.Sequence(lambda number: f"Page {number}")

    class Meta:
        abstract = True

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: dict[str, Any]) -> Any:
        relations = {name: kwargs.pop(name) for name in RELATIONS if name in kwargs}
        live, validate = kwargs.pop("live", True), kwargs.pop("validate", True)
        kwargs.setdefault("locale", parent.locale)
        page = model_class(live=False, **kwargs)
        _fill(page, relations)
        parent.add_child(instance=page)
        return publish(page, validate) if live else page


class HomePageFactory(PageFactory):
    title = "Home"
    summary = "Health in plain words."

    class Meta:
        model = HomePage


class ArticleIndexPageFactory(PageFactory):
    title = "Articles"

    class Meta:
        model = ArticleIndexPage


class ArticlePageFactory(PageFactory):
    title = factory.Sequence(lambda number: f"Article {number}")
    summary = "What a reader learns."

    class Meta:
        model = ArticlePage


class SnippetFactory(factory.django.DjangoModelFactory):
    """A snippet, published unless `live=False`."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        relations = {name: kwargs.pop(name) for name in RELATIONS if name in kwargs}
        live, validate = kwargs.pop("live", True), kwargs.pop("validate", True)
        kwargs.setdefault("locale", Locale.get_default())
        snippet = model_class(live=False, **kwargs)
        _fill(snippet, relations)
        snippet.save()
        return publish(snippet, validate) if live else snippet


class TopicFactory(SnippetFactory):
    name = factory.Sequence(lambda number: f"Topic {number}")
    slug = factory.Sequence(lambda number: f"topic-{number}")

    class Meta:
        model = Topic


class AuthorFactory(SnippetFactory):
    name = factory.Sequence(lambda number: f"Author {number}")
    slug = factory.Sequence(lambda number: f"author-{number}")

    class Meta:
        model = Author


class PromotionFactory(SnippetFactory):
    key = factory.Sequence(lambda number: f"promotion-{number}")
    slot = "modal"
    heading = factory.Sequence(lambda number: f"Offer {number}")

    class Meta:
        model = Promotion


def picture(width: int = 64, height: int = 48, colour: str = "teal") -> ContentFile:
    """A PNG drawn here."""
    output = BytesIO()
    Picture.new("RGB", (width, height), colour).save(output, format="PNG")
    return ContentFile(output.getvalue(), name="picture.png")


class ImageFactory(factory.django.DjangoModelFactory):
    """A small image in the root collection, its sizes not yet made."""

    title = factory.Sequence(lambda number: f"Image {number}")
    file = factory.LazyFunction(picture)

    class Meta:
        model = ContentImage


class DocumentFactory(factory.django.DjangoModelFactory):
    title = factory.Sequence(lambda number: f"Document {number}")
    file = factory.LazyFunction(lambda: ContentFile(b"A leaflet.", name="leaflet.txt"))

    class Meta:
        model = "wagtaildocs.Document"


def approved() -> int:
    """How many versions wait for their instant."""
    return Revision.objects.filter(approved_go_live_at__isnull=False).count()


def now() -> datetime:
    """The instant, in whole seconds."""
    return timezone.now().replace(microsecond=0)
