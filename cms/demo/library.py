"""Add the demo's images, people and topics to the database."""

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
from cms.demo.authors import GERMAN_PEOPLE, GERMAN_TOPICS, PEOPLE, TOPICS
from cms.demo.image_list import IMAGES

COLLECTION = "Demo pictures"


@dataclass
class Shelf:
    """What the loading steps share: the site, the instant, and the objects made so far by name."""

    site: Site
    locale: Locale
    now: datetime = field(default_factory=timezone.now)
    picture_pixels: int | None = None
    """The greatest width of an image in pixels; None: images keep the size of their files."""
    pages: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Author] = field(default_factory=dict)
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
        """Return the same time of day so many days from now, or before now if negative."""
        return self.now + timedelta(days=days)


def translation_key(kind: str, name: str) -> UUID:
    """Return the key by which a page or snippet of the demo is found after it was renamed."""
    return uuid5(NAMESPACE_URL, f"https://example.com/wellspring-demo/{kind}/{name}")


def add_images(shelf: Shelf) -> None:
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
                file=ContentFile(source.content(shelf.picture_pixels), source.file_name),
                collection=collection,
            )
        shelf.images[name] = image


def add_topics(shelf: Shelf) -> None:
    """Add the topics, published."""
    for subject in TOPICS:
        shelf.topics[subject.slug] = _snippet(
            Topic,
            shelf.locale,
            translation_key("topic", subject.slug),
            {"slug": subject.slug, "name": subject.name, "description": subject.description},
        )


def add_people(shelf: Shelf) -> None:
    """Add the authors and the reviewer, published."""
    for name, person in PEOPLE.items():
        links = [
            {"type": "link", "value": {"label": label, "url": url}}
            for label, url in person.links.items()
        ]
        shelf.people[name] = _snippet(
            Author,
            shelf.locale,
            translation_key("person", name),
            {
                "slug": person.slug,
                "name": person.name,
                "role": person.role,
                "credentials": person.credentials,
                "biography": person.biography,
                "photo": shelf.images[person.photo],
                "links": json.dumps(links),
            },
        )


def translated_topic(shelf: Shelf, slug: str, locale: Locale) -> Topic:
    """Return the German translation of a topic."""
    subject = GERMAN_TOPICS[slug]
    values = {"slug": subject.slug, "name": subject.name, "description": subject.description}
    return _translation(shelf.topics[slug], locale, values)


def translated_person(shelf: Shelf, name: str, locale: Locale) -> Author:
    """Return the German translation of an author."""
    role, credentials, biography = GERMAN_PEOPLE[name]
    values = {"role": role, "credentials": credentials, "biography": biography}
    return _translation(shelf.people[name], locale, values)


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
