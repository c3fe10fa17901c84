"""The rules of scheduling said slowly and literally: what the fast schedule is compared with.

Nothing here is shared with the schedule but the shape of its windows: instants are looked at
one by one, each occurrence is converted by itself, and nothing is kept but conversions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from promotions.scheduling.schedule import Window

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_LOOKS = [timedelta(minutes=15 * number) for number in range(-64, 65)]


@cache
def _zone(name: str) -> ZoneInfo:
    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as stream:
        return ZoneInfo.from_file(stream)


def shows(instant: datetime, zone: str) -> datetime:
    """What a clock on the wall shows at an instant."""
    return instant.astimezone(_zone(zone)).replace(tzinfo=None)


@lru_cache(maxsize=100_000)
def reading(wall: datetime, zone: str) -> datetime:
    """When it is that time: the first of two, or the end of the gap if it does not exist."""
    as_utc = wall.replace(tzinfo=UTC)
    offsets = {(as_utc + look).astimezone(_zone(zone)).utcoffset() for look in _LOOKS[::4]}
    instants = [as_utc - offset for offset in offsets if offset is not None]
    readings = [instant for instant in instants if shows(instant, zone) == wall]
    return min(readings) if readings else _end_of_gap(as_utc, zone)


def _end_of_gap(as_utc: datetime, zone: str) -> datetime:
    wall = as_utc.replace(tzinfo=None)
    past = next(as_utc + look for look in _LOOKS if shows(as_utc + look, zone) > wall)
    while shows(past - _SECOND, zone) > wall:
        past -= _SECOND
    return past


def _meant(window: Window, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """(start, end) on the wall of the occurrences that begin from `first` to `last`."""
    weekly = window.weekly
    assert weekly is not None
    day = first
    while day <= last:
        if day.weekday() in weekly.days:
            ends = day if weekly.end > weekly.start else day + _DAY
            yield datetime.combine(day, weekly.start), datetime.combine(ends, weekly.end)
        day += _DAY


def _occurrences(window: Window, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """The same in UTC, not clipped."""
    for start, end in _meant(window, first, last):
        yield reading(start, window.time_zone), reading(end, window.time_zone)


def holds(window: Window, instant: datetime) -> bool:
    """Whether an instant is in a window, whatever its mode."""
    zone = window.time_zone
    if window.start and instant < reading(window.start, zone):
        return False
    if window.end and instant >= reading(window.end, zone):
        return False
    if window.weekly is None:
        return True
    today = shows(instant, zone).date()
    near = _occurrences(window, today - 3 * _DAY, today + 3 * _DAY)
    return any(start <= instant < end for start, end in near)


def is_active(windows: Sequence[Window], instant: datetime) -> bool:
    """The union of the includes (all, if there are none) minus the union of the excludes."""
    includes = [window for window in windows if window.mode == "include"]
    excludes = [window for window in windows if window.mode == "exclude"]
    included = not includes or any(holds(window, instant) for window in includes)
    return included and not any(holds(window, instant) for window in excludes)


def _edges(window: Window, after: datetime, before: datetime) -> Iterator[datetime]:
    zone = window.time_zone
    for wall in (window.start, window.end):
        if wall:
            yield reading(wall, zone)
    if window.weekly:
        first, last = shows(after, zone).date(), shows(before, zone).date()
        for start, end in _occurrences(window, first - 3 * _DAY, last + 3 * _DAY):
            yield start
            yield end


def intervals(
    windows: Sequence[Window], after: datetime, before: datetime
) -> list[tuple[datetime, datetime]]:
    """The active stretches of `[after, before)`, cut off at both, touching ones merged."""
    edges = {edge for window in windows for edge in _edges(window, after, before)}
    inside = sorted(edge for edge in edges if after < edge < before)
    found: list[tuple[datetime, datetime]] = []
    for start, end in zip([after, *inside], [*inside, before], strict=True):
        if not is_active(windows, start):
            continue
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def skipped(
    window: Window, after: datetime, before: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """What begins in `[after, before)` and is over at once, as (start, end) on the wall."""
    zone = window.time_zone
    if window.weekly:
        first, last = shows(after, zone).date(), shows(before, zone).date()
        meant = list(_meant(window, first - 3 * _DAY, last + 3 * _DAY))
    else:
        meant = [(window.start, window.end)] if window.start and window.end else []
    for start, end in meant:
        instant = reading(start, zone)
        if not after <= instant < before or reading(end, zone) != instant:
            continue
        clipped = replace(window, weekly=None)
        if not window.weekly or holds(clipped, instant):
            yield start, end
