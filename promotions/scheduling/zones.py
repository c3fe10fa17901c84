"""Which time zones are there, and when does a clock on a wall in one of them show a given time?

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
PAST, FUTURE = -(2**60), 2**60
_DAY = 86_400
# No zone changes its offset twice within six days, so that no change hides between two
# looks; a test asserts it of the pinned release.
_LOOK = 5 * _DAY


class UnknownTimeZone(ValueError):
    """The name is not one of `zone_names()`."""


@cache
def zone_names() -> tuple[str, ...]:
    """The names an editor may choose from, sorted: those of the pinned `tzdata`.

    `Factory` ("nobody has set the zone of this machine yet") is not a choice.

    >>> "Europe/London" in zone_names(), "Factory" in zone_names()
    (True, False)
    """
    listed = files("tzdata").joinpath("zones").read_text("utf-8").split()
    return tuple(sorted(set(listed) - {"Factory"}))


@cache
def tzdata_version() -> str:
    """The release of the pinned `tzdata`: what was derived under another is derived again."""
    return version("tzdata")


@cache
def _known() -> frozenset[str]:
    return frozenset(zone_names())


@cache
def _load(name: str) -> ZoneInfo:
    # `ZoneInfo(name)` asks the system's database first, and `reset_tzpath` can be undone by
    # any other library, and comes too late for zones already cached: reading the package's
    # own file is the one way that neither the machine nor the process can change.
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as stream:
        return ZoneInfo.from_file(stream, key=name)


def load_zone(name: str) -> ZoneInfo:
    """The zone called `name`, from the pinned `tzdata` alone.

    Only a listed name is ever looked up as a file. Raises `UnknownTimeZone`.

    >>> load_zone("../etc/passwd")
    Traceback (most recent call last):
    promotions.scheduling.zones.UnknownTimeZone: '../etc/passwd' is not the name of a time zone.
    """
    if not isinstance(name, str) or name not in _known():
        raise UnknownTimeZone(f"{name!r} is not the name of a time zone.")
    return _load(name)


def to_wall(instant: datetime, zone: str) -> datetime:
    """What the clock shows at an instant: naive wall time in `zone`.

    >>> to_wall(datetime(2026, 7, 1, 12, tzinfo=UTC), "Asia/Kathmandu")
    datetime.datetime(2026, 7, 1, 17, 45)
    """
    return instant.astimezone(load_zone(zone)).replace(tzinfo=None)


def to_utc(wall: datetime, zone: str) -> datetime:
    """The first instant at which the clock in `zone` shows `wall` or later, in UTC.

    So a time that exists twice means the first, one that does not exist means the end of the
    gap, and a later wall time never means an earlier instant ("Edge cases" of
    docs/reference/scheduling.md). Raises `UnknownTimeZone`; `OverflowError` at the very ends
    of the calendar.

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
class Stretch:
    """UTC seconds `[since, until)` in which the clock runs evenly: UTC second + `shift`.

    While the clock repeats what it has shown, `held` is the last wall second that it had
    reached: for schedules, time stands still there. That makes the mapping monotone, so that
    windows can be reckoned with on the wall clock. Wall seconds count from 1970-01-01T00:00.
    """

    since: int
    until: int
    shift: int
    held: int | None = None


def _offset(tz: ZoneInfo, second: int) -> timedelta | None:
    return datetime.fromtimestamp(second, tz).utcoffset()


def _seconds(offset: timedelta | None) -> int:
    return (offset or timedelta()) // timedelta(seconds=1)


def _offset_changes(tz: ZoneInfo) -> Iterator[tuple[int, int]]:
    """(UTC second, offset from then on), beginning with the state of things before 1970."""
    offset = _offset(tz, -_LOOK)
    yield PAST, _seconds(offset)
    for look in range(-_LOOK, HORIZON, _LOOK):
        if (changed := _offset(tz, look + _LOOK)) != offset:
            seconds, old = range(look, look + _LOOK + 1), offset
            yield (
                seconds[bisect_right(seconds, False, key=lambda s: _offset(tz, s) != old)],
                _seconds(changed),
            )
            offset = changed


def _stretches(tz: ZoneInfo) -> Iterator[Stretch]:
    reached = PAST * 2
    for (since, offset), (until, _) in pairwise([*_offset_changes(tz), (FUTURE, 0)]):
        new = min(until, max(since, reached - offset))
        if since < new:
            yield Stretch(since, new, offset, held=reached - 1)
        if new < until:
            yield Stretch(new, until, offset)
        reached = max(reached, until + offset)


@cache
def _clock(zone: str) -> tuple[tuple[int, ...], tuple[Stretch, ...]]:
    stretches = tuple(_stretches(load_zone(zone)))
    return tuple(stretch.since for stretch in stretches), stretches


def stretch_at(zone: str, second: int) -> Stretch:
    """The stretch around a UTC second (from 1970), right for 1970 to 2100.

    >>> stretch_at("Europe/London", 1_792_891_800).held  # 25 Oct 2026, 01:30 for the second time
    1792893599
    """
    starts, stretches = _clock(zone)
    return stretches[bisect_right(starts, second) - 1]
