"""The JSON of articles that were found, and of suggestions."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from articles.schemas import ArticleCard
from cms.api.page_representation import WWW
from cms.api.pagination import Results, example_of_one_page
from cms.content.json_types import Url
from cms.search.highlights import HighlightPart


class Highlight(TypedDict):
    """Where what was searched for stands."""

    title: Annotated[
        list[HighlightPart],
        Field(
            description="The whole title.",
            examples=[[{"text": "A calm ", "match": False}, {"text": "evening", "match": True}]],
        ),
    ]
    snippet: Annotated[
        list[HighlightPart],
        Field(
            description="The part of summary, body or references that says most about the "
            "question, cut with “…”.",
            examples=[
                [
                    {"text": "…what helps in the ", "match": False},
                    {"text": "evening", "match": True},
                    {"text": ", before the lights go out…", "match": False},
                ]
            ],
        ),
    ]


class ArticleResult(ArticleCard):
    """An article in the list of articles: its card, and what a search has found in it."""

    highlight: Annotated[Highlight | None, Field(description="Null without `search`.")]


@example_of_one_page
class ArticleList(Results):
    """A page of articles."""

    results: Annotated[list[ArticleResult], Field(description="The articles of this page.")]


class SuggestedArticle(TypedDict):
    """An article that somebody may be looking for."""

    slug: Annotated[str, Field(description="For `articles/{slug}/`.", examples=["a-calm-evening"])]
    path: Annotated[
        str, Field(description="Path on the frontend.", examples=["/articles/a-calm-evening/"])
    ]
    url: Annotated[
        Url,
        Field(
            description="Where the article is seen.", examples=[f"{WWW}/articles/a-calm-evening/"]
        ),
    ]
    title: Annotated[str, Field(description="Its title.", examples=["A calm evening"])]
    parts: Annotated[
        list[HighlightPart], Field(description="The title, with what was typed marked in it.")
    ]


class SuggestedTopic(TypedDict):
    """A topic that somebody may be looking for."""

    slug: Annotated[
        str, Field(description="For `topic` of the list of articles.", examples=["evening"])
    ]
    name: Annotated[str, Field(description="As readers see it.", examples=["Evening"])]
    parts: Annotated[
        list[HighlightPart], Field(description="The name, with what was typed marked in it.")
    ]


class Suggestions(TypedDict):
    """What goes on as somebody has begun to type."""

    articles: Annotated[
        list[SuggestedArticle],
        Field(description="By title: those that begin with it first, then the newest."),
    ]
    topics: Annotated[
        list[SuggestedTopic], Field(description="By name: those that begin with it first.")
    ]
