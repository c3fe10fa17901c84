"""What shape do articles, authors and topics have in JSON? Filled in `representation`."""

from typing import Any, Final

from articles import representation
from articles.models import ArticleIndexPage, ArticlePage, Author, Topic
from articles.structured_data import json_ld
from articles.structured_data_schemas import ArticleJsonLd
from cms.api import page_types, preview
from cms.api.schemas.blocks import HEADING_LEVEL, Block
from cms.api.schemas.images import Image
from cms.api.schemas.kinds import (
    Day,
    Instant,
    Shape,
    Text,
    Texts,
    Typed,
    Url,
    Whole,
    object_of,
)
from cms.api.schemas.pages import WWW, Alternate, Identity, Link, Results, Seo, about
from cms.api.schemas.text import RichText, written
from cms.content.blocks.body import table_of_contents

Json = dict[str, Any]
INDEX: Final = {
    "id": 5,
    "slug": "articles",
    "path": "/articles/",
    "url": f"{WWW}/articles/",
    "title": "Articles",
}
PROFILES: Final = [{"label": "Profile", "url": "https://example.org/people/mara-lindqvist"}]
REVIEWER: Final[Json] = {
    "slug": "ines-halvorsen",
    "name": "Ines Halvorsen",
    "role": "Medical reviewer",
    "credentials": "MD, PhD",
    "biography": written("<p>Ines checks what is said here against current guidelines.</p>"),
    "photo": None,
    "links": [],
}
RELATED: Final = {
    "id": 9,
    "slug": "five-minutes-of-slow-breathing",
    "path": "/articles/five-minutes-of-slow-breathing/",
    "url": f"{WWW}/articles/five-minutes-of-slow-breathing/",
    "title": "Five minutes of slow breathing",
    "summary": "An exercise that needs nothing but a chair.",
    "reading_minutes": 2,
}


class TopicSerializer(Shape):
    """A subject."""

    slug = Text(help_text="Names the topic in addresses and parameters.", example="sleep")
    name = Text(help_text="As readers see it.", example="Sleep")
    description = Text(
        help_text="What it is about, plain; may be empty.",
        example="What happens at night, and how to rest well.",
    )


class AuthorSerializer(Shape):
    """A person who writes articles, reviews them medically, or both."""

    slug = Text(help_text="Names the person in addresses.", example="mara-lindqvist")
    name = Text(help_text="As readers see it.", example="Mara Lindqvist")
    role = Text(help_text="Such as “Health writer”; may be empty.", example="Health writer")
    credentials = Text(help_text="Degrees and licences; may be empty.", example="BSc Physiotherapy")
    biography = RichText(help_text="Who this is; empty where nobody has written it.")
    photo = Image(allow_null=True, help_text="Portrait; null: there is none.")
    links = Link(many=True, help_text="Profiles elsewhere.")

    @classmethod
    def example(cls) -> Any:
        """A writer."""
        biography = written("<p>Mara likes <b>plain words</b> and long walks.</p>")
        return {**super().example(), "biography": biography, "links": PROFILES}


class ArticleCardSerializer(Identity):
    """An article in a list."""

    page_type = ArticlePage.api_type

    summary = Text(
        help_text="What a reader learns, in a sentence or two; may be empty.",
        example="What helps in the last hour of the day.",
    )
    published_at = Instant(
        allow_null=True, help_text="First publication; null only in the preview of a new article."
    )
    updated_at = Instant(
        allow_null=True, help_text="Last publication; null only in the preview of a new article."
    )
    reading_minutes = Whole(1, help_text="Minutes that reading it takes, rounded.", example=4)
    topics = TopicSerializer(many=True, help_text="Its public topics, by name.")
    tags = Texts(help_text="Free words for related things, sorted.", example=["evening", "rest"])
    author = AuthorSerializer(
        allow_null=True, help_text="Who wrote it; null: nobody the public may see."
    )
    reviewer = AuthorSerializer(
        allow_null=True, help_text="Who checked it medically; null: nobody the public may see."
    )
    reviewed_on = Day(
        allow_null=True, help_text="Day of that check; null: not checked.", example="2026-10-12"
    )
    hero = Image(allow_null=True, help_text="The main picture; null: there is none.")

    @classmethod
    def example(cls) -> Any:
        """An article that somebody else has reviewed."""
        return {**super().example(), "reviewer": REVIEWER}


