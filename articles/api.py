"""Which endpoints answer for articles, authors and topics?"""

from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from articles import representation
from articles.models import ArticlePage, Author, Topic
from articles.serializers import (
    ArticleListSerializer,
    ArticleSerializer,
    AuthorListSerializer,
    AuthorSerializer,
    TopicListSerializer,
    TopicSerializer,
)
from cms.api.pagination import PageParameters, page_of
from cms.api.parameters import (
    InstantParameter,
    ListParameter,
    LocaleParameter,
    LocaleParameters,
    Parameters,
    TextParameter,
)
from cms.api.views import ReadView
from cms.content.addresses import public_url

# What goes live by an instant to come has no date yet, and is the newest of all.
ORDERINGS: dict[str, tuple[Any, ...]] = {
    "-published_at": (F("first_published_at").desc(nulls_first=True), "-pk"),
    "published_at": (F("first_published_at").asc(nulls_last=True), "pk"),
    "title": ("title", "pk"),
}


class ListView(ReadView):
    """A list in pages: subclasses say which rows there are, and how they are represented."""

    parameters: ClassVar[type[Parameters]] = PageParameters

    def rows(self) -> "QuerySet[Any]":
        """All rows that the parameters ask for, in a total order."""
        raise NotImplementedError

    def represent(self, rows: Any) -> list[Any]:
        """The JSON of the rows of one page."""
        raise NotImplementedError

    def read(self, **captured: Any) -> Any:
        """One page of the list."""
        rows, limit, offset = self.rows(), self.query["limit"], self.query["offset"]
        page = self.represent(rows[offset : offset + limit])
        url = public_url(self.request.path)
        return page_of(page, rows.count(), self.request.query_params, url, limit, offset)


class ArticleListParameters(PageParameters):
    """Filters, search and order of the article list."""

    topic = ListParameter(help_text="Slug of a topic; repeated: any of them.")
    tag = ListParameter(help_text="A tag; repeated: any of them.")
    author = ListParameter(help_text="Slug of an author; repeated: any of them.")
    locale = LocaleParameter()
    search = TextParameter(help_text="Words to be found in title, summary or body.")
    published_after = InstantParameter(help_text="Published at this instant or later.")
    published_before = InstantParameter(help_text="Published before this instant.")
    ordering = serializers.ChoiceField(
        choices=list(ORDERINGS), default="-published_at", help_text="Order of the list."
    )


class ArticleListView(ListView):
    """The published articles of the site."""

    parameters = ArticleListParameters

    @extend_schema(operation_id="articles", tags=["Articles"], responses=ArticleListSerializer)
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Articles as cards, newest first."""
        return super().get(*args, **kwargs)

    def rows(self) -> "QuerySet[ArticlePage]":
        """Visible articles in the language asked for, filtered and ordered."""
        asked, view = self.query, self.view_of_site
        rows = view.pages(ArticlePage).filter(locale__language_code=self.locale())
        if asked.get("topic"):
            rows = rows.about(asked["topic"], view.published(Topic, "topic__"))
        if asked.get("tag"):
            rows = rows.tagged(asked["tag"])
        if asked.get("author"):
            rows = rows.by_authors(asked["author"], view.published(Author, "author__"))
        if asked.get("search"):
            rows = rows.matching(asked["search"])
        rows = rows.published_between(asked.get("published_after"), asked.get("published_before"))
        return rows.order_by(*ORDERINGS[asked["ordering"]])

    def represent(self, rows: "QuerySet[ArticlePage]") -> list[Any]:
        """ArticleCards."""
        return representation.cards(rows, self.view_of_site)


class ArticleView(ReadView):
    """One article, by its slug."""

    parameters = LocaleParameters

    @extend_schema(operation_id="article", tags=["Articles"], responses=ArticleSerializer)
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """The whole article: everything that its screen needs."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Any:
        """The visible article with this slug in the language asked for."""
        view = self.view_of_site
        article = (
            view.pages(ArticlePage)
            .filter(
                view.has_slug(ArticlePage, captured["slug"]), locale__language_code=self.locale()
            )
            .select_related(*ArticlePage.api_joined)
            .order_by("path")
            .first()
        )
        if article is None:
            raise Http404
        return representation.whole(article, view)


class SnippetListParameters(PageParameters):
    """`limit`, `offset`, `locale`."""

    locale = LocaleParameter()


class AuthorListView(ListView):
    """The people who write and review."""

    parameters = SnippetListParameters

    @extend_schema(operation_id="authors", tags=["Articles"], responses=AuthorListSerializer)
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Authors and medical reviewers, by name."""
        return super().get(*args, **kwargs)

    def rows(self) -> "QuerySet[Author]":
        """Visible authors in the language asked for."""
        people = self.view_of_site.snippets(Author)
        return people.filter(locale__language_code=self.locale()).order_by("name", "pk")

    def represent(self, rows: "QuerySet[Author]") -> list[Any]:
        """Authors."""
        return representation.authors(rows, self.view_of_site)


class TopicListView(ListView):
    """The subjects of the site."""

    parameters = SnippetListParameters

    @extend_schema(operation_id="topics", tags=["Articles"], responses=TopicListSerializer)
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Topics, by name."""
        return super().get(*args, **kwargs)

    def rows(self) -> "QuerySet[Topic]":
        """Visible topics in the language asked for."""
        topics = self.view_of_site.snippets(Topic)
        return topics.filter(locale__language_code=self.locale()).order_by("name", "pk")

    def represent(self, rows: "QuerySet[Topic]") -> list[Any]:
        """Topics."""
        return representation.topics(rows, self.view_of_site)


class AuthorView(ReadView):
    """One author, by slug."""

    parameters = LocaleParameters

    @extend_schema(operation_id="author", tags=["Articles"], responses=AuthorSerializer)
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """An author or medical reviewer."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Any:
        """The visible author with this slug in the language asked for."""
        view = self.view_of_site
        people = view.snippets(Author).filter(
            view.has_slug(Author, captured["slug"]), locale__language_code=self.locale()
        )
        found = representation.authors(people[:1], view)
        if not found:
            raise Http404
        return found[0]


class TopicView(ReadView):
    """One topic, by slug."""

    parameters = LocaleParameters

    @extend_schema(operation_id="topic", tags=["Articles"], responses=TopicSerializer)
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """A topic."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Any:
        """The visible topic with this slug in the language asked for."""
        view = self.view_of_site
        topics = view.snippets(Topic).filter(
            view.has_slug(Topic, captured["slug"]), locale__language_code=self.locale()
        )
        found = representation.topics(topics[:1], view)
        if not found:
            raise Http404
        return found[0]
