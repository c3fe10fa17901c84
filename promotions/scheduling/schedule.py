"""Turn windows on the wall clock into intervals of UTC. Pure: no Django.

All instants are aware and in UTC, all intervals half-open `[start, end)`, in whole seconds
(Rules 3 and 4 of docs/reference/scheduling.md). The time line is 1970 to 2100: an interval
that begins before 1970-01-01Z or reaches 2101-01-01Z is open there (`None`).

Speed: between two clock changes a weekly rule repeats every 604,800 seconds of UTC, so the
combined windows are looked up in one week of flips instead of day by day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from promotions.scheduling.weeks import (
    ALWAYS,
    NEVER,
    ShiftedWeekly,
    WeeklyPeriod,
    covers,
    week_of_flips,
)
from promotions.scheduling.windows import (
    EVERY_DAY,
    MAX_WALL_TIME,
    MIN_WALL_TIME,
    Weekly,
    Window,
    problems,
)
from promotions.scheduling.zones import (
    EPOCH,
    HORIZON,
    MAX_SECOND,
    MIN_SECOND,
    UnknownTimeZone,
    clock_period_at,
    load_zone,
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


class _CompiledWindow(NamedTuple):
    """A window with its ends in UTC seconds."""

    excludes: bool
    start: int
    end: int
    zone: str
    weekly: Weekly | None


def _edge(wall: datetime | None, zone: str, otherwise: int) -> int:
    if wall is None:
        return otherwise
    # Times beyond the time line are clamped, so that no conversion overflows.
    near = min(max(wall, MIN_WALL_TIME - 9 * _ONE_DAY), MAX_WALL_TIME + 9 * _ONE_DAY)
    return (to_utc(near, zone) - EPOCH) // _SECOND


@lru_cache(maxsize=8192)
def _compiled(windows: tuple[Window, ...]) -> tuple[_CompiledWindow, ...]:
    compiled = []
    for window in windows:
        zone, weekly = window.time_zone, window.weekly
        load_zone(zone)
        if weekly and weekly.days >= EVERY_DAY and weekly.start == weekly.end:
            weekly = None  # "daily, from equal to until": each ends where the next begins
        start, end = _edge(window.start, zone, MIN_SECOND), _edge(window.end, zone, MAX_SECOND)
        compiled.append(_CompiledWindow(window.mode == "exclude", start, end, zone, weekly))
    if all(window.excludes for window in compiled):
        compiled.append(_CompiledWindow(False, MIN_SECOND, MAX_SECOND, "UTC", None))
    return tuple(compiled)


def _compile(windows: Iterable[Window]) -> tuple[_CompiledWindow, ...]:
    """Compile windows; without an include window, add an unbounded one (Edge cases)."""
    return _compiled(tuple(windows))


def _rule_at(window: _CompiledWindow, second: int) -> tuple[int, int, ShiftedWeekly]:
    """Return (since, until, rule): the weekly rule of a window around a UTC second (Rule 4)."""
    if second < window.start:
        return MIN_SECOND, window.start, NEVER
    if second >= window.end:
        return window.end, MAX_SECOND, NEVER
    if window.weekly is None:
        return window.start, window.end, ALWAYS
    clock = clock_period_at(window.zone, second)
    since, until = max(window.start, clock.since), min(window.end, clock.until)
    if clock.frozen_at is None:
        return since, until, ShiftedWeekly(window.weekly, clock.shift)
    return since, until, ALWAYS if covers(window.weekly, clock.frozen_at) else NEVER


def _weekly_period(compiled: Sequence[_CompiledWindow], second: int) -> WeeklyPeriod:
    since, until = MIN_SECOND, MAX_SECOND
    rules: tuple[list[ShiftedWeekly], list[ShiftedWeekly]] = ([], [])
    for window in compiled:
        begins, ends, rule = _rule_at(window, second)
        since, until = max(since, begins), min(until, ends)
        rules[window.excludes].append(rule)
    return WeeklyPeriod(since, until, *week_of_flips(tuple(rules[False]), tuple(rules[True])))


def _changes(compiled: Sequence[_CompiledWindow], second: int) -> Iterator[int]:
    """Yield the seconds after `second` at which activity changes (Rule 3: half-open)."""
    active = _weekly_period(compiled, second).is_active(second)
    while second < HORIZON:
        period = _weekly_period(compiled, second)
        if period.is_active(second) != active:
            active = not active
            yield second
        while (flip := period.next_flip(second)) < period.until:
            if flip >= HORIZON:
                return
            active, second = not active, flip
            yield flip
        second = period.until


def _end(compiled: Sequence[_CompiledWindow], second: int) -> int | None:
    return next(_changes(compiled, second), None)


def _start(compiled: Sequence[_CompiledWindow], second: int) -> int | None:
    """Return the second of the last change of activity up to `second`."""
    active = _weekly_period(compiled, second).is_active(second)
    while second >= -1:
        period = _weekly_period(compiled, second)
        if period.is_active(second) != active:
            return second + 1
        if (flip := period.last_flip(second)) > period.since:
            return flip if flip >= 0 else None
        second = period.since - 1
    return None


def _clamped(instant: datetime) -> int:
    # Before 1970 everything is as in the last second of 1969, after 2100 as in its last second.
    return min(max((instant - EPOCH) // _SECOND, -1), HORIZON - 1)


def _instant(second: int | None) -> datetime | None:
    return None if second is None else EPOCH + second * _SECOND


def interval_at(windows: Iterable[Window], instant: datetime) -> Interval | None:
    """Return the maximal active interval around an aware instant, or None.

    Touching intervals are merged ("daily, `from` equal to `to`, no end" of
    docs/reference/scheduling.md). Raises `UnknownTimeZone`.

    >>> from datetime import time
    >>> daily = Weekly(frozenset(range(7)), time(9), time(9))
    >>> interval_at([Window("include", None, None, "Europe/London", daily)], EPOCH)
    Interval(start=None, end=None)
    """
    compiled, second = _compile(windows), _clamped(instant)
    if not _weekly_period(compiled, second).is_active(second):
        return None
    return Interval(_instant(_start(compiled, second)), _instant(_end(compiled, second)))


def next_change(windows: Iterable[Window], instant: datetime) -> datetime | None:
    """Return the first instant after `instant` at which activity begins or ends, or None (Rule 6).

    >>> from datetime import time
    >>> friday = Weekly(frozenset({4}), time(22), time(2))
    >>> window = Window("include", None, None, "Europe/London", friday)
    >>> next_change([window], EPOCH.replace(2026, 10, 23, 22)).isoformat()
    '2026-10-24T01:00:00+00:00'
    """
    return _instant(_end(_compile(windows), _clamped(instant)))


def intervals(windows: Iterable[Window], after: datetime, before: datetime) -> Iterator[Interval]:
    """The maximal active intervals that meet `[after, before)`, in order, one at a time.

    They keep their true ends, also where those lie outside the period.

    >>> whole_year = Window("include", datetime(2026, 1, 1), datetime(2027, 1, 1), "UTC")
    >>> june = Window("exclude", datetime(2026, 6, 1), datetime(2026, 7, 1), "UTC")
    >>> spring = EPOCH.replace(2026, 4, 1), EPOCH.replace(2026, 6, 1)
    >>> [str(found.end) for found in intervals([whole_year, june], *spring)]
    ['2026-06-01 00:00:00+00:00']
    """
    compiled, second = _compile(windows), _clamped(after)
    changes = _changes(compiled, second)
    begin: int | None = second
    if _weekly_period(compiled, second).is_active(second):
        begin = _start(compiled, second)
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


def _wall_occurrences(
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
    """Yield the (start, end) wall times in `[after, before)` that no clock shows, in order.

    Editors are warned of them (Rule 4 of docs/reference/scheduling.md). Raises
    `UnknownTimeZone`.

    >>> gone = Window("include", datetime(2027, 3, 28, 1, 10), datetime(2027, 3, 28, 1, 50),
    ...               "Europe/London")
    >>> len(list(skipped(gone, EPOCH, EPOCH.replace(2100))))
    1
    """
    zone, (compiled, *_) = window.time_zone, _compile([window])
    earliest, latest = EPOCH - _ONE_DAY, EPOCH + HORIZON * _SECOND
    for start, end in _wall_occurrences(window, max(after, earliest), min(before, latest)):
        instant = to_utc(start, zone)
        second = (instant - EPOCH) // _SECOND
        is_inside = window.weekly is None or compiled.start <= second < compiled.end
        if is_inside and after <= instant < before and to_utc(end, zone) == instant:
            yield start, end
