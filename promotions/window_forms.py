"""How is a window entered, and which windows does a form hold that is not saved yet?"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.conf import settings
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from promotions import schedule
from promotions.choices import Day
from promotions.models import Window
from promotions.widgets import TimeOfDayInput, TimeZoneInput, WallTimeInput, WeekdaysInput

RELATION: Final = "windows"
MOST: Final = 200
"""How many windows of one promotion are described while an editor types."""


class WindowForm(WagtailAdminModelForm):
    """One window. Draft or not, it is checked in full: half a window means nothing.

    One that was added and left as it was offered is left out when saving, instead of making the
    promotion run always.
    """

    weekly_days = forms.MultipleChoiceField(
        label=_("Days"), choices=Day.choices, required=False, widget=WeekdaysInput
    )
    weekly_from = forms.TimeField(
        label=_("From (time of day)"), required=False, widget=TimeOfDayInput
    )
    weekly_to = forms.TimeField(
        label=_("Until (time of day)"), required=False, widget=TimeOfDayInput
    )

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

    def has_changed(self) -> bool:
        """Whether there is anything to save; its place among others alone makes no window."""
        changed = set(self.changed_data)
        return bool(changed - {ORDERING_FIELD_NAME} if self.empty_permitted else changed)


def windows_of(forms: Sequence[Any]) -> list[schedule.Window]:
    """The windows of the bound forms that have no mistakes."""
    return [form.instance.as_window() for form in forms if form.is_valid()]


def posted(data: Mapping[str, Any]) -> list[WindowForm]:
    """The forms of the windows that would be saved from what a browser posted."""
    total, initial = (_number(data, name) for name in ("TOTAL_FORMS", "INITIAL_FORMS"))
    forms = []
    for place in range(min(total, MOST)):
        form = WindowForm(data, prefix=f"{RELATION}-{place}")
        is_left_out = data.get(f"{form.prefix}-DELETE") or (
            place >= initial and not form.has_changed()
        )
        if not is_left_out:
            forms.append(form)
    return forms


def _number(data: Mapping[str, Any], name: str) -> int:
    value = str(data.get(f"{RELATION}-{name}", ""))
    return int(value) if value.isdecimal() and len(value) < 6 else 0
