"""What do Wagtail's own APIs, v2 and v3, say of an article? As near as they can: the same.

They get every field of ours that they have a way to give, through `api_fields` and the serializers
that their documentation names. What they leave out makes them faster, not slower: the sizes of the
pictures in a body, the nodes of rich text, related articles that share topics, JSON-LD.
"""

from collections.abc import Iterable
from typing import Any

from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.images.api.fields import ImageRenditionField

from articles.models import ArticlePage, Author
from benchmarks.delivery.library import PIXELS
from cms.content.images.renditions import specs

PERSON = ("slug", "name", "role", "credentials", "biography")
TOPIC = ("slug", "name", "description")
CARD = ("pk", "slug", "title", "summary", "reading_minutes")
HERO_SIZES = specs(PIXELS[0])
PHOTO_SIZES = HERO_SIZES[:2]


def _named(item: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names}


class PersonField(Field):
    """A person with a photo."""

    def to_representation(self, value: Author) -> Any:
        """An object."""
        links = [{name: link.value[name] for name in ("label", "url")} for link in value.links]
        return {**_named(value, PERSON), "links": links, "photo": renditions(value.photo)}


class TopicsField(Field):
    """Every topic."""

    def to_representation(self, value: Any) -> Any:
        """A list of objects."""
        return [_named(topic, TOPIC) for topic in value.all()]


class RecommendedField(Field):
    """The articles that the editor chose."""

    def to_representation(self, value: Any) -> Any:
        """A list of objects."""
        return [_named(each.article, CARD) for each in value.select_related("article")]


def renditions(image: Any) -> list[Any]:
    """Two sizes of a photo, as the field of Wagtail tells them."""
    return [ImageRenditionField(spec).to_representation(image) for spec in PHOTO_SIZES]


def give_them_fields() -> None:
    """Let v2 and v3 answer for articles; called when the apps get ready."""
    plain = (
        "summary", "last_published_at", "reading_minutes", "hero_alt", "tags", "reviewed_on",
        "body", "references", "canonical_url", "noindex",
    )  # fmt: skip
    ArticlePage.api_fields = [
        *(APIField(name) for name in plain),
        APIField("author", serializer=PersonField()),
        APIField("reviewer", serializer=PersonField()),
        APIField("topics", serializer=TopicsField()),
        APIField("related_articles", serializer=RecommendedField()),
        *(
            APIField(f"hero_{number}", serializer=ImageRenditionField(spec, source="hero_image"))
            for number, spec in enumerate(HERO_SIZES)
        ),
    ]
