"""Builds the JSON of articles that were found, and of suggestions."""

from dataclasses import dataclass

from articles.models import ArticlePage, Topic
from articles.search_schemas import Highlight, SuggestedArticle, SuggestedTopic
from cms.api.page_representation import page_address
from cms.publishing.addresses import base_url
from cms.publishing.visibility import PublicContent
from cms.search import highlights, stemming


@dataclass(frozen=True, slots=True)
class Question:
    """The words that somebody searches for in a language."""

    terms: list[str]
    language: str

    @classmethod
    def of(cls, text: str, locale: str) -> "Question":
        """The terms of what somebody typed; none in a text without words."""
        language = locale.partition("-")[0]
        return cls(stemming.search_terms(text, language), language)


def highlight(article: ArticlePage, question: Question) -> Highlight:
    """Return title and snippet in parts, from the content that the public sees."""
    find = highlights.by_terms(question.terms, question.language)
    return {
        "title": highlights.parts(article.title, find(article.title)),
        "snippet": highlights.snippet(article.passages(), question.terms, find),
    }


def suggested_article(
    article: ArticlePage, public: PublicContent, begun: list[str]
) -> SuggestedArticle:
    """Return an article whose title has the words that somebody has begun to type."""
    address = page_address(article, public, base_url(public.site))
    return {
        "slug": address["slug"],
        "path": address["path"],
        "url": address["url"],
        "title": address["title"],
        "parts": _begun_in(article.title, begun),
    }


def suggested_topic(topic: Topic, begun: list[str]) -> SuggestedTopic:
    """Return a topic whose name has the words that somebody has begun to type."""
    return {"slug": topic.slug, "name": topic.name, "parts": _begun_in(topic.name, begun)}


def _begun_in(text: str, begun: list[str]) -> list[highlights.HighlightPart]:
    return highlights.parts(text, highlights.by_beginning(begun)(text))
