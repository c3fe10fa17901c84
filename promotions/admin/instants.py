"""Choose an instant by wall time on the clock of the site, which may show a time twice.

The form has the wall time and a hidden instant in UTC. The instant counts if the clock shows that
wall time then. So a link can lead to the second of two equal times, and a newly typed time
overrides the instant. This works without JavaScript.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.api.views import instant
from promotions.fields import WallTimeFormField, parse_wall_time
from promotions.scheduling.local_times import ClockShows, Equivalent, equivalent
from promotions.scheduling.schedule import to_wall
from promotions.scheduling.windows import OUT_OF_RANGE, is_in_range
from promotions.widgets import WallTimeInput
from promotions.wording.dates import instant_in_words, time_in_words


@dataclass(frozen=True, slots=True)
class RepeatedTime:
    """One of the two instants at which the clock shows a time: `at` in UTC, and in words."""

    at: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a time on the site's clock is in UTC; `repeated` where that clock shows it twice."""

    utc: str
    note: str
    repeated: list[RepeatedTime]

    @property
    def utc_in_words(self) -> str:
        """`Fri 27 Nov 2026, 22:00 UTC`."""
        return f"{instant_in_words(datetime.fromisoformat(self.utc), 'UTC')} UTC"


def parse_instant(text: str) -> datetime | None:
    """Return the instant of a query string in whole seconds; None if invalid or out of range."""
    try:
        # An unescaped plus has become a space.
        moment = parse_datetime(text.strip().replace(" ", "+"))
        moment = moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
    is_known = moment is not None and 1970 <= moment.year <= 2100
    return moment.replace(microsecond=0) if moment and is_known else None


def instant_of(wall: datetime, at: str) -> datetime:
    """Return the instant of a wall time: `at` if the clock shows the time then."""
    moment = parse_instant(at)
    if moment is not None and to_wall(moment, settings.TIME_ZONE) == wall:
        return moment
    return equivalent(wall, settings.TIME_ZONE).instant


def clocks_of(text: str, at: str = "") -> Clocks | None:
    """Return the clocks of a wall time on the site's clock; None if it is invalid."""
    try:
        wall = parse_wall_time(text)
    except ValidationError:
        wall = None
    if wall is None or not is_in_range(wall):
        return None
    same, moment = equivalent(wall, settings.TIME_ZONE), instant_of(wall, at)
    return Clocks(str(instant(moment)), _note(same), _repeated(same, moment))


def _note(same: Equivalent) -> str:
    notes = {
        ClockShows.NEVER: _("The clocks skip this time: it counts as %(time)s.")
        % {"time": time_in_words(same.counts_as.time())},
        ClockShows.TWICE: _("The clocks show this time twice."),
        ClockShows.ONCE: "",
    }
    return notes[same.clock_shows]


def _repeated(same: Equivalent, moment: datetime) -> list[RepeatedTime]:
    if same.second is None:
        return []
    words = (
        (same.instant, _("the first %(time)s, before the clocks go back")),
        (same.second, _("the second %(time)s, after the clocks go back")),
    )
    return [
        RepeatedTime(
            str(instant(at)), text % {"time": time_in_words(same.wall.time())}, at == moment
        )
        for at, text in words
    ]


def which_of_two(at: datetime) -> str:
    """Return which of two equal wall times an instant is, in brackets; else an empty string."""
    found = clocks_of(to_wall(at, settings.TIME_ZONE).isoformat(), str(instant(at)))
    chosen = next((each.words for each in found.repeated if each.is_chosen), "") if found else ""
    return f"({chosen})" if chosen else ""


class InstantForm(forms.Form):
    """A form with an instant: `wall` on the clock of the site, `at` in UTC."""

    wall = WallTimeFormField(label=gettext_lazy("Date and time"), widget=WallTimeInput)
    at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_wall(self) -> datetime | None:
        """Refuse a time outside the supported years."""
        wall: datetime | None = self.cleaned_data["wall"]
        if wall is not None and not is_in_range(wall):
            raise ValidationError(_(OUT_OF_RANGE))
        return wall

    def clean(self) -> dict[str, Any]:
        """Replace the text of `at` by the instant."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        wall = given.get("wall")
        given["at"] = instant_of(wall, given.get("at") or "") if wall else None
        return given

    @property
    def clocks(self) -> Clocks | None:
        """Return the clocks of the wall time that the form shows."""
        wall, at = self["wall"].value(), self["at"].value()
        text = wall.isoformat() if isinstance(wall, datetime) else str(wall or "")
        return clocks_of(text[:40], str(at or ""))
