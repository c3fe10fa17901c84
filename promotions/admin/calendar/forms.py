"""The filters of the calendar: period, slots, language, path and site."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Site

from cms.api.paths import normalise_path
from promotions.admin.calendar.layout import Zoom
from promotions.admin.sites import site_field
from promotions.choices import Slot
from promotions.scheduling.windows import OUT_OF_RANGE, is_in_range

ZOOMS: Final = (
    (Zoom.DAY, _("Day")),
    (Zoom.WEEK, _("Week")),
    (Zoom.MONTH, _("Month")),
    (Zoom.QUARTER, _("Quarter")),
)


def validate_day(value: date) -> None:
    """Accept a day of 1970 to 2100, which is how far schedules reach."""
    if not is_in_range(datetime.combine(value, time())):
        raise ValidationError(_(OUT_OF_RANGE))


class PathField(forms.CharField):
    """A path of the site, normalised."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        path = normalise_path(text) if text else ""
        if not path.isprintable():
            raise ValidationError(_("This is not a path. Enter one such as /articles/sleep/."))
        return path


def languages() -> list[tuple[str, str]]:
    """The languages of the installation, by code."""
    return [(locale.language_code, str(locale)) for locale in Locale.objects.all()]


class CalendarForm(forms.Form):
    """The filters of the calendar. An invalid value counts as missing and gets a message."""

    zoom = forms.ChoiceField(label=_("Zoom"), choices=ZOOMS, required=False)
    slot = forms.MultipleChoiceField(
        label=_("Slots"),
        choices=Slot.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    locale = forms.ChoiceField(label=_("Language"), required=False)
    path = PathField(
        label=_("Path of a page"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"placeholder": "/articles/sleep/"}),
    )

    def __init__(self, data: Any, today: date) -> None:
        given = data.copy()
        given.setdefault("from", today.isoformat())
        super().__init__(given)
        # `from` is the parameter's name, and a keyword in Python.
        self.fields["from"] = forms.DateField(
            label=_("From"),
            required=False,
            input_formats=["%Y-%m-%d"],
            validators=[validate_day],
            error_messages={"invalid": _("This is not a date. Choose one, such as 2026-11-27.")},
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        )
        language: Any = self.fields["locale"]
        language.choices = [("", _("All languages")), *languages()]
        if Site.objects.count() > 1:
            self.fields["site"] = site_field()
        self.order_fields(["from", "site", "locale", "path", "slot"])

    def query(self, today: date, site: Site | None) -> "CalendarQuery":
        """Return the query, with defaults for missing and invalid values."""
        self.is_valid()
        given = self.cleaned_data
        return CalendarQuery(
            zoom=Zoom(given.get("zoom") or Zoom.MONTH),
            day=given.get("from") or today,
            slots=tuple(given.get("slot") or ()),
            locale=given.get("locale") or "",
            path=given.get("path") or "",
            site=given.get("site") or site,
        )


@dataclass(frozen=True, slots=True)
class CalendarQuery:
    """The valid filters of the calendar."""

    zoom: Zoom
    day: date
    slots: tuple[str, ...]
    locale: str
    path: str
    site: Site | None

    @property
    def shown_slots(self) -> list[str]:
        """The chosen slots, else all, in their usual order."""
        return [slot for slot in Slot.values if not self.slots or slot in self.slots]

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter is set."""
        return bool(self.slots or self.locale or self.path)

    def url(self, **changes: Any) -> str:
        """Return the relative address of the query with some changes."""
        changed = replace(self, **changes)
        params: list[tuple[str, Any]] = [("zoom", changed.zoom), ("from", changed.day.isoformat())]
        params += [("slot", slot) for slot in changed.slots]
        params += [("locale", changed.locale)] if changed.locale else []
        params += [("path", changed.path)] if changed.path else []
        params += [("site", changed.site.pk)] if changed.site else []
        return f"?{urlencode(params)}"
