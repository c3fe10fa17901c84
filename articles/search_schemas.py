"""What shape do found articles and suggestions have in JSON? Filled in `hits`."""

from typing import Any

from articles.schemas import ArticleCardSerializer
from cms.api.schemas.kinds import Shape, Text, Truth, Url
from cms.api.schemas.pages import WWW, Results


class HighlightPart(Shape):
    """A piece of a text; all of them put together are the text. Plain, never HTML."""

    text = Text(help_text="As it stands in the text, spaces included.", example="evening")
    match = Truth(help_text="Whether this is what was searched for.", example=True)


class Highlight(Shape):
    """Where what was searched for stands."""

    title = HighlightPart(many=True, help_text="The whole title.")
    snippet = HighlightPart(
        many=True,
        help_text="The part of summary, body or references that says most about the question, "
        "cut with “…”.",
    )

    @classmethod
    def example(cls) -> Any:
        """Of a search for “evening”."""
        found = {"text": "evening", "match": True}
        return {
            "title": [{"text": "A calm ", "match": False}, found],
            "snippet": [
                {"text": "…what helps in the ", "match": False},
                found,
                {"text": ", before the lights go out…", "match": False},
            ],
        }


class ArticleResultSerializer(ArticleCardSerializer):
    """An article in the list of articles: its card, and what a search has found in it."""

    highlight = Highlight(allow_null=True, help_text="Null without `search`.")


class ArticleListSerializer(Results):
    """A page of articles."""

    results = ArticleResultSerializer(many=True, help_text="The articles of this page.")


class SuggestedArticle(Shape):
    """An article that somebody may be looking for."""

    slug = Text(help_text="For `articles/{slug}/`.", example="a-calm-evening")
    path = Text(help_text="Path on the frontend.", example="/articles/a-calm-evening/")
    url = Url(help_text="Where the article is seen.", example=f"{WWW}/articles/a-calm-evening/")
    title = Text(help_text="Its title.", example="A calm evening")
    parts = HighlightPart(many=True, help_text="The title, with what was typed marked in it.")


class SuggestedTopic(Shape):
    """A topic that somebody may be looking for."""

    slug = Text(help_text="For `topic` of the list of articles.", example="evening")
    name = Text(help_text="As readers see it.", example="Evening")
    parts = HighlightPart(many=True, help_text="The name, with what was typed marked in it.")


class SuggestionsSerializer(Shape):
    """What goes on as somebody has begun to type."""

    articles = SuggestedArticle(
        many=True, help_text="By title: those that begin with it first, then the newest."
    )
    topics = SuggestedTopic(many=True, help_text="By name: those that begin with it first.")
