"""By what do editors narrow the list of articles down?"""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from articles.models import ArticlePage, Author, Topic

Articles = QuerySet[ArticlePage]

STATUSES = {
    "live": {"live": True, "has_unpublished_changes": False},
    "changed": {"live": True, "has_unpublished_changes": True},
    "draft": {"live": False},
}


def _chosen(articles: Articles, **conditions: Any) -> Articles:
    # By primary key, because a search can be narrowed down by nothing else over a join.
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
        method="filter_people",
        widget=forms.CheckboxSelectMultiple,
    )
    topics = django_filters.ModelMultipleChoiceFilter(
        label=_("Topic"),
        queryset=Topic.objects.all(),
        method="filter_people",
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

    def filter_status(self, articles: Articles, name: str, value: str) -> Articles:
        """Live, live with a newer draft, or not live."""
        return _chosen(articles, **STATUSES[value])

    def filter_people(self, articles: Articles, name: str, value: Any) -> Articles:
        """By any of the chosen authors, on any of the chosen topics."""
        return _chosen(articles, **{f"{name}__in": value}) if value else articles

    def filter_review(self, articles: Articles, name: str, value: str) -> Articles:
        """Due today or before, or not reviewed at all."""
        if value == "overdue":
            return _chosen(articles, next_review_due__lte=timezone.localdate())
        return _chosen(articles, reviewed_on__isnull=True)
