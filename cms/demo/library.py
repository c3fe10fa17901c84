"""Add the demo's images, authors and topics to the database."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, Locale, Site

from articles.models import Author, Topic
from cms.content.models import ContentImage
from cms.demo.authors import AUTHORS, GERMAN_AUTHORS, GERMAN_TOPICS, TOPICS
from cms.demo.image_list import IMAGES

COLLECTION = "Demo pictures"


@dataclass
class LoadContext:
    """What the loading steps share: the site, the time, and the objects added so far by name."""

    site: Site
    locale: Locale
    now: datetime = field(default_factory=timezone.now)
    max_image_width: int | None = None
    """In pixels; None keeps the size of the files."""
    pages: dict[str, Any] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    images: dict[str, ContentImage] = field(default_factory=dict)

    @property
    def ids(self) -> dict[str, int]:
        """Primary keys by reference, such as `page/sleep`; see `cms.demo.writing`."""
        return {
            **{f"page/{name}": page.pk for name, page in self.pages.items()},
            **{f"image/{name}": image.pk for name, image in self.images.items()},
        }

    def after(self, days: int) -> datetime:
        """Return the time this many days after now, or before now if negative."""
        return self.now + timedelta(days=days)


def translation_key(kind: str, name: str) -> UUID:
    """Return the key that identifies a page or snippet of the demo, also after renaming."""
    return uuid5(NAMESPACE_URL, f"https://example.com/wellspring-demo/{kind}/{name}")


def add_images(context: LoadContext) -> None:
    """Add the images to a collection of their own; existing ones are not changed."""
    collection = Collection.objects.filter(name=COLLECTION).first()
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=COLLECTION)
    existing = {image.title: image for image in ContentImage.objects.filter(collection=collection)}
    for name, source in IMAGES.items():
        image = existing.get(source.title)
        if image is None:
            image = ContentImage.objects.create(
                title=source.title,
                description=source.alt,
                file=ContentFile(source.content(context.max_image_width), source.file_name),
                collection=collection,
            )
        context.images[name] = image


def add_topics(context: LoadContext) -> None:
    for topic in TOPICS:
        context.topics[topic.slug] = _snippet(
            Topic,
            context.locale,
            translation_key("topic", topic.slug),
            {"slug": topic.slug, "name": topic.name, "description": topic.description},
        )


def add_authors(context: LoadContext) -> None:
    """Add and publish the authors and the reviewer."""
    for name, author in AUTHORS.items():
        links = [
            {"type": "link", "value": {"label": label, "url": url}}
            for label, url in author.links.items()
        ]
        context.authors[name] = _snippet(
            Author,
            context.locale,
            translation_key("person", name),
            {
                "slug": author.slug,
                "name": author.name,
                "role": author.role,
                "credentials": author.credentials,
                "biography": author.biography,
                "photo": context.images[author.photo],
                "links": json.dumps(links),
            },
        )


def translated_topic(context: LoadContext, slug: str, locale: Locale) -> Topic:
    """Return the German translation of a topic."""
    topic = GERMAN_TOPICS[slug]
    values = {"slug": topic.slug, "name": topic.name, "description": topic.description}
    return _translation(context.topics[slug], locale, values)


def translated_author(context: LoadContext, name: str, locale: Locale) -> Author:
    """Return the German translation of an author."""
    role, credentials, biography = GERMAN_AUTHORS[name]
    values = {"role": role, "credentials": credentials, "biography": biography}
    return _translation(context.authors[name], locale, values)


def _snippet(model: Any, locale: Locale, key: UUID, values: dict[str, Any]) -> Any:
    """Return the object with this key, or with this slug, or a new published one."""
    rows = model.objects.filter(locale=locale)
    found = rows.filter(translation_key=key).first() or rows.filter(slug=values["slug"]).first()
    if found is not None:
        return found
    return _published(model(locale=locale, translation_key=key, live=False, **values))


def _translation(source: Any, locale: Locale, values: dict[str, Any]) -> Any:
    found = source.get_translation_or_none(locale)
    if found is not None:
        return found
    copy = source.copy_for_translation(locale)
    copy.live = False
    for name, value in values.items():
        setattr(copy, name, value)
    return _published(copy)


def _published(snippet: Any) -> Any:
    snippet.full_clean()
    snippet.save()
    snippet.save_revision().publish()
    snippet.refresh_from_db()
    return snippet