class TocEntry(Shape):
    """A heading of the body."""

    level = Typed(HEADING_LEVEL, help_text="As in the heading's block.", example=2)
    text = Text(help_text="The words of the heading.", example="Before you go to bed")
    anchor = Text(help_text="The heading's `anchor`.", example="before-you-go-to-bed")


Reference = object_of(
    "Reference",
    "A work that the article rests on.",
    {
        "number": Whole(1, help_text="The number by which the text cites it.", example=1),
        "text": Text(
            help_text="Title of the work.",
            example="The sleep-immune crosstalk in health and disease",
        ),
        "authors": Text(help_text="Who wrote it; may be empty.", example="Besedovsky L, Lange T"),
        "source": Text(
            help_text="Journal, book or website; may be empty.", example="Physiological Reviews"
        ),
        "year": Whole(allow_null=True, help_text="When; null: not known.", example=2019),
        "url": Url(
            allow_null=True,
            help_text="Its DOI, else its address; null: neither is known.",
            example="https://doi.org/10.1152/physrev.00010.2018",
        ),
    },
)


class ArticleSeo(Seo):
    """What search engines and sharing need of an article."""

    json_ld = ArticleJsonLd(help_text="For `<script type=application/ld+json>`, as it is.")


class ArticleSerializer(ArticleCardSerializer):
    """The whole article: everything that its screen needs."""

    body = Block(many=True, help_text="What the reader reads, block by block.")
    toc = TocEntry(many=True, help_text="The headings of the body.")
    references = Reference(many=True, help_text="The works it rests on, as the text cites them.")
    related = ArticleCardSerializer(
        many=True, help_text="What to read next: the editor's choice first, then by topic."
    )
    seo = ArticleSeo(help_text="For the page's `<head>`.")
    alternates = Alternate(many=True, help_text="Public translations, this page left out.")

    @classmethod
    def example(cls) -> Any:
        """One that is true in itself: contents and JSON-LD are made from the rest."""
        answer = super().example()
        publisher = answer["seo"]["json_ld"]["publisher"]
        answer["toc"] = table_of_contents(answer["body"])
        answer["related"] = [{**card, **RELATED} for card in answer["related"]]
        answer["seo"]["json_ld"] = json_ld(answer, publisher)
        return answer


class ArticleIndexCardSerializer(Identity):
    """An article index in a list."""

    page_type = ArticleIndexPage.api_type

    summary = Text(
        help_text="What it holds, in a sentence or two; may be empty.",
        example="Short articles on rest, movement and food.",
    )

    @classmethod
    def example(cls) -> Any:
        """The index of articles."""
        return {**super().example(), **INDEX}


class ArticleIndexSeo(Seo):
    """What search engines and sharing need of an article index."""

    json_ld = Typed({"type": "null"}, help_text="An index has none: always null.")


class ArticleIndexSerializer(ArticleIndexCardSerializer):
    """The page below which articles stand; the articles have their own list."""

    seo = ArticleIndexSeo(help_text="For the page's `<head>`.")
    alternates = Alternate(many=True, help_text="Public translations, this page left out.")

    @classmethod
    def example(cls) -> Any:
        """The index of articles."""
        return about(super().example(), "/de/artikel/")


class AuthorListSerializer(Results):
    """A page of people."""

    results = AuthorSerializer(many=True, help_text="The people of this page.")


class TopicListSerializer(Results):
    """A page of subjects."""

    results = TopicSerializer(many=True, help_text="The topics of this page.")


def register() -> None:
    """Make articles, indexes, authors and topics known to delivery."""
    page_types.register(
        page_types.PageKind(
            ArticlePage,
            representation.whole,
            representation.cards,
            ArticleSerializer,
            ArticleCardSerializer,
            representation.topic_slugs,
        )
    )
    page_types.register(
        page_types.PageKind(
            ArticleIndexPage,
            representation.index_whole,
            representation.index_cards,
            ArticleIndexSerializer,
            ArticleIndexCardSerializer,
        )
    )
    preview.register(Author, representation.author_preview, AuthorSerializer)
    preview.register(Topic, lambda topic, view: representation.topic(topic), TopicSerializer)
