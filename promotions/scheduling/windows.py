"""Windows as editors enter them: wall-clock times in a zone, and their validation.

Rule 2 of docs/reference/scheduling.md: windows are stored; `promotions.scheduling.schedule`
derives UTC from them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from promotions.scheduling.zones import UnknownTimeZone, load_zone

EVERY_DAY = frozenset(range(7))
# The supported wall times; the end of 2100 is 2101-01-01T00:00.
MIN_WALL_TIME, MAX_WALL_TIME = datetime(1970, 1, 1), datetime(2101, 1, 1)
OUT_OF_RANGE = "Choose a date from 1970 to 2100."


def is_in_range(wall: datetime, *, is_end: bool = False) -> bool:
    """Whether a wall time is in 1970 to 2100; an exclusive end may be the midnight after.

    >>> is_in_range(MAX_WALL_TIME), is_in_range(MAX_WALL_TIME, is_end=True)
    (False, True)
    """
    return MIN_WALL_TIME <= wall < MAX_WALL_TIME or (is_end and wall == MAX_WALL_TIME)


@dataclass(frozen=True, slots=True)
class Weekly:
    """From `start` on each of `days` (0 is Monday) until `end`, wall-clock times.

    `end` at or before `start` is on the next day; equal means the same wall time next day.
    """

    days: frozenset[int]
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Window:
    """When something is active, or with `exclude` is not active.

    `start` and `end` are naive wall-clock times in `time_zone`, `None` is open. With `weekly`,
    only its occurrences, clipped in UTC to `[start, end)`.
    """

    mode: Literal["include", "exclude"]
    start: datetime | None
    end: datetime | None
    time_zone: str
    weekly: Weekly | None = None


@dataclass(frozen=True, slots=True)
class UnreadableWindows(Window):
    """Replaces all windows of a promotion if one of them cannot be read: it is never active.

    Leaving out the unreadable window alone would activate the promotion at the wrong times.
    """

    reason: str = ""


def unreadable_windows(reason: str) -> UnreadableWindows:
    """Return the window that replaces unreadable ones, with the reason in words.

    >>> unreadable_reason([unreadable_windows("unknown time zone Mars/Base")])
    'unknown time zone Mars/Base'
    """
    return UnreadableWindows("exclude", None, None, "UTC", reason=reason)


def unreadable_reason(windows: Iterable[Window]) -> str | None:
    """Return why the windows are unreadable; None if they are readable."""
    return next(
        (window.reason for window in windows if isinstance(window, UnreadableWindows)), None
    )


def _time_problems(weekly: Weekly) -> Iterator[tuple[str, str]]:
    if not weekly.days:
        yield "weekly.days", "Choose at least one day of the week."
    elif not weekly.days <= EVERY_DAY:
        yield "weekly.days", "Days are numbered from 0 (Monday) to 6 (Sunday)."
    for field, wall in (("weekly.start", weekly.start), ("weekly.end", weekly.end)):
        if wall.tzinfo is not None or wall.microsecond:
            yield field, "Give a time of day in whole seconds, without an offset."


def _date_problem(field: str, wall: datetime) -> str | None:
    # A database may hold any text.
    if not isinstance(wall, datetime) or wall.tzinfo is not None or wall.microsecond:
        return "Give a wall-clock time in whole seconds, without an offset."
    return None if is_in_range(wall, is_end=field == "end") else OUT_OF_RANGE


def problems(window: Window) -> list[tuple[str, str]]:
    """Return the mistakes of a window as (field, message), with the fields of `Window`.

    The end of 2100 is 2101-01-01T00:00, which nothing can start at (Rule 3 of
    docs/reference/scheduling.md: the end of a day is the next 00:00).

    >>> problems(Window("include", None, None, "Mars/Olympus"))
    [('time_zone', "'Mars/Olympus' is not the name of a time zone.")]
    """
    found = []
    if window.mode not in ("include", "exclude"):
        found.append(("mode", "Choose include or exclude."))
    dated = [(f, d) for f, d in (("start", window.start), ("end", window.end)) if d is not None]
    found += [(field, text) for field, wall in dated if (text := _date_problem(field, wall))]
    if not found and window.start and window.end and window.end <= window.start:
        is_same = window.end == window.start
        message = "The window is empty: it ends when it starts." if is_same else ""
        found.append(("end", message or "The end must be after the start."))
    try:
        load_zone(window.time_zone)
    except UnknownTimeZone as error:
        found.append(("time_zone", str(error)))
    return found + list(_time_problems(window.weekly) if window.weekly else ())
