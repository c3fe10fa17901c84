"""Time zones of the pinned `tzdata`, and conversion between wall time and UTC.

Rule 2 of docs/reference/scheduling.md: editors mean wall time, computers compare UTC.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HORIZON = (datetime(2101, 1, 1, tzinfo=UTC) - EPOCH) // timedelta(seconds=1)
# Before and after every instant of the time line: an open start, an open end.
MIN_SECOND, MAX_SECOND = -(2**60), 2**60
_DAY = 86_400
# No zone changes its offset twice within six days, so that no change hides between two
# probes; a test asserts it of the pinned release.
_PROBE_STEP = 5 * _DAY


class UnknownTimeZone(ValueError):
    """The name is not one of `zone_names()`."""


@cache
def zone_names() -> tuple[str, ...]:
    """Return the sorted names of the pinned `tzdata` that an editor may choose from.

    `Factory` is not among them: it means that the zone of a machine is not set.

    >>> "Europe/London" in zone_names(), "Factory" in zone_names()
    (True, False)
    """
    listed = files("tzdata").joinpath("zones").read_text("utf-8").split()
    return tuple(sorted(set(listed) - {"Factory"}))


@cache
def tzdata_version() -> str:
    """Return the release of the pinned `tzdata`, such as `2026.2`."""
    return version("tzdata")


@cache
def _known() -> frozenset[str]:
    return frozenset(zone_names())


@cache
def _load(name: str) -> ZoneInfo:
    # `ZoneInfo(name)` looks in the database of the system first. `reset_tzpath` does not help:
    # another library can undo it, and zones may be cached already.
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as stream:
        return ZoneInfo.from_file(stream, key=name)


def load_zone(name: str) -> ZoneInfo:
    """Return a zone from the pinned `tzdata`; raise `UnknownTimeZone` for an unlisted name.

    Only a listed name is looked up as a file.

    >>> load_zone("../etc/passwd")
    Traceback (most recent call last):
    promotions.scheduling.zones.UnknownTimeZone: '../etc/passwd' is not the name of a time zone.
    """
    if not isinstance(name, str) or name not in _known():
        raise UnknownTimeZone(f"{name!r} is not the name of a time zone.")
    return _load(name)


def to_wall(instant: datetime, zone: str) -> datetime:
    """Return the naive wall time that the clock in `zone` shows at an aware instant.

    >>> to_wall(datetime(2026, 7, 1, 12, tzinfo=UTC), "Asia/Kathmandu")
    datetime.datetime(2026, 7, 1, 17, 45)
    """
    return instant.astimezone(load_zone(zone)).replace(tzinfo=None)


def to_utc(wall: datetime, zone: str) -> datetime:
    """Return the first instant (UTC) at which the clock in `zone` shows `wall` or later.

    A time that exists twice is the first of both, and one that does not exist is the end of the
    gap, so a later wall time is never an earlier instant ("Edge cases" of
    docs/reference/scheduling.md). Raises `UnknownTimeZone`, and `OverflowError` at the ends of
    the calendar.

    >>> to_utc(datetime(2027, 3, 28, 1, 30), "Europe/London").isoformat()
    '2027-03-28T01:00:00+00:00'
    >>> to_utc(datetime(2026, 10, 25, 1, 30), "Europe/London").isoformat()
    '2026-10-25T00:30:00+00:00'
    """
    tz = load_zone(zone)
    instant = wall.replace(tzinfo=tz, fold=0).astimezone(UTC)
    if instant.astimezone(tz).replace(tzinfo=None) == wall:
        return instant
    before_gap = wall.replace(tzinfo=tz, fold=1).astimezone(UTC)
    seconds = range(1, (instant - before_gap) // timedelta(seconds=1) + 1)

    def is_past_gap(after: int) -> bool:
        return to_wall(before_gap + timedelta(seconds=after), zone) >= wall

    into = seconds[bisect_right(seconds, False, key=is_past_gap)]
    return (before_gap + timedelta(seconds=into)).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class ClockPeriod:
    """UTC seconds `[since, until)` in which wall second = UTC second + `shift`.

    While a clock that was set back repeats an hour, `frozen_at` is the last wall second that it
    had reached: schedules treat the repeated hour as that second. This keeps wall time monotone,
    so that windows can be compared on it. Wall seconds count from 1970-01-01T00:00.
    """

    since: int
    until: int
    shift: int
    frozen_at: int | None = None


def _offset(tz: ZoneInfo, second: int) -> timedelta | None:
    return datetime.fromtimestamp(second, tz).utcoffset()


def _seconds(offset: timedelta | None) -> int:
    return (offset or timedelta()) // timedelta(seconds=1)


def _offset_changes(tz: ZoneInfo) -> Iterator[tuple[int, int]]:
    """Yield (UTC second, offset from then on), the first for the time before 1970."""
    offset = _offset(tz, -_PROBE_STEP)
    yield MIN_SECOND, _seconds(offset)
    for look in range(-_PROBE_STEP, HORIZON, _PROBE_STEP):
        if (changed := _offset(tz, look + _PROBE_STEP)) != offset:
            seconds, old = range(look, look + _PROBE_STEP + 1), offset
            yield (
                seconds[bisect_right(seconds, False, key=lambda s: _offset(tz, s) != old)],
                _seconds(changed),
            )
            offset = changed


def _clock_periods(tz: ZoneInfo) -> Iterator[ClockPeriod]:
    reached = MIN_SECOND * 2
    for (since, offset), (until, _) in pairwise([*_offset_changes(tz), (MAX_SECOND, 0)]):
        new = min(until, max(since, reached - offset))
        if since < new:
            yield ClockPeriod(since, new, offset, frozen_at=reached - 1)
        if new < until:
            yield ClockPeriod(new, until, offset)
        reached = max(reached, until + offset)


@cache
def _clock(zone: str) -> tuple[tuple[int, ...], tuple[ClockPeriod, ...]]:
    periods = tuple(_clock_periods(load_zone(zone)))
    return tuple(period.since for period in periods), periods


def clock_period_at(zone: str, second: int) -> ClockPeriod:
    """Return the period around a UTC second since 1970, correct for 1970 to 2100.

    >>> clock_period_at("Europe/London", 1_792_891_800).frozen_at  # 25 Oct 2026, second 01:30
    1792893599
    """
    starts, periods = _clock(zone)
    return periods[bisect_right(starts, second) - 1]
