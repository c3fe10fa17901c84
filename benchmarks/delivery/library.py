"""Which people, topics, tags and pictures do the articles of the benchmarks share?"""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Picture
from taggit.models import Tag
from wagtail.models import Locale, Site

from articles.models import Author, Topic
from benchmarks.delivery.writing import RARE, WHO
from cms.content.images.renditions import make_renditions
from cms.content.models import ContentImage, SiteSettings

PEOPLE, TOPICS, PICTURES = 20, 40, 8
PIXELS = (1280, 720)


@dataclass
class Library:
    """What there is besides articles, made through the models; articles share it evenly."""

    locale: Locale
    people: list[Author] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    images: list[ContentImage] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make what there is, or load what an earlier run has made."""
        if Topic.objects.exists():
            self.images, self.people = list(_all(ContentImage)), list(_all(Author))
            self.topics, self.tags = list(_all(Topic)), list(_all(Tag))
            return
        self.images = [_picture(number) for number in range(PICTURES)]
        self.people = [self._person(number) for number in range(PEOPLE)]
        self.topics = [self._topic(number) for number in range(TOPICS)]
        self.tags = [Tag.objects.create(name=name) for name in RARE]

    def image(self, number: int) -> ContentImage:
        """A picture for the n-th thing that needs one."""
        return self.images[number % PICTURES]

    def person(self, number: int) -> Author:
        """Somebody who wrote or reviewed the n-th article."""
        return self.people[number % PEOPLE]

    def topics_of(self, number: int) -> list[Topic]:
        """Two topics, in every combination."""
        first = number % TOPICS
        return [self.topics[first], self.topics[(first + 1 + number // TOPICS) % TOPICS]][
            : 1 if (1 + number // TOPICS) % TOPICS == 0 else 2
        ]

    def tags_of(self, number: int) -> list[Tag]:
        """Three tags."""
        return [self.tags[(number + step) % len(self.tags)] for step in (0, 3, 7)]

    def _person(self, number: int) -> Author:
        return _published(
            Author(
                locale=self.locale, live=False, slug=f"person-{number}", name=f"Person {number}",
                role="Health writer", credentials="MD", photo=self.image(number),
                biography="<p>Writes about <b>sleep</b> and "
                '<a href="https://example.org/">movement</a>.</p>',
                links=[{"type": "link", "value": {
                    "label": "Website", "url": f"https://example.org/people/{number}/"}}],
            )
        )  # fmt: skip

    def _topic(self, number: int) -> Topic:
        name = f"{WHO[number % len(WHO)].capitalize()} {number}"
        described = f"All about {name.lower()}."
        slug = f"topic-{number}"
        return _published(
            Topic(locale=self.locale, live=False, slug=slug, name=name, description=described)
        )


def _all(model: Any) -> Any:
    return model.objects.order_by("pk")


def _published(snippet: Any) -> Any:
    snippet.save()
    snippet.save_revision().publish()
    snippet.refresh_from_db()
    return snippet


def _picture(number: int) -> ContentImage:
    """A picture with all its sizes."""
    colour = (40 + 20 * number, 160 - 15 * number, 120)
    gradient = Picture.linear_gradient("L").resize(PIXELS)
    picture = Picture.merge("RGB", [gradient.point(lambda v, c=c: v * c // 255) for c in colour])
    output = BytesIO()
    picture.save(output, "JPEG")
    image = ContentImage(
        title=f"Drawing {number}",
        description="Light from above.",
        file=ContentFile(output.getvalue(), f"drawing-{number}.jpg"),
    )
    image.save()
    make_renditions([image])
    return image


def named_site() -> Site:
    """The default site, with a name for search engines."""
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults={"brand_name": "Benchmark"})
    return site
