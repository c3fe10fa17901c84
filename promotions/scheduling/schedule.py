"""When is something active? Windows on the wall clock in, intervals of UTC out. Pure: no Django.

All instants are aware and in UTC, all intervals half-open `[start, end)`, in whole seconds
(Rules 3 and 4 of docs/reference/scheduling.md). The time line is 1970 to 2100: an interval
that begins before 1970-01-01Z or reaches 2101-01-01Z is open there (`None`).

How it is fast: between two changes of a clock a weekly rule repeats every 604,800 seconds of
UTC, so the combined windows are looked up in one week of flips, never walked day by day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from promotions.scheduling.weeks import ALWAYS, NEVER, Rule, Span, covers, week_of_flips
from promotions.scheduling.windows import (
    EARLIEST,
    EVERY_DAY,
    LATEST,
    Weekly,
    Window,
    problems,
)
from promotions.scheduling.zones import (
    EPOCH,
    FUTURE,
    HORIZON,
    PAST,
    UnknownTimeZone,
    load_zone,
    stretch_at,
    to_utc,
    to_wall,
    tzdata_version,
    zone_names,
)

__all__ = [
    "Interval",
    "UnknownTimeZone",
    "Weekly",
    "Window",
    "interval_at",
    "intervals",
    "next_change",
    "problems",
    "skipped",
    "to_utc",
    "to_wall",
    "tzdata_version",
    "zone_names",
]

_SECOND, _ONE_DAY = timedelta(seconds=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """`[start, end)` in UTC; `None` is open."""

    start: datetime | None
    end: datetime | None


class _Track(NamedTuple):
    """A window with its ends in UTC seconds, so that they are converted once per question."""

    excludes: bool
    start: int
    end: int
    zone: str
    weekly: Weekly | None


def _edge(wall: datetime | None, zone: str, otherwise: int) -> int:
    if wall is None:
        return otherwise
    # Beyond the time line one instant is like another, and no calendar can overflow.
    near = min(max(wall, EARLIEST - 9 * _ONE_DAY), LATEST + 9 * _ONE_DAY)
    return (to_utc(near, zone) - EPOCH) // _SECOND


@lru_cache(maxsize=8192)
def _compiled(windows: tuple[Window, ...]) -> tuple[_Track, ...]:
    """Converted once: the same windows are asked about at many instants."""
    tracks = []
    for window in windows:
        zone, weekly = window.time_zone, window.weekly
        load_zone(zone)
        if weekly and weekly.days >= EVERY_DAY and weekly.start == weekly.end:
            weekly = None  # "daily, from equal to until": each ends where the next begins
        start, end = _edge(window.start, zone, PAST), _edge(window.end, zone, FUTURE)
        tracks.append(_Track(window.mode == "exclude", start, end, zone, weekly))
    if all(track.excludes for track in tracks):
        tracks.append(_Track(False, PAST, FUTURE, "UTC", None))
    return tuple(tracks)


def _tracks(windows: Iterable[Window]) -> tuple[_Track, ...]:
    """The windows ready to be asked; no include is an unbounded one ("no window": Edge cases)."""
    return _compiled(tuple(windows))


def _rule_at(track: _Track, second: int) -> tuple[int, int, Rule]:
    """(since, until, rule): what a window comes to around a UTC second (Rule 4)."""
    if second < track.start:
        return PAST, track.start, NEVER
    if second >= track.end:
        return track.end, FUTURE, NEVER
    if track.weekly is None:
        return track.start, track.end, ALWAYS
    clock = stretch_at(track.zone, second)
    since, until = max(track.start, clock.since), min(track.end, clock.until)
    if clock.held is None:
        return since, until, Rule(track.weekly, clock.shift)
    return since, until, ALWAYS if covers(track.weekly, clock.held) else NEVER


def _span(tracks: Sequence[_Track], second: int) -> Span:
    since, until = PAST, FUTURE
    rules: tuple[list[Rule], list[Rule]] = ([], [])
    for track in tracks:
        begins, ends, rule = _rule_at(track, second)
        since, until = max(since, begins), min(until, ends)
        rules[track.excludes].append(rule)
    return Span(since, until, *week_of_flips(tuple(rules[False]), tuple(rules[True])))


def _changes(tracks: Sequence[_Track], second: int) -> Iterator[int]:
    """The seconds after `second` from which activity is another, in order (Rule 3: half-open)."""
    active = _span(tracks, second).is_active(second)
    while second < HORIZON:
        span = _span(tracks, second)
        if span.is_active(second) != active:
            active = not active
            yield second
        while (flip := span.next_flip(second)) < span.until:
            if flip >= HORIZON:
                return
            active, second = not active, flip
            yield flip
        second = span.until


def _end(tracks: Sequence[_Track], second: int) -> int | None:
    """The first second after `second` at which activity is another."""
    return next(_changes(tracks, second), None)


def _start(tracks: Sequence[_Track], second: int) -> int | None:
    """The second from which activity has been as it is at `second`."""
    active = _span(tracks, second).is_active(second)
    while second >= -1:
        span = _span(tracks, second)
        if span.is_active(second) != active:
            return second + 1
        if (flip := span.last_flip(second)) > span.since:
            return flip if flip >= 0 else None
        second = span.since - 1
    return None


def _clamped(instant: datetime) -> int:
    # Before 1970 all is as in the last second before it, after 2100 as in the last of it.
    return min(max((instant - EPOCH) // _SECOND, -1), HORIZON - 1)


def _instant(second: int | None) -> datetime | None:
    return None if second is None else EPOCH + second * _SECOND


def interval_at(windows: Iterable[Window], instant: datetime) -> Interval | None:
    """The maximal active interval that holds an instant (aware), or `None`: `starts_at`/`ends_at`.

    Touching intervals are one ("daily, `from` equal to `to`, no end" of
    docs/reference/scheduling.md). Raises `UnknownTimeZone`.

    >>> from datetime import time
    >>> daily = Weekly(frozenset(range(7)), time(9), time(9))
    >>> interval_at([Window("include", None, None, "Europe/London", daily)], EPOCH)
    Interval(start=None, end=None)
    """
    tracks, second = _tracks(windows), _clamped(instant)
    if not _span(tracks, second).is_active(second):
        return None
    return Interval(_instant(_start(tracks, second)), _instant(_end(tracks, second)))


def next_change(windows: Iterable[Window], instant: datetime) -> datetime | None:
    """The first instant after `instant` at which activity begins or ends, `None` if never.

    Rule 6 of docs/reference/scheduling.md asks it of every promotion that could be shown.

    >>> from datetime import time
    >>> friday = Weekly(frozenset({4}), time(22), time(2))
    >>> window = Window("include", None, None, "Europe/London", friday)
    >>> next_change([window], EPOCH.replace(2026, 10, 23, 22)).isoformat()
    '2026-10-24T01:00:00+00:00'
    """
    return _instant(_end(_tracks(windows), _clamped(instant)))


def intervals(windows: Iterable[Window], after: datetime, before: datetime) -> Iterator[Interval]:
    """The maximal active intervals that meet `[after, before)`, in order, one at a time.

    They keep their true ends, also where those lie outside the span.

    >>> whole_year = Window("include", datetime(2026, 1, 1), datetime(2027, 1, 1), "UTC")
    >>> june = Window("exclude", datetime(2026, 6, 1), datetime(2026, 7, 1), "UTC")
    >>> spring = EPOCH.replace(2026, 4, 1), EPOCH.replace(2026, 6, 1)
    >>> [str(found.end) for found in intervals([whole_year, june], *spring)]
    ['2026-06-01 00:00:00+00:00']
    """
    tracks, second = _tracks(windows), _clamped(after)
    changes = _changes(tracks, second)
    begin: int | None = second
    if _span(tracks, second).is_active(second):
        begin = _start(tracks, second)
    elif (begin := next(changes, None)) is None:
        return
    while after < before and (begin is None or EPOCH + begin * _SECOND < before):
        end = next(changes, None)
        yield Interval(_instant(begin), _instant(end))
        if end is None or (begin := next(changes, None)) is None:
            return


def _occurrence(weekly: Weekly, day: date) -> tuple[datetime, datetime]:
    last = day + _ONE_DAY if weekly.end <= weekly.start else day
    return datetime.combine(day, weekly.start), datetime.combine(last, weekly.end)


def _meant(
    window: Window, after: datetime, before: datetime
) -> Iterator[tuple[datetime, datetime]]:
    if window.weekly is None:
        if window.start and window.end and window.start < window.end:
            yield window.start, window.end
        return
    day, last = (to_wall(instant, window.time_zone).date() for instant in (after, before))
    for number in range(day.toordinal() - 2, last.toordinal() + 1):
        if (number - 1) % 7 in window.weekly.days:
            yield _occurrence(window.weekly, date.fromordinal(number))


def skipped(
    window: Window, after: datetime, before: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """What the window means in `[after, before)` but no clock will show, and an editor is told.

    Rule 4 of docs/reference/scheduling.md.

    Yields (start, end) in wall-clock time, in order. Raises `UnknownTimeZone`.

    >>> gone = Window("include", datetime(2027, 3, 28, 1, 10), datetime(2027, 3, 28, 1, 50),
    ...               "Europe/London")
    >>> len(list(skipped(gone, EPOCH, EPOCH.replace(2100))))
    1
    """
    zone, (track, *_) = window.time_zone, _tracks([window])
    earliest, latest = EPOCH - _ONE_DAY, EPOCH + HORIZON * _SECOND
    for start, end in _meant(window, max(after, earliest), min(before, latest)):
        instant = to_utc(start, zone)
        second = (instant - EPOCH) // _SECOND
        is_inside = window.weekly is None or track.start <= second < track.end
        if is_inside and after <= instant < before and to_utc(end, zone) == instant:
            yield start, end
