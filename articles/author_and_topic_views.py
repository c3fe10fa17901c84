"""The endpoints of authors and topics."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from articles import representation
from articles.models import Author, Topic
from articles.schemas import (
    AuthorJson,
    AuthorList,
    TopicJson,
    TopicList,
)
from cms.api.cursors import Key, SortOrder
from cms.api.lists import ListView
from cms.api.openapi.decorators import extend_schema
from cms.api.pagination import PageParameters
from cms.api.parameters import LocaleParameter, LocaleParameters
from cms.api.views import ReadView
from cms.publishing.visibility import in_language

BY_NAME: SortOrder = (Key("name"), Key("pk"))


class SnippetListParameters(PageParameters):
    """`limit`, `offset`, `locale`."""

    locale = LocaleParameter()


class AuthorListView(ListView):
    """The list of authors and medical reviewers."""

    parameters = SnippetListParameters
    response_type = AuthorList

    @extend_schema(operation_id="authors", tags=["Articles"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Authors and medical reviewers, by name."""
        return super().get(*args, **kwargs)

    def rows(self) -> "QuerySet[Author]":
        """Return the visible authors in the requested language."""
        self.public.dependencies.add_all(Author)
        authors = self.public.snippets(Author)
        return authors.filter(in_language(self.locale()))

    def order(self) -> SortOrder:
        return BY_NAME

    def represent(self, rows: list[Author]) -> list[AuthorJson]:
        return representation.authors(rows, self.public)


class TopicListView(ListView):
    """The list of topics."""

    parameters = SnippetListParameters
    response_type = TopicList

    @extend_schema(operation_id="topics", tags=["Articles"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Topics, by name."""
        return super().get(*args, **kwargs)

    def rows(self) -> "QuerySet[Topic]":
        """Return the visible topics in the requested language."""
        self.public.dependencies.add_all(Topic)
        topics = self.public.snippets(Topic)
        return topics.filter(in_language(self.locale()))

    def order(self) -> SortOrder:
        return BY_NAME

    def represent(self, rows: list[Topic]) -> list[TopicJson]:
        return representation.topics(rows, self.public)


class AuthorView(ReadView):
    """One author, by slug."""

    examples = {"slug": "mara-lindqvist"}
    parameters = LocaleParameters
    response_type = AuthorJson

    @extend_schema(operation_id="author", tags=["Articles"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """An author or medical reviewer."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> AuthorJson:
        """Return the visible author with this slug; raise Http404 without one."""
        public = self.public
        public.dependencies.add(f"slug-{captured['slug']}")
        authors = public.snippets(Author).filter(
            public.has_slug(Author, captured["slug"]), locale__language_code=self.locale()
        )
        found = representation.authors(authors[:1], public)
        if not found:
            raise Http404
        return found[0]


class TopicView(ReadView):
    """One topic, by slug."""

    examples = {"slug": "sleep"}
    parameters = LocaleParameters
    response_type = TopicJson

    @extend_schema(operation_id="topic", tags=["Articles"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """A topic."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> TopicJson:
        """Return the visible topic with this slug; raise Http404 without one."""
        public = self.public
        public.dependencies.add(f"slug-{captured['slug']}")
        topics = public.snippets(Topic).filter(
            public.has_slug(Topic, captured["slug"]), locale__language_code=self.locale()
        )
        found = representation.topics(topics[:1], public)
        if not found:
            raise Http404
        return found[0]
