"""The filters of the list of promotions."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from promotions.choices import Slot
from promotions.models import Promotion
from promotions.wording import status


class PromotionFilterSet(WagtailFilterSet):
    slot = django_filters.MultipleChoiceFilter(
        label=_("Slot"), choices=Slot.choices, widget=forms.CheckboxSelectMultiple
    )
    live = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[("True", _("Published")), ("False", _("Draft"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    runs = django_filters.ChoiceFilter(
        label=_("Runs"),
        choices=[
            (status.NOW, _("Now")),
            (status.LATER, _("Later")),
            (status.OVER, _("Over")),
            (status.NEVER, _("Never")),
        ],
        empty_label=_("All"),
        method="filter_runs",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Promotion
        fields = ["slot", "live", "runs", "locale"]

    def filter_runs(
        self, promotions: QuerySet[Promotion], name: str, value: str
    ) -> QuerySet[Promotion]:
        now = timezone.now()
        every = Promotion.objects.select_related("latest_revision").prefetch_related("windows")
        chosen = [
            promotion.pk
            for promotion in every
            if status.schedule_state(status.windows_in_force(promotion), now) == value
        ]
        return promotions.filter(pk__in=chosen)
