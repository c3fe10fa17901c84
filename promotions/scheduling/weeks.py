"""When in a week of UTC do weekly rules change their answer, while their clocks run evenly?

Between two changes of a clock every rule repeats after 604,800 seconds, so one sorted week of
flips, kept between questions, answers for the whole stretch. Rules and edge cases are those of
docs/reference/scheduling.md.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import time
from functools import lru_cache
from typing import NamedTuple

from promotions.scheduling.windows import EVERY_DAY, Weekly
from promotions.scheduling.zones import FUTURE, PAST

_DAY, _WEEK = 86_400, 604_800
_THURSDAY = 3  # 1970-01-01


class Rule(NamedTuple):
    """A weekly rule on a clock that runs evenly: wall second = UTC second + `shift`."""

    weekly: Weekly
    shift: int


ALWAYS = Rule(Weekly(EVERY_DAY, time(0), time(0)), 0)
NEVER = Rule(Weekly(frozenset(), time(0), time(0)), 0)


class Span(NamedTuple):
    """UTC seconds `[since, until)` in which activity repeats every week.

    `flips` are the seconds of the week (counted from the epoch) at which it changes,
    `before` is how it stands before the first of them.
    """

    since: int
    until: int
    before: bool
    flips: tuple[int, ...]

    def is_active(self, second: int) -> bool:
        """How it stands at a second of the span."""
        return self.before ^ (bisect_right(self.flips, second % _WEEK) % 2 == 1)

    def next_flip(self, second: int) -> int:
        """The first flip after `second`, if the week repeated without end."""
        if not self.flips:
            return FUTURE
        weeks, place = divmod(bisect_right(self.flips, second % _WEEK), len(self.flips))
        return second - second % _WEEK + weeks * _WEEK + self.flips[place]

    def last_flip(self, second: int) -> int:
        """The last flip at or before `second`, if the week had repeated for ever."""
        if not self.flips:
            return PAST
        weeks, place = divmod(bisect_right(self.flips, second % _WEEK) - 1, len(self.flips))
        return second - second % _WEEK + weeks * _WEEK + self.flips[place]


def _second_of_day(wall: time) -> int:
    return wall.hour * 3600 + wall.minute * 60 + wall.second


def covers(weekly: Weekly, wall: int) -> bool:
    """Whether an occurrence holds at a wall second ("weekly Fri 22:00 to 02:00": Edge cases)."""
    days, second = divmod(wall, _DAY)
    today, yesterday = (days + _THURSDAY) % 7, (days + _THURSDAY - 1) % 7
    start, end = _second_of_day(weekly.start), _second_of_day(weekly.end)
    if start < end:
        return today in weekly.days and start <= second < end
    return (today in weekly.days and second >= start) or (yesterday in weekly.days and second < end)


def _is_active(includes: Iterable[Rule], excludes: Iterable[Rule], second: int) -> bool:
    # "When a promotion is active": the union of the includes minus that of the excludes.
    return any(covers(rule.weekly, second + rule.shift) for rule in includes) and not any(
        covers(rule.weekly, second + rule.shift) for rule in excludes
    )


@lru_cache(maxsize=4096)
def week_of_flips(
    includes: tuple[Rule, ...], excludes: tuple[Rule, ...]
) -> tuple[bool, tuple[int, ...]]:
    """How the rules stand at the end of a week of UTC, and when in it they change."""
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
