"""How is an article shown to somebody who has searched for it, or is about to?"""

from dataclasses import dataclass
from typing import Any

from articles.models import ArticlePage, Topic
from cms.api.page_representation import identity
from cms.publishing.addresses import base_url
from cms.publishing.visibility import PublicContent
from cms.search import highlights, stemming

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """The words that somebody searches for in a language."""

    terms: list[str]
    language: str

    @classmethod
    def of(cls, text: str, locale: str) -> "Question":
        """The terms of what somebody typed; none in a text without words."""
        language = locale.partition("-")[0]
        return cls(stemming.asked(text, language), language)


def highlight(article: ArticlePage, question: Question) -> Json:
    """`{title, snippet}` in parts, from the content that the public sees."""
    find = highlights.by_terms(question.terms, question.language)
    return {
        "title": highlights.parts(article.title, find(article.title)),
        "snippet": highlights.snippet(article.passages(), question.terms, find),
    }


def suggested_article(article: ArticlePage, public: PublicContent, begun: list[str]) -> Json:
    """`{slug, path, url, title, parts}`."""
    known = identity(article, public, base_url(public.site))
    kept = {name: known[name] for name in ("slug", "path", "url", "title")}
    return {**kept, "parts": _begun_in(article.title, begun)}


def suggested_topic(topic: Topic, begun: list[str]) -> Json:
    """`{slug, name, parts}`."""
    return {"slug": topic.slug, "name": topic.name, "parts": _begun_in(topic.name, begun)}


def _begun_in(text: str, begun: list[str]) -> list[highlights.Part]:
    return highlights.parts(text, highlights.by_beginning(begun)(text))
