"""Describe windows to an editor: a sentence, the next occurrences, warnings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from promotions.scheduling import schedule
from promotions.scheduling.zones import EPOCH, HORIZON
from promotions.wording import status
from promotions.wording.dates import date_in_words, instant_in_words, time_in_words
from promotions.wording.windows import windows_in_words, zone_in_words, zone_of

MAX_OCCURRENCES = 5
"""Limit of the occurrences in the form."""
_END = EPOCH + timedelta(seconds=HORIZON)
_LOOK_AHEAD = timedelta(days=2 * 366)
_MAX_SKIPPED = 3
_SKIPPED: Final[dict[str, str | Promise]] = {
    "include": gettext_lazy(
        "%(day)s, %(start)s to %(end)s does not exist in %(zone)s, because clocks jump over "
        "it that day: it does not run then."
    ),
    "exclude": gettext_lazy(
        "%(day)s, %(start)s to %(end)s does not exist in %(zone)s, because clocks jump over "
        "it that day: this pause has no effect then."
    ),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant on the clock of a zone, in UTC, and in ISO 8601 for the viewer's clock."""

    local: str
    utc: str
    iso: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One interval on the clock of a zone and in UTC, and its ends in ISO 8601."""

    local: str
    utc: str
    starts: str
    ends: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The description of all windows of a promotion."""

    sentence: str
    zone: str
    occurrences: list[Occurrence]
    warnings: list[str]


def valid_windows(windows: Sequence[schedule.Window]) -> list[schedule.Window]:
    """Return the windows without mistakes, and `UnreadableWindows`."""
    return [window for window in windows if not schedule.problems(window)]


def overview(windows: Sequence[schedule.Window], now: datetime) -> Overview:
    """Describe windows without mistakes at `now` (aware)."""
    zone = zone_of(windows)
    return Overview(
        sentence=windows_in_words(windows, now),
        zone=zone_in_words(zone),
        occurrences=[_occurrence(found, zone, now) for found in upcoming(windows, now)],
        warnings=warnings(windows, now),
    )


def upcoming(windows: Sequence[schedule.Window], now: datetime) -> list[schedule.Interval]:
    """Return the current and the next intervals; none if it always runs."""
    found = list(islice(schedule.intervals(windows, now, _END), MAX_OCCURRENCES))
    return [] if found == [schedule.Interval(None, None)] else found


def moment(instant: datetime, zone: str) -> Moment:
    return Moment(
        local=instant_in_words(instant, zone),
        utc=f"{instant_in_words(instant, 'UTC')} UTC",
        iso=_iso(instant),
    )


def _iso(instant: datetime | None) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ") if instant else ""


def _occurrence(found: schedule.Interval, zone: str, now: datetime) -> Occurrence:
    return Occurrence(
        local=_span(found, zone),
        utc=_span(found, "UTC"),
        starts=_iso(found.start),
        ends=_iso(found.end),
        is_now=found.start is None or found.start <= now,
    )


def _span(found: schedule.Interval, zone: str) -> str:
    start, end = (
        instant_in_words(bound, zone) if bound else "" for bound in (found.start, found.end)
    )
    if found.start and found.end:
        days = (schedule.to_wall(bound, zone).date() for bound in (found.start, found.end))
        if len(set(days)) == 1:
            end = end.rpartition(" ")[2]
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    if start:
        return _("from %(start)s") % {"start": start}
    return _("until %(end)s") % {"end": end} if end else _("always")


def warnings(windows: Sequence[schedule.Window], now: datetime) -> list[str]:
    """Return warnings: no time left, or times that do not exist."""
    if trouble := status.unreadable_in_words(windows):
        return [_("It never runs: a window %(trouble)s.") % {"trouble": trouble}]
    return [*_idle(windows, now), *_skipped(windows, now)]


def _idle(windows: Sequence[schedule.Window], now: datetime) -> Iterator[str]:
    state = status.schedule_state(windows, now)
    if state == status.OVER:
        yield _("It is over: all of these times are in the past.")
    elif state == status.NEVER and any(window.mode == "exclude" for window in windows):
        yield _("It never runs: these windows leave no time at all, as pauses cover all of it.")
    elif state == status.NEVER:
        yield _("It never runs: no clock shows any of these times.")


def _skipped(windows: Sequence[schedule.Window], now: datetime) -> Iterator[str]:
    return islice(chain.from_iterable(_skipped_of(each, now) for each in windows), _MAX_SKIPPED)


def _skipped_of(window: schedule.Window, now: datetime) -> Iterator[str]:
    after = now
    if window.start is not None:
        after = max(now, schedule.to_utc(window.start, window.time_zone))
    for start, end in schedule.skipped(window, after, min(after + _LOOK_AHEAD, _END)):
        yield str(_SKIPPED[window.mode]) % {
            "day": date_in_words(start),
            "start": time_in_words(start.time()),
            "end": time_in_words(end.time()),
            "zone": zone_in_words(window.time_zone),
        }
