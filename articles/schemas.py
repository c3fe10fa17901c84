"""The JSON of articles, authors and topics."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field
from typing_extensions import TypedDict

from articles.structured_data_schemas import PROFILES, REVIEWER, ArticleJsonLd
from cms.api.page_representation import (
    TYPE_OF_PAGE,
    WWW,
    Alternates,
    PageFields,
    Seo,
    page_example,
)
from cms.api.pagination import Results, example_of_one_page
from cms.content.blocks.block_json import TocEntry
from cms.content.blocks.body import AnyBlock
from cms.content.images.image_json import ImageJson
from cms.content.json_types import CalendarDate, Instant, Url, example
from cms.content.links import Link
from cms.content.rich_text import example_of
from cms.content.rich_text_nodes import RichTextJson

RELATED_ARTICLE: Final = {
    "id": 9,
    "slug": "five-minutes-of-slow-breathing",
    "path": "/articles/five-minutes-of-slow-breathing/",
    "url": f"{WWW}/articles/five-minutes-of-slow-breathing/",
    "title": "Five minutes of slow breathing",
    "summary": "An exercise that needs nothing but a chair.",
    "reading_minutes": 2,
}
INDEX_SUMMARY: Final = "Short articles on rest, movement and food."
INDEX: Final[dict[str, Any]] = {
    "id": 5,
    "slug": "articles",
    **page_example("/articles/", "Articles", INDEX_SUMMARY, "/de/artikel/"),
}


class TopicJson(TypedDict):
    """A subject."""

    slug: Annotated[
        str, Field(description="Names the topic in addresses and parameters.", examples=["sleep"])
    ]
    name: Annotated[str, Field(description="As readers see it.", examples=["Sleep"])]
    description: Annotated[
        str,
        Field(
            description="What it is about, plain; may be empty.",
            examples=["What happens at night, and how to rest well."],
        ),
    ]


class AuthorJson(TypedDict):
    """A person who writes articles, reviews them medically, or both."""

    slug: Annotated[
        str, Field(description="Names the person in addresses.", examples=["mara-lindqvist"])
    ]
    name: Annotated[str, Field(description="As readers see it.", examples=["Mara Lindqvist"])]
    role: Annotated[
        str,
        Field(description="Such as “Health writer”; may be empty.", examples=["Health writer"]),
    ]
    credentials: Annotated[
        str,
        Field(description="Degrees and licences; may be empty.", examples=["BSc Physiotherapy"]),
    ]
    biography: Annotated[
        RichTextJson,
        Field(
            description="Who this is; empty where nobody has written it.",
            examples=[example_of("<p>Mara likes <b>plain words</b> and long walks.</p>")],
        ),
    ]
    photo: Annotated[ImageJson | None, Field(description="Portrait; null: there is none.")]
    links: Annotated[list[Link], Field(description="Profiles elsewhere.", examples=[PROFILES])]


class ArticleCard(PageFields):
    """An article in a list."""

    type: Annotated[Literal["article"], TYPE_OF_PAGE]
    summary: Annotated[
        str,
        Field(
            description="What a reader learns, in a sentence or two; may be empty.",
            examples=["What helps in the last hour of the day."],
        ),
    ]
    published_at: Annotated[
        Instant | None,
        Field(description="First publication; null only in the preview of a new article."),
    ]
    updated_at: Annotated[
        Instant | None,
        Field(description="Last publication; null only in the preview of a new article."),
    ]
    reading_minutes: Annotated[
        int, Field(ge=1, description="Minutes that reading it takes, rounded.", examples=[4])
    ]
    topics: Annotated[list[TopicJson], Field(description="Its public topics, by name.")]
    tags: Annotated[
        list[str],
        Field(description="Free words for related things, sorted.", examples=[["evening", "rest"]]),
    ]
    author: Annotated[
        AuthorJson | None, Field(description="Who wrote it; null: nobody the public may see.")
    ]
    reviewer: Annotated[
        AuthorJson | None,
        Field(
            description="Who checked it medically; null: nobody the public may see.",
            examples=[
                {
                    **REVIEWER,
                    "biography": example_of(
                        "<p>Ines checks what is said here against current guidelines.</p>"
                    ),
                    "photo": None,
                    "links": [],
                }
            ],
        ),
    ]
    reviewed_on: Annotated[
        CalendarDate | None,
        Field(description="Day of that check; null: not checked.", examples=["2026-10-12"]),
    ]
    hero: Annotated[ImageJson | None, Field(description="The main picture; null: there is none.")]


class ReferenceJson(TypedDict):
    """A work that the article rests on."""

    number: Annotated[
        int, Field(ge=1, description="The number by which the text cites it.", examples=[1])
    ]
    text: Annotated[
        str,
        Field(
            description="Title of the work.",
            examples=["The sleep-immune crosstalk in health and disease"],
        ),
    ]
    authors: Annotated[
        str,
        Field(description="Who wrote it; may be empty.", examples=["Besedovsky L, Lange T"]),
    ]
    source: Annotated[
        str,
        Field(
            description="Journal, book or website; may be empty.",
            examples=["Physiological Reviews"],
        ),
    ]
    year: Annotated[int | None, Field(description="When; null: not known.", examples=[2019])]
    url: Annotated[
        Url | None,
        Field(
            description="Its DOI, else its address; null: neither is known.",
            examples=["https://doi.org/10.1152/physrev.00010.2018"],
        ),
    ]


class ArticleSeo(Seo):
    """What search engines and sharing need of an article."""

    json_ld: Annotated[
        ArticleJsonLd, Field(description="For `<script type=application/ld+json>`, as it is.")
    ]


class ArticleJson(ArticleCard):
    """The whole article: everything that its screen needs."""

    body: Annotated[list[AnyBlock], Field(description="What the reader reads, block by block.")]
    toc: Annotated[list[TocEntry], Field(description="The headings of the body.")]
    references: Annotated[
        list[ReferenceJson], Field(description="The works it rests on, as the text cites them.")
    ]
    related: Annotated[
        list[ArticleCard],
        Field(
            description="What to read next: the editor's choice first, then by topic.",
            examples=[[RELATED_ARTICLE]],
        ),
    ]
    seo: Annotated[ArticleSeo, Field(description="For the page's `<head>`.")]
    alternates: Alternates


@example(**INDEX)
class ArticleIndexCard(PageFields):
    """An article index in a list."""

    type: Annotated[Literal["article_index"], TYPE_OF_PAGE]
    summary: Annotated[
        str,
        Field(
            description="What it holds, in a sentence or two; may be empty.",
            examples=[INDEX_SUMMARY],
        ),
    ]


class ArticleIndexSeo(Seo):
    """What search engines and sharing need of an article index."""

    json_ld: Annotated[None, Field(description="An index has none: always null.", examples=[None])]


@example(**INDEX)
class ArticleIndexJson(ArticleIndexCard):
    """The page below which articles stand; the articles have their own list."""

    seo: Annotated[ArticleIndexSeo, Field(description="For the page's `<head>`.")]
    alternates: Alternates


@example_of_one_page
class AuthorList(Results):
    """A page of people."""

    results: Annotated[list[AuthorJson], Field(description="The people of this page.")]


@example_of_one_page
class TopicList(Results):
    """A page of subjects."""

    results: Annotated[list[TopicJson], Field(description="The topics of this page.")]
