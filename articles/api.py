"""Which endpoints answer for articles?"""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from articles import representation
from articles.models import ArticlePage, Author, Topic
from articles.related import for_cards
from articles.schemas import ArticleJson
from articles.search_results import Question
from articles.search_schemas import ArticleList, ArticleResult
from cms.api.cursors import Key, Order
from cms.api.lists import ListView
from cms.api.openapi.decorators import extend_schema
from cms.api.pagination import PageParameters
from cms.api.parameters import (
    FlagParameter,
    InstantParameter,
    ListParameter,
    LocaleParameter,
    LocaleParameters,
    TextParameter,
)
from cms.api.views import ReadView
from cms.publishing.visibility import PublicContent, in_language
from cms.search import query as search

RELEVANCE = "relevance"
# What goes live by an instant to come has no date yet, and is the newest of all.
ORDERS: dict[str, Order] = {
    "-published_at": (
        Key("first_published_at", descending=True, nullable=True),
        Key("pk", descending=True),
    ),
    "published_at": (Key("first_published_at", nullable=True), Key("pk")),
    "title": (Key("title"), Key("pk")),
}


class ArticleListParameters(PageParameters):
    """Filters, search and order of the article list."""

    examples = {
        "topic": ["sleep", "pain"],
        "tag": ["evening"],
        "author": ["mara-lindqvist"],
        "search": "sleep and pain",
    }

    topic = ListParameter(help_text="Slug of a topic; repeated: any of them.")
    tag = ListParameter(help_text="A tag; repeated: any of them.")
    author = ListParameter(help_text="Slug of an author; repeated: any of them.")
    locale = LocaleParameter()
    search = TextParameter(
        help_text="Words that must all be found in title, summary, body or references, in any "
        "inflection; accents and capitals do not matter."
    )
    published_after = InstantParameter(help_text="Published at this instant or later.")
    published_before = InstantParameter(help_text="Published before this instant.")
    ordering = serializers.ChoiceField(
        choices=[*ORDERS, RELEVANCE],
        default="-published_at",
        help_text="Order of the list; `relevance`, the best match first, with `search` only.",
    )

    def validate_ordering(self, value: str) -> str:
        """Refuse relevance to nothing."""
        if value == RELEVANCE and not self.initial_data.get("search"):
            raise serializers.ValidationError("Relevance to what? This order needs search.")
        return value

    def validate_cursor(self, value: Any) -> Any:
        """Refuse a crawl in an order that each change of any article may turn over."""
        if self.initial_data.get("ordering") == RELEVANCE:
            raise serializers.ValidationError(
                "A list by relevance has no cursor: give an offset, or another ordering."
            )
        return value


class ArticleListView(ListView):
    """The published articles of the site."""

    parameters = ArticleListParameters
    response_type = ArticleList

    @extend_schema(operation_id="articles", tags=["Articles"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Articles as cards, newest first."""
        return super().get(*args, **kwargs)

    def rows(self) -> "QuerySet[ArticlePage]":
        """Visible articles in the language asked for, filtered."""
        rows = self._filtered()
        question = self._question()
        return rows if question is None else rows.matching(question.terms)

    def _filtered(self) -> Any:
        asked, public = self.query, self.public
        public.dependencies.add_all(ArticlePage)
        rows = public.pages(ArticlePage).filter(in_language(self.locale()))
        if asked.get("topic"):
            public.dependencies.add_all(Topic)
            rows = rows.about(asked["topic"], public.published(Topic, "topic__"))
        if asked.get("tag"):
            public.dependencies.add("tags")
            rows = rows.tagged(asked["tag"])
        if asked.get("author"):
            public.dependencies.add_all(Author)
            rows = rows.by_authors(asked["author"], public.published(Author, "author__"))
        return rows.published_between(asked.get("published_after"), asked.get("published_before"))

    def _question(self) -> Question | None:
        """What is searched for; None where nothing is."""
        if "search" not in self.query:
            return None
        self.public.dependencies.add("search")
        return Question.of(self.query["search"], self.locale())

    def order(self) -> Order:
        """One of those that need no search."""
        return ORDERS[self.query["ordering"]]

    def page(self, limit: int, offset: int) -> tuple[list[Any], int]:
        """The best matches first, where that is asked for."""
        question = self._question()
        if self.query["ordering"] != RELEVANCE or question is None:
            return super().page(limit, offset)
        rows = self._filtered()
        with search.without_parallel_plan():
            ids = list(rows.ranked(question.terms)[offset : offset + limit])
        return self.told(ids), self.count(rows.matching(question.terms))

    def load(self, ids: list[Any]) -> list[ArticlePage]:
        """With their bodies only where something is searched for in them."""
        name, build = ("whole", _whole) if self._question() else ("cards", for_cards)
        found: list[ArticlePage] = self.public.rows(
            f"{name} of a list", lambda public, pks: build(_with_ids(public, pks)), ids
        )
        return found

    def represent(self, rows: list[ArticlePage]) -> list[ArticleResult]:
        return representation.results(rows, self.public, self._question())


class ArticleParameters(LocaleParameters):
    """`locale`, `fallback`."""

    fallback = FlagParameter(
        help_text="Whether the slug may be that of a translation, and the site's own language "
        "stands in where the article is not to be had in the language asked for."
    )


class ArticleView(ReadView):
    """One article, by its slug."""

    examples = {"slug": "a-calm-evening"}
    parameters = ArticleParameters
    response_type = ArticleJson

    @extend_schema(operation_id="article", tags=["Articles"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """The whole article: everything that its screen needs."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> ArticleJson:
        """The visible article with this slug in the language asked for, or what stands in."""
        public, slug = self.public, captured["slug"]
        public.dependencies.add(f"slug-{slug}")
        found = public.rows("article by slug", _whole_by_slug, slug, self.locale())
        article = next(iter(found), None)
        if article is None and self.query["fallback"]:
            article = self._stand_in(_called(public, slug))
        if article is None:
            raise Http404
        return representation.detail(article, public)

    def _stand_in(self, called: Any) -> ArticlePage | None:
        """The translation of a visible article with this slug, else its original."""
        public, own = self.public, self.public.default_locale
        rows = called.values_list("locale__language_code", "translation_key", "path")
        # Two articles may share a slug: the site's own language comes first.
        for _code, key, _path in sorted(rows, key=lambda row: (row[0] != own, row[0], row[2])):
            public.dependencies.add(f"translation-{key}")
            found = public.pages(ArticlePage).filter(translation_key=key)
            for code in dict.fromkeys([self.locale(), own]):
                article = _whole(found.filter(in_language(code))).order_by("path").first()
                if isinstance(article, ArticlePage):
                    return article
        return None


def _with_ids(public: PublicContent, ids: list[int]) -> Any:
    return public.pages(ArticlePage).filter(pk__in=ids)


def _called(public: PublicContent, slug: str) -> Any:
    return public.pages(ArticlePage).filter(public.has_slug(ArticlePage, slug))


def _whole(rows: Any) -> Any:
    return rows.select_related(*ArticlePage.api_joined)


def _whole_by_slug(public: PublicContent, slug: str, code: str) -> Any:
    found = _called(public, slug).filter(locale__language_code=code)
    return _whole(found).order_by("path")[:1]
