"""Inputs for a wall time, days of the week and a time zone."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.forms.widgets import DateTimeBaseInput

ZONE_LIST = "promotion-time-zones"
"""The id of the list of names that every time zone input of a form offers."""


class _WithHint(DateTimeBaseInput):
    """An input with an element below it for the time in UTC and on the viewer's clock."""

    template_name = "promotions/admin/input_with_hint.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> Any:
        """Describe the input by its hint."""
        context = super().get_context(name, value, attrs)
        found = context["widget"]["attrs"]
        if "id" in found:
            hint = f"{found['id']}-hint"
            context["hint_id"] = hint
            found["aria-describedby"] = f"{found.get('aria-describedby', '')} {hint}".strip()
        return context


class WallTimeInput(_WithHint):
    """The browser's own picker of a date and a time that knows of no zone.

    `datetime-local` of the HTML standard, section 4.10.5.1.11: what is shown is what is posted,
    wherever editor and server are. Seconds appear where a stored time has some.
    """

    input_type = "datetime-local"
    format_key = "DATETIME_INPUT_FORMATS"

    def format_value(self, value: Any) -> str | None:
        """`2026-11-27T00:00`; what an editor mistyped comes back as it was."""
        if isinstance(value, datetime):
            return value.isoformat(timespec="seconds" if value.second else "minutes")
        return str(value) if value else None


class TimeOfDayInput(_WithHint):
    """The browser's own picker of a time of day."""

    input_type = "time"
    format_key = "TIME_INPUT_FORMATS"

    def format_value(self, value: Any) -> str | None:
        """`22:00`, with seconds where there are some."""
        if isinstance(value, time):
            return value.isoformat(timespec="seconds" if value.second else "minutes")
        return str(value) if value else None


class WeekdaysInput(forms.CheckboxSelectMultiple):
    """The days of a week side by side, as one named group."""

    template_name = "promotions/admin/weekdays.html"


class TimeZoneInput(forms.TextInput):
    """A zone's name, found by any part of it; the site's own zone until another is chosen."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"list": ZONE_LIST, "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return str(value or settings.TIME_ZONE)
