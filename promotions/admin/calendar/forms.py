"""Which stretch of time does an editor want to see, of which slots, language, path and site?"""

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
    """A path of the site, in any spelling."""

    def to_python(self, value: Any) -> str:
        """The path as the site compares it; empty for none."""
        text = super().to_python(value)
        path = normalise_path(text) if text else ""
        if not path.isprintable():
            raise ValidationError(_("This is not a path. Enter one such as /articles/sleep/."))
        return path


def languages() -> list[tuple[str, str]]:
    """The languages of the installation, by code."""
    return [(locale.language_code, str(locale)) for locale in Locale.objects.all()]


class CalendarForm(forms.Form):
    """The filters of the calendar. What it cannot read counts as not given, with a message."""

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
        # `from` is what the address says; as a name in Python it is taken.
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

    def asked(self, today: date, site: Site | None) -> "Asked":
        """What was asked, with the usual for all that was not, or not readably."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            zoom=Zoom(given.get("zoom") or Zoom.MONTH),
            day=given.get("from") or today,
            slots=tuple(given.get("slot") or ()),
            locale=given.get("locale") or "",
            path=given.get("path") or "",
            site=given.get("site") or site,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the calendar."""

    zoom: Zoom
    day: date
    slots: tuple[str, ...]
    locale: str
    path: str
    site: Site | None

    @property
    def shown_slots(self) -> list[str]:
        """The slots asked for, else all, in their usual order."""
        return [slot for slot in Slot.values if not self.slots or slot in self.slots]

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter leaves anything out."""
        return bool(self.slots or self.locale or self.path)

    def url(self, **changes: Any) -> str:
        """The address, relative, of the same question with something changed."""
        asked = replace(self, **changes)
        query: list[tuple[str, Any]] = [("zoom", asked.zoom), ("from", asked.day.isoformat())]
        query += [("slot", slot) for slot in asked.slots]
        query += [("locale", asked.locale)] if asked.locale else []
        query += [("path", asked.path)] if asked.path else []
        query += [("site", asked.site.pk)] if asked.site else []
        return f"?{urlencode(query)}"
