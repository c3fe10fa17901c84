"""The queries of articles."""

from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from cms.search import query


class ArticleQuerySet(PageQuerySet):
    """Filters of articles for the API and the admin."""

    def about(self, topics: list[str], is_public: Q) -> "ArticleQuerySet":
        """Return articles with any of the topics, by slug.

        `is_public` tests a topic as `topic__…`.
        """
        return self.filter(
            pk__in=self.model.topics.through.objects.filter(
                is_public, topic__slug__in=topics
            ).values("articlepage_id")
        )

    def tagged(self, tags: list[str]) -> "ArticleQuerySet":
        """Return articles with any of the tags, by name or slug."""
        tagged = self.model.tagged_items.rel.related_model.objects.filter(
            Q(tag__slug__in=tags) | Q(tag__name__in=tags)
        )
        return self.filter(pk__in=tagged.values("content_object_id"))

    def by_authors(self, authors: list[str], is_public: Q) -> "ArticleQuerySet":
        """Return articles by any of the authors, by slug.

        `is_public` tests an author as `author__…`.
        """
        return self.filter(is_public, author__slug__in=authors)

    def matching(self, terms: list[str]) -> "ArticleQuerySet":
        """Return articles that contain all terms (`cms.search.stemming`) in any field."""
        return self.filter(pk__in=query.matching_entries(self.model, terms).values("row"))

    def ranked(self, terms: list[str]) -> "QuerySet[Any, int]":
        """Return the ids of articles that contain all terms, the best match first.

        Of two equal matches, the newer comes first.
        """
        entries = query.matching_entries(self.model, terms).filter(
            row__in=self.order_by().values("pk")
        )
        return entries.order_by("-rank", "-row").values_list("row", flat=True)

    def on_site_of(self, page: Page) -> "ArticleQuerySet":
        """Return the articles below the home page of a page, itself included."""
        # Depth 2 is a home page, one level below the tree's root.
        return self.filter(path__startswith=page.path[: page.steplen * 2])

    def published_between(
        self, after: datetime | None, before: datetime | None
    ) -> "ArticleQuerySet":
        """Return articles first published at `after` or later, and before `before`."""
        condition = Q()
        if after is not None:
            condition &= Q(first_published_at__gte=after)
        if before is not None:
            condition &= Q(first_published_at__lt=before)
        return self.filter(condition)

    def chosen_or_sharing(self, chosen: list[int], topic_ids: list[int]) -> "ArticleQuerySet":
        """Return the chosen articles in their order, then those with any of the topics.

        The latter are sorted by the number of shared topics, then the newest first.
        """
        position = Case(
            *(When(pk=pk, then=Value(place)) for place, pk in enumerate(chosen)),
            default=Value(len(chosen)),
            output_field=IntegerField(),
        )
        # Articles that go live by a requested future instant have no date: they count as newest.
        newest = F("first_published_at").desc(nulls_first=True)
        links = self.model.topics.through.objects.filter(topic_id__in=topic_ids)
        # A subquery counts only articles that share a topic; a join would count all articles.
        shared = (
            links.filter(articlepage_id=OuterRef("pk"))
            .order_by()
            .values("articlepage_id")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return (
            self.filter(Q(pk__in=chosen) | Q(pk__in=links.values("articlepage_id")))
            .annotate(position=position, shared=Coalesce(Subquery(shared), 0))
            .order_by("position", "-shared", newest, "pk")
        )


ArticleManager = PageManager.from_queryset(ArticleQuerySet)
