"""The form of a window, and the windows of a posted but unsaved form."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.conf import settings
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm

from promotions.admin.forms import options_of_model
from promotions.choices import Day
from promotions.models import Window
from promotions.scheduling import schedule
from promotions.widgets import TimeOfDayInput, TimeZoneInput, WallTimeInput, WeekdaysInput

RELATION: Final = "windows"
MAX_DESCRIBED_WINDOWS: Final = 200
"""Limit of the windows that are described while an editor types."""


class WindowForm(WagtailAdminModelForm):
    """One window. It is validated in full, even in a draft."""

    weekly_days = forms.MultipleChoiceField(
        **options_of_model(Window, "weekly_days"), choices=Day.choices, widget=WeekdaysInput
    )
    is_stored = forms.BooleanField(required=False, widget=forms.HiddenInput)
    """On in a row that shows a window of a draft: without an id, it would look like a new row."""

    weekly_from = forms.TimeField(**options_of_model(Window, "weekly_from"), widget=TimeOfDayInput)
    weekly_to = forms.TimeField(**options_of_model(Window, "weekly_to"), widget=TimeOfDayInput)

    class Meta:
        model = Window
        fields = ["mode", "time_zone", "start", "end", "weekly_days", "weekly_from", "weekly_to"]
        widgets = {"start": WallTimeInput, "end": WallTimeInput, "time_zone": TimeZoneInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("time_zone"):
            self.initial["time_zone"] = settings.TIME_ZONE
        self.fields["time_zone"].error_messages["required"] = _(
            "In which time zone? Choose one, such as Europe/London."
        )

        self.initial["is_stored"] = kwargs.get("instance") is not None

        # An empty row is cleaned like any other, so that its place among the rows is known:
        # Django would leave it without cleaned data, and Wagtail's panel sorts by that.
        self.empty_permitted = False

    @cached_property
    def is_empty(self) -> bool:
        """Whether the row has only the initial values of a new row."""
        offered = {"mode": Window.Mode.INCLUDE, "time_zone": settings.TIME_ZONE}
        return self.is_bound and not any(
            self.fields[name].has_changed(offered.get(name), self[name].data)
            for name in self._meta.fields or ()
        )

    @cached_property
    def is_left_out(self) -> bool:
        """Whether the row is no window: it is empty, and no stored window looks like that.

        The answer is the same whether or not autosave has already stored what was in the row.
        """
        if self.instance.pk is None:
            return self.is_empty and not self._is_marked
        is_emptied = bool(set(self.changed_data) - {ORDERING_FIELD_NAME, "is_stored"})
        return self.is_empty and is_emptied

    def has_changed(self) -> bool:
        """Return whether there is anything to save; the place of an empty row is nothing."""
        if self.instance.pk is None and self.is_empty:
            return self._is_marked
        return super().has_changed()

    @cached_property
    def _is_marked(self) -> bool:
        return self.is_bound and self["is_stored"].data == "True"

    def full_clean(self) -> None:
        """Clean the row; a place that is no number is none."""
        super().full_clean()
        if self.is_bound:
            self.cleaned_data.setdefault(ORDERING_FIELD_NAME, None)


class WindowFormSet(BaseChildFormSet):
    """All rows of windows. A row that is left out is treated as one marked for deletion.

    The index does not show whether a row is new: after an autosave Wagtail counts every row of
    the open page as an initial one, the empty ones included.
    """

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self._forget_deleted()

    def _forget_deleted(self) -> None:
        """Take a row as a new one where its window is gone, as after reverting to an old version.

        Django would refuse its id, in a hidden field.
        """
        known = {str(window.pk) for window in self.get_queryset()}
        ids = [name for name in self.data if re.fullmatch(rf"{self.prefix}-\d+-id", name)]
        gone = [
            name for name in ids if self.data[name].isdecimal() and self.data[name] not in known
        ]
        if gone:
            self.data = self.data.copy()
            for name in gone:
                self.data[name] = ""

    def _should_delete_form(self, form: WindowForm) -> bool:
        # Django, django-modelcluster and Wagtail all ask here which rows are not saved.
        return super()._should_delete_form(form) or form.is_left_out

    def save(self, commit: bool = True) -> list[Window]:
        """Save the windows in the order of the page.

        django-modelcluster sets the new place of an unchanged row on an object that it does not
        save where another row before it was added or left out: two windows had the same place.
        """
        saved: list[Window] = super().save(commit=False)
        windows = getattr(self.instance, self.rel_name)
        windows.add(*(form.instance for form in self.ordered_forms))
        if commit:
            windows.commit()
        return saved

    @property
    def window_forms(self) -> list[WindowForm]:
        """The bound rows that are windows, whether valid or not."""
        self.is_valid()  # cleans the rows
        return [form for form in self.forms if not self._should_delete_form(form)]


def place_of(form: WindowForm) -> tuple[bool, int]:
    """Return the sort key of a bound row: its place as posted, rows without one last."""
    place = form.cleaned_data[ORDERING_FIELD_NAME]
    return place is None, place or 0


def windows_of_valid_forms(forms: Sequence[WindowForm]) -> list[schedule.Window]:
    """Return the windows of the valid forms."""
    return [form.instance.as_window() for form in forms if form.is_valid()]


def posted_forms(data: Mapping[str, Any]) -> list[WindowForm]:
    """Return the forms of the posted windows that would be saved."""
    prefixes = [f"{RELATION}-{place}" for place in range(min(_total(data), MAX_DESCRIBED_WINDOWS))]
    ids = {prefix: _number(data.get(f"{prefix}-id", ""), digits=18) for prefix in prefixes}
    saved = Window.objects.in_bulk(filter(None, ids.values()))
    forms = [WindowForm(data, prefix=prefix, instance=saved.get(pk)) for prefix, pk in ids.items()]
    return [
        form
        for form in forms
        if not (data.get(form.add_prefix(DELETION_FIELD_NAME)) or form.is_left_out)
    ]


def _total(data: Mapping[str, Any]) -> int:
    return _number(data.get(f"{RELATION}-TOTAL_FORMS", ""), digits=5)


def _number(text: str, digits: int) -> int:
    return int(text) if text.isdecimal() and len(text) <= digits else 0
