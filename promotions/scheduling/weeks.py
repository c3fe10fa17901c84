"""The seconds of a week (UTC) at which weekly rules begin or end, between two clock changes.

Between two clock changes every rule repeats after 604,800 seconds, so one sorted week of flips,
which is cached, describes the whole period. Rules and edge cases: docs/reference/scheduling.md.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import time
from functools import lru_cache
from typing import NamedTuple

from promotions.scheduling.windows import EVERY_DAY, Weekly
from promotions.scheduling.zones import MAX_SECOND, MIN_SECOND

_DAY, _WEEK = 86_400, 604_800
_THURSDAY = 3  # 1970-01-01


class ShiftedWeekly(NamedTuple):
    """A weekly rule while wall second = UTC second + `shift`."""

    weekly: Weekly
    shift: int


ALWAYS = ShiftedWeekly(Weekly(EVERY_DAY, time(0), time(0)), 0)
NEVER = ShiftedWeekly(Weekly(frozenset(), time(0), time(0)), 0)


class WeeklyPeriod(NamedTuple):
    """UTC seconds `[since, until)` in which activity repeats every week.

    `flips` are the seconds of the week (counted from the epoch) at which activity changes,
    `before` is whether it is active before the first of them.
    """

    since: int
    until: int
    before: bool
    flips: tuple[int, ...]

    def is_active(self, second: int) -> bool:
        return self.before ^ (bisect_right(self.flips, second % _WEEK) % 2 == 1)

    def next_flip(self, second: int) -> int:
        """Return the first flip after `second`, as if the week repeated without end."""
        if not self.flips:
            return MAX_SECOND
        weeks, place = divmod(bisect_right(self.flips, second % _WEEK), len(self.flips))
        return second - second % _WEEK + weeks * _WEEK + self.flips[place]

    def last_flip(self, second: int) -> int:
        """Return the last flip at or before `second`, as if the week repeated without start."""
        if not self.flips:
            return MIN_SECOND
        weeks, place = divmod(bisect_right(self.flips, second % _WEEK) - 1, len(self.flips))
        return second - second % _WEEK + weeks * _WEEK + self.flips[place]


def _second_of_day(wall: time) -> int:
    return wall.hour * 3600 + wall.minute * 60 + wall.second


def covers(weekly: Weekly, wall: int) -> bool:
    """Whether an occurrence includes a wall second ("weekly Fri 22:00 to 02:00": Edge cases)."""
    days, second = divmod(wall, _DAY)
    today, yesterday = (days + _THURSDAY) % 7, (days + _THURSDAY - 1) % 7
    start, end = _second_of_day(weekly.start), _second_of_day(weekly.end)
    if start < end:
        return today in weekly.days and start <= second < end
    return (today in weekly.days and second >= start) or (yesterday in weekly.days and second < end)


def _is_active(
    includes: Iterable[ShiftedWeekly], excludes: Iterable[ShiftedWeekly], second: int
) -> bool:
    # "When a promotion is active": the union of the includes minus that of the excludes.
    return any(covers(rule.weekly, second + rule.shift) for rule in includes) and not any(
        covers(rule.weekly, second + rule.shift) for rule in excludes
    )


@lru_cache(maxsize=4096)
def week_of_flips(
    includes: tuple[ShiftedWeekly, ...], excludes: tuple[ShiftedWeekly, ...]
) -> tuple[bool, tuple[int, ...]]:
    """Return whether the rules are active at the end of a week of UTC, and their flips in it."""
    edges = sorted(
        {
            (day * _DAY + _second_of_day(edge) - rule.shift) % _WEEK
            for rule in includes + excludes
            for edge in (rule.weekly.start, rule.weekly.end)
            for day in range(7)
        }
    )
    before = state = _is_active(includes, excludes, _WEEK - 1)
    flips = []
    for edge in edges:
        if _is_active(includes, excludes, edge) != state:
            state = not state
            flips.append(edge)
    return before, tuple(flips)
