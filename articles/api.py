"""The endpoints of articles: the list with search, and the detail."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from articles import representation
from articles.models import ArticlePage, Author, Topic
from articles.related import for_cards
from articles.schemas import ArticleJson
from articles.search_results import SearchQuery
from articles.search_schemas import ArticleList, ArticleResult
from cms.api.cursors import Key, SortOrder
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
# Articles that go live by a requested future instant have no date yet: they count as newest.
ORDERS: dict[str, SortOrder] = {
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
        """Raise ValidationError for ordering by relevance without a search."""
        if value == RELEVANCE and not self.initial_data.get("search"):
            raise serializers.ValidationError("Relevance to what? This order needs search.")
        return value

    def validate_cursor(self, value: Any) -> Any:
        """Raise ValidationError for a cursor with relevance: any change may alter that order."""
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
        """Return the visible articles in the requested language, filtered."""
        rows = self._filtered()
        search_query = self._search_query()
        return rows if search_query is None else rows.matching(search_query.terms)

    def _filtered(self) -> Any:
        query, public = self.query, self.public
        public.dependencies.add_all(ArticlePage)
        rows = public.pages(ArticlePage).filter(in_language(self.locale()))
        if query.get("topic"):
            public.dependencies.add_all(Topic)
            rows = rows.about(query["topic"], public.published(Topic, "topic__"))
        if query.get("tag"):
            public.dependencies.add("tags")
            rows = rows.tagged(query["tag"])
        if query.get("author"):
            public.dependencies.add_all(Author)
            rows = rows.by_authors(query["author"], public.published(Author, "author__"))
        return rows.published_between(query.get("published_after"), query.get("published_before"))

    def _search_query(self) -> SearchQuery | None:
        """Return the search query of the request, None without `search`."""
        if "search" not in self.query:
            return None
        self.public.dependencies.add("search")
        return SearchQuery.of(self.query["search"], self.locale())

    def order(self) -> SortOrder:
        return ORDERS[self.query["ordering"]]

    def page(self, limit: int, offset: int) -> tuple[list[Any], int]:
        """Return one page and the count; with ordering by relevance the best matches first."""
        search_query = self._search_query()
        if self.query["ordering"] != RELEVANCE or search_query is None:
            return super().page(limit, offset)
        rows = self._filtered()
        with search.without_parallel_plan():
            ids = list(rows.ranked(search_query.terms)[offset : offset + limit])
        return self.represent_ids(ids), self.count(rows.matching(search_query.terms))

    def load(self, ids: list[Any]) -> list[ArticlePage]:
        """Load the bodies only if the response has highlights from them."""
        name, build = ("detail", _joined) if self._search_query() else ("cards", for_cards)
        found: list[ArticlePage] = self.public.rows(
            f"{name} of a list", lambda public, pks: build(_with_ids(public, pks)), ids
        )
        return found

    def represent(self, rows: list[ArticlePage]) -> list[ArticleResult]:
        return representation.results(rows, self.public, self._search_query())


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
        """Return the visible article with this slug or its fallback; raise Http404 without."""
        public, slug = self.public, captured["slug"]
        public.dependencies.add(f"slug-{slug}")
        found = public.rows("article by slug", _detail_by_slug, slug, self.locale())
        article = next(iter(found), None)
        if article is None and self.query["fallback"]:
            article = self._stand_in(_having_slug(public, slug))
        if article is None:
            raise Http404
        return representation.detail(article, public)

    def _stand_in(self, called: Any) -> ArticlePage | None:
        """Return the fallback of a slug: a translation in the requested or the site's language."""
        public, own = self.public, self.public.default_locale
        rows = called.values_list("locale__language_code", "translation_key", "path")
        # Two articles may share a slug: the site's own language comes first.
        for _code, key, _path in sorted(rows, key=lambda row: (row[0] != own, row[0], row[2])):
            public.dependencies.add(f"translation-{key}")
            found = public.pages(ArticlePage).filter(translation_key=key)
            for code in dict.fromkeys([self.locale(), own]):
                article = _joined(found.filter(in_language(code))).order_by("path").first()
                if isinstance(article, ArticlePage):
                    return article
        return None


def _with_ids(public: PublicContent, ids: list[int]) -> Any:
    return public.pages(ArticlePage).filter(pk__in=ids)


def _having_slug(public: PublicContent, slug: str) -> Any:
    return public.pages(ArticlePage).filter(public.has_slug(ArticlePage, slug))


def _joined(rows: Any) -> Any:
    return rows.select_related(*ArticlePage.api_joined)


def _detail_by_slug(public: PublicContent, slug: str, code: str) -> Any:
    found = _having_slug(public, slug).filter(locale__language_code=code)
    return _joined(found).order_by("path")[:1]
