"""Which questions are asked about articles?"""

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
    """Articles, by what readers and editors ask."""

    def about(self, topics: list[str], is_public: Q) -> "ArticleQuerySet":
        """Those with any of the topics, by slug; `is_public` tests a topic as `topic__…`."""
        return self.filter(
            pk__in=self.model.topics.through.objects.filter(
                is_public, topic__slug__in=topics
            ).values("articlepage_id")
        )

    def tagged(self, tags: list[str]) -> "ArticleQuerySet":
        """Those with any of the tags, by name or slug."""
        tagged = self.model.tagged_items.rel.related_model.objects.filter(
            Q(tag__slug__in=tags) | Q(tag__name__in=tags)
        )
        return self.filter(pk__in=tagged.values("content_object_id"))

    def by_authors(self, authors: list[str], is_public: Q) -> "ArticleQuerySet":
        """Those by any of the authors, by slug; `is_public` tests an author as `author__…`."""
        return self.filter(is_public, author__slug__in=authors)

    def matching(self, terms: list[str]) -> "ArticleQuerySet":
        """Those in which all the terms (`cms.search.stemming`) are found, wherever."""
        return self.filter(pk__in=query.matching_entries(self.model, terms).values("row"))

    def ranked(self, terms: list[str]) -> "QuerySet[Any, int]":
        """The ids of those in which all the terms are found, the best first.

        The newer comes first of two that are as good.
        """
        hits = query.matching_entries(self.model, terms).filter(
            row__in=self.order_by().values("pk")
        )
        return hits.order_by("-rank", "-row").values_list("row", flat=True)

    def on_site_of(self, page: Page) -> "ArticleQuerySet":
        """Those below the same home page as a page, itself included."""
        # Depth 2 is a home page, one level below the tree's root.
        return self.filter(path__startswith=page.path[: page.steplen * 2])

    def published_between(
        self, after: datetime | None, before: datetime | None
    ) -> "ArticleQuerySet":
        """Those first published at `after` or later, and before `before`."""
        condition = Q()
        if after is not None:
            condition &= Q(first_published_at__gte=after)
        if before is not None:
            condition &= Q(first_published_at__lt=before)
        return self.filter(condition)

    def chosen_or_sharing(self, chosen: list[int], topic_ids: list[int]) -> "ArticleQuerySet":
        """The chosen ones in their order, then those with any of the topics.

        Of these, the ones with most topics in common come first, then the newest.
        """
        position = Case(
            *(When(pk=pk, then=Value(place)) for place, pk in enumerate(chosen)),
            default=Value(len(chosen)),
            output_field=IntegerField(),
        )
        # What goes live by an instant to come has no date yet, and is the newest of all.
        newest = F("first_published_at").desc(nulls_first=True)
        links = self.model.topics.through.objects.filter(topic_id__in=topic_ids)
        # Counted only for those that share one: a join over all articles would count them all.
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
