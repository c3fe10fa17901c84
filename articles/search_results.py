"""Build the highlights of search results, and suggestions."""

from dataclasses import dataclass

from articles.models import ArticlePage, Topic
from articles.search_schemas import Highlight, SuggestedArticle, SuggestedTopic
from cms.api.page_representation import page_address
from cms.publishing.addresses import base_url
from cms.publishing.visibility import PublicContent
from cms.search import highlights, stemming


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The terms of a search, and its language."""

    terms: list[str]
    language: str

    @classmethod
    def of(cls, text: str, locale: str) -> "SearchQuery":
        """Return the search query of a text; without words it has no terms."""
        language = locale.partition("-")[0]
        return cls(stemming.search_terms(text, language), language)


def highlight(article: ArticlePage, search_query: SearchQuery) -> Highlight:
    """Return title and snippet in parts, from the content that the public sees."""
    find = highlights.by_terms(search_query.terms, search_query.language)
    return {
        "title": highlights.parts(article.title, find(article.title)),
        "snippet": highlights.snippet(article.passages(), search_query.terms, find),
    }


def suggested_article(
    article: ArticlePage, public: PublicContent, begun: list[str]
) -> SuggestedArticle:
    """Return an article whose title contains the typed words."""
    address = page_address(article, public, base_url(public.site))
    return {
        "slug": address["slug"],
        "path": address["path"],
        "url": address["url"],
        "title": address["title"],
        "parts": _begun_in(article.title, begun),
    }


def suggested_topic(topic: Topic, begun: list[str]) -> SuggestedTopic:
    """Return a topic whose name contains the typed words."""
    return {"slug": topic.slug, "name": topic.name, "parts": _begun_in(topic.name, begun)}


def _begun_in(text: str, begun: list[str]) -> list[highlights.HighlightPart]:
    return highlights.parts(text, highlights.by_beginning(begun)(text))
