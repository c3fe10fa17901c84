"""The filters of the article list in the admin."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from articles.models import ArticlePage, Author, Topic

STATUSES = {
    "live": {"live": True, "has_unpublished_changes": False},
    "changed": {"live": True, "has_unpublished_changes": True},
    "draft": {"live": False},
}


def _chosen(articles: QuerySet[ArticlePage], **conditions: Any) -> QuerySet[ArticlePage]:
    # By primary key: Wagtail cannot filter search results over a join.
    return articles.filter(pk__in=ArticlePage.objects.filter(**conditions).values("pk"))


class ArticleFilterSet(WagtailFilterSet):
    """Status, author, topic, overdue review."""

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[("live", _("Live")), ("changed", _("Live, with a draft")), ("draft", _("Draft"))],
        empty_label=_("All"),
        method="filter_status",
        widget=forms.RadioSelect,
    )
    author = django_filters.ModelMultipleChoiceFilter(
        label=_("Author"),
        queryset=Author.objects.all(),
        method="filter_by_relation",
        widget=forms.CheckboxSelectMultiple,
    )
    topics = django_filters.ModelMultipleChoiceFilter(
        label=_("Topic"),
        queryset=Topic.objects.all(),
        method="filter_by_relation",
        widget=forms.CheckboxSelectMultiple,
    )
    review = django_filters.ChoiceFilter(
        label=_("Medical review"),
        choices=[("overdue", _("Overdue")), ("none", _("Never reviewed"))],
        empty_label=_("All"),
        method="filter_review",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ArticlePage
        fields: list[str] = []

    def filter_status(
        self, articles: QuerySet[ArticlePage], name: str, value: str
    ) -> QuerySet[ArticlePage]:
        """Return the articles with a status of `STATUSES`."""
        return _chosen(articles, **STATUSES[value])

    def filter_by_relation(
        self, articles: QuerySet[ArticlePage], name: str, value: Any
    ) -> QuerySet[ArticlePage]:
        """Return the articles with any of the chosen authors or topics."""
        return _chosen(articles, **{f"{name}__in": value}) if value else articles

    def filter_review(
        self, articles: QuerySet[ArticlePage], name: str, value: str
    ) -> QuerySet[ArticlePage]:
        """Return the articles with an overdue review, or those never reviewed."""
        if value == "overdue":
            return _chosen(articles, next_review_due__lte=timezone.localdate())
        return _chosen(articles, reviewed_on__isnull=True)
