"""Resolve like `promotions.resolving.resolve`, at a cost that hardly grows with the candidates.

Rules 5 and 6 of docs/reference/scheduling.md and the last of its edge cases. Candidates with equal
conditions form a group, which is tested once for a context. The weeks of a group
(`promotions.resolving.week_timetable`) are built on first use and kept. A timetable never changes:
other candidates make another one. Threads may share it. No Django.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from cachetools import LRUCache, cachedmethod

from promotions.resolving.resolve import (
    ActiveCandidate,
    Candidate,
    Context,
    Resolution,
    mismatch,
    sort_key,
)
from promotions.resolving.week_timetable import WeekTimetable, build_week, week_number
from promotions.scheduling.zones import EPOCH

MAX_WEEKS_BYTES = 32 * 2**20
"""Limit of the weeks that a timetable keeps: more than a year of 1,000 weekly promotions."""


@dataclass(frozen=True, slots=True)
class UpcomingChanges:
    """The changes after an instant, up to and including another.

    `transitions` are sorted unique (instant, slot); `beyond` is the first later one. `coming` are
    the candidates that start, each with its next interval, by start, then in resolution order.
    """

    transitions: list[tuple[datetime, str]]
    coming: list[ActiveCandidate]
    beyond: datetime | None


def _conditions(candidate: Candidate) -> tuple[object, ...]:
    """Return all that decides whether a context can get the candidate."""
    return (
        candidate.slot,
        candidate.locale,
        candidate.include_paths,
        candidate.exclude_paths,
        candidate.topics,
    )


class Timetable:
    """Resolves any instant and context for a fixed set of candidates."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        groups: dict[tuple[object, ...], list[Candidate]] = {}
        for candidate in candidates:
            groups.setdefault(_conditions(candidate), []).append(candidate)
        self._groups = tuple(map(tuple, groups.values()))
        self._weeks: LRUCache[tuple[object, ...], WeekTimetable] = LRUCache(
            MAX_WEEKS_BYTES, getsizeof=lambda week: week.weight
        )
        self._lock = Lock()

    def at(self, instant: datetime, context: Context, slots: Iterable[str]) -> Resolution:
        """Return what `resolve` returns for the context in each of `slots` at an aware instant.

        >>> sale = Candidate("sale", "modal", 0, (), "en")
        >>> found = Timetable([sale]).at(EPOCH, Context(None, frozenset(), "en"), ["modal"])
        >>> [shown.candidate.key for shown in found.slots["modal"]], found.valid_until
        (['sale'], None)
        """
        active: dict[str, list[ActiveCandidate]] = {slot: [] for slot in slots}
        changes = []
        for number, slot in self._groups_for(context, active):
            week = self._week(number, week_number(instant))
            active[slot] += week.active(instant)
            if change := week.next_change(instant):
                changes.append(change)
        for candidates in active.values():
            candidates.sort(key=sort_key)
        return Resolution(active, min(changes, default=None))

    def ahead(
        self, instant: datetime, until: datetime, context: Context, slots: Iterable[str]
    ) -> UpcomingChanges:
        """Return what changes for a context after an instant, up to and including `until`."""
        transitions: set[tuple[datetime, str]] = set()
        coming: list[ActiveCandidate] = []
        beyond: list[datetime] = []
        for number, slot in self._groups_for(context, set(slots)):
            weeks = list(self._weeks_of(number, instant, until))
            for edge in _edges_after(instant, weeks):
                if edge > until:
                    beyond.append(edge)
                    break
                transitions.add((edge, slot))
            coming += _coming(instant, until, weeks)
        coming.sort(key=lambda each: (each.interval.start or EPOCH, sort_key(each)))
        return UpcomingChanges(sorted(transitions), coming, min(beyond, default=None))

    def _groups_for(self, context: Context, slots: Container[str]) -> Iterator[tuple[int, str]]:
        """Yield number and slot of the groups that a context can get."""
        for number, (first, *_others) in enumerate(self._groups):
            if first.slot in slots and mismatch(first, context) is None:
                yield number, first.slot

    @cachedmethod(lambda self: self._weeks, lock=lambda self: self._lock)
    def _week(self, group: int, number: int) -> WeekTimetable:
        return build_week(self._groups[group], number)

    def _weeks_of(self, group: int, instant: datetime, until: datetime) -> Iterator[WeekTimetable]:
        """Yield the week of `instant`, then those up to `until` in which a group changes."""
        at: datetime | None = instant
        while at is not None and at <= until:
            week = self._week(group, week_number(at))
            yield week
            at = week.beyond


def _edges_after(instant: datetime, weeks: Iterable[WeekTimetable]) -> Iterator[datetime]:
    """Yield the changes after an instant, including the first one after the weeks."""
    for week in weeks:
        for edge in (*week.edges, week.beyond):
            if edge is not None and edge > instant:
                yield edge


def _coming(
    instant: datetime, until: datetime, weeks: Sequence[WeekTimetable]
) -> Iterable[ActiveCandidate]:
    """Return the first interval that starts by `until` of each candidate that is not active."""
    running = {each.candidate.key for each in weeks[0].active(instant)}
    first: dict[str, ActiveCandidate] = {}
    for week in weeks:
        for each in sorted(week.intervals, key=lambda each: each.interval.start or EPOCH):
            start = each.interval.start
            if start is not None and instant < start <= until:
                first.setdefault(each.candidate.key, each)
    return [each for key, each in first.items() if key not in running]
