"""How do the demo's pictures, people and topics get into the database?"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Collection, Locale, Site

from articles.models import Author, Topic
from cms.content.models import ContentImage
from cms.demo.images import PICTURES
from cms.demo.people import GERMAN_PEOPLE, GERMAN_TOPICS, PEOPLE, TOPICS

COLLECTION = "Demo pictures"


@dataclass
class Shelf:
    """What the parts of a loading share: the site, the moment, and what exists by its name."""

    site: Site
    locale: Locale
    now: datetime = field(default_factory=timezone.now)
    picture_pixels: int | None = None
    """Pictures are not wider than this; None: as wide as they are meant to be."""
    pages: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Author] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    images: dict[str, ContentImage] = field(default_factory=dict)

    @property
    def ids(self) -> dict[str, int]:
        """`page/sleep` and the like to ids; see `cms.demo.writing`."""
        return {
            **{f"page/{name}": page.pk for name, page in self.pages.items()},
            **{f"image/{name}": image.pk for name, image in self.images.items()},
        }

    def after(self, days: int) -> datetime:
        """The same time of day, so many days from now; negative: ago."""
        return self.now + timedelta(days=days)


def translation_key(kind: str, name: str) -> UUID:
    """What tells a page or snippet of the demo from others, whatever it is called by now."""
    return uuid5(NAMESPACE_URL, f"https://example.com/wellspring-demo/{kind}/{name}")


def add_images(shelf: Shelf) -> None:
    """Draw the pictures into a collection of their own; one that is there stays as it is."""
    collection = Collection.objects.filter(name=COLLECTION).first()
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=COLLECTION)
    there = {image.title: image for image in ContentImage.objects.filter(collection=collection)}
    for name, picture in PICTURES.items():
        image = there.get(picture.title)
        if image is None:
            content = ContentFile(
                picture.content(shelf.picture_pixels), f"{slugify(picture.title)}.{picture.suffix}"
            )
            image = ContentImage(
                title=picture.title,
                description=picture.alt,
                file=content,
                collection=collection,
            )
            image.save()
        shelf.images[name] = image


def add_topics(shelf: Shelf) -> None:
    """The topics, published."""
    for subject in TOPICS:
        shelf.topics[subject.slug] = _snippet(
            Topic,
            shelf.locale,
            translation_key("topic", subject.slug),
            {"slug": subject.slug, "name": subject.name, "description": subject.description},
        )


def add_people(shelf: Shelf) -> None:
    """The authors and the reviewer, published."""
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
    """The German version of a topic."""
    subject = GERMAN_TOPICS[slug]
    values = {"slug": subject.slug, "name": subject.name, "description": subject.description}
    return _translation(shelf.topics[slug], locale, values)


def translated_person(shelf: Shelf, name: str, locale: Locale) -> Author:
    """The German version of an author."""
    role, credentials, biography = GERMAN_PEOPLE[name]
    values = {"role": role, "credentials": credentials, "biography": biography}
    return _translation(shelf.people[name], locale, values)


def _snippet(model: Any, locale: Locale, key: UUID, values: dict[str, Any]) -> Any:
    """The one with this key, or with this slug, or a new one, published."""
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
