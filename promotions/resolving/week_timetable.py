"""A precomputed week (UTC): its active candidates at each instant, and the next change.

Resolving an instant is a binary search, however many candidates there are. Pure: no Django.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from promotions.resolving.resolve import ActiveCandidate, Candidate, sort_key
from promotions.scheduling.schedule import intervals
from promotions.scheduling.zones import EPOCH, HORIZON

WEEK = timedelta(days=7)
# The active candidates are stored after every so many edges and computed from there: storing them
# after each edge would take memory quadratic in the edges.
CHECKPOINT_INTERVAL = 32
_SECOND = timedelta(seconds=1)
_END = EPOCH + HORIZON * _SECOND


def week_number(instant: datetime) -> int:
    """Return the number of the week around an aware instant: week 0 begins at the epoch.

    Before 1970 it is the week of the last second of 1969, after 2100 that of its last second.

    >>> week_number(EPOCH), week_number(EPOCH + WEEK), week_number(EPOCH.replace(1400))
    (0, 1, -1)
    """
    return (min(max(instant, EPOCH - _SECOND), _END - _SECOND) - EPOCH) // WEEK


@dataclass(frozen=True, slots=True)
class WeekTimetable:
    """One week of a group of candidates; all tuples are sorted.

    - `intervals`: the maximal intervals that overlap the week, in the order of resolution
    - `edges`: the instants inside the week at which one of them begins or ends
    - `toggled`: for each edge, the index of its interval
    - `checkpoints`: the indices of the active intervals after every `CHECKPOINT_INTERVAL` edges
    - `beyond`: the first change at or after the end of the week, None if there is none
    """

    intervals: tuple[ActiveCandidate, ...]
    edges: tuple[datetime, ...]
    toggled: tuple[int, ...]
    checkpoints: tuple[tuple[int, ...], ...]
    beyond: datetime | None

    @property
    def weight(self) -> int:
        """The approximate size in bytes."""
        return (
            300 * (1 + len(self.intervals))
            + 16 * len(self.edges)
            + 8 * sum(map(len, self.checkpoints))
        )

    def active(self, instant: datetime) -> list[ActiveCandidate]:
        """Return the active candidates at an instant of the week, in order (Rule 5)."""
        passed = bisect_right(self.edges, instant)
        note, rest = divmod(passed, CHECKPOINT_INTERVAL)
        places = set(self.checkpoints[note])
        for place in self.toggled[passed - rest : passed]:
            places ^= {place}
        return [self.intervals[place] for place in sorted(places)]

    def next_change(self, instant: datetime) -> datetime | None:
        """Return the first change after an instant of the week, even if after the week (Rule 6)."""
        passed = bisect_right(self.edges, instant)
        return self.edges[passed] if passed < len(self.edges) else self.beyond


def _overlapping(
    candidates: Iterable[Candidate], start: datetime, end: datetime
) -> tuple[list[ActiveCandidate], datetime | None]:
    """Return the intervals that overlap `[start, end)`, and the first change from `end` on."""
    shown: list[ActiveCandidate] = []
    beyond: list[datetime] = []
    for candidate in candidates:
        for interval in intervals(candidate.windows, start, _END):
            if interval.start is not None and interval.start >= end:
                beyond.append(interval.start)
                break
            shown.append(ActiveCandidate(candidate, interval))
            if interval.end is not None and interval.end >= end:
                beyond.append(interval.end)
                break
    return shown, min(beyond, default=None)


def _edges(
    shown: Iterable[ActiveCandidate], start: datetime, end: datetime
) -> list[tuple[datetime, int]]:
    return sorted(
        (edge, place)
        for place, each in enumerate(shown)
        for edge in (each.interval.start, each.interval.end)
        if edge is not None and start < edge < end
    )


def _checkpoints(places: set[int], toggled: list[int]) -> Iterator[tuple[int, ...]]:
    yield tuple(places)
    for passed, place in enumerate(toggled, start=1):
        places ^= {place}
        if passed % CHECKPOINT_INTERVAL == 0:
            yield tuple(places)


def build_week(candidates: Iterable[Candidate], number: int) -> WeekTimetable:
    """Build a week, in a few microseconds for each change in it and each candidate.

    >>> always = build_week([Candidate("sale", "modal", 0, (), "en")], 2964)
    >>> [each.candidate.key for each in always.active(EPOCH + 2964 * WEEK)], always.beyond
    (['sale'], None)
    """
    start, end = EPOCH + number * WEEK, EPOCH + (number + 1) * WEEK
    shown, beyond = _overlapping(candidates, start, end)
    shown.sort(key=sort_key)
    edges = _edges(shown, start, end)
    toggled = [place for _edge, place in edges]
    at_start = {
        place
        for place, each in enumerate(shown)
        if each.interval.start is None or each.interval.start <= start
    }
    return WeekTimetable(
        intervals=tuple(shown),
        edges=tuple(edge for edge, _place in edges),
        toggled=tuple(toggled),
        checkpoints=tuple(_checkpoints(at_start, toggled)),
        beyond=beyond,
    )
