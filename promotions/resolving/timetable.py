"""Resolve promotions at a cost that hardly grows with their number.

The result is the same as that of `promotions.resolving.resolve`: rules 5 and 6 of
docs/reference/scheduling.md, and the last of its edge cases.

Candidates with the same conditions on the context form a group, which is tested once. Each group
has its weeks computed in advance (`promotions.resolving.week_timetable`), and results are cached
until the next change. A timetable is immutable: other candidates need another one. It is
thread-safe. Pure: no Django.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

from promotions.resolving.resolve import Candidate, Context, Resolution, Shown, applies, order
from promotions.resolving.week_timetable import Page, number_of, page
from promotions.scheduling.zones import EPOCH

HEAVIEST = 32 * 2**20
"""The size of the cached weeks in bytes: more than a year of 1,000 weekly promotions."""
CONTEXTS = ANSWERS = 512
"""The number of contexts and of results that a timetable caches."""
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class _Cache(Generic[_Key, _Value]):
    """A thread-safe LRU cache bounded by the sum of the values' weights.

    A value heavier than the limit is stored alone.
    """

    def __init__(self, max_weight: int, weigh: Callable[[_Value], int] = lambda value: 1) -> None:
        self._cache: LRUCache[_Key, _Value] = LRUCache(
            max_weight, lambda value: min(weigh(value), max_weight)
        )
        self._lock = Lock()

    def get(self, key: _Key) -> _Value | None:
        with self._lock:
            return self._cache.get(key)

    def put(self, key: _Key, value: _Value) -> None:
        with self._lock:
            self._cache[key] = value


@dataclass(frozen=True, slots=True)
class _Answer:
    """The result for a context and its slots, valid in `[since, until)`."""

    since: datetime
    slots: dict[str, list[Shown]]
    until: datetime | None

    def holds_at(self, instant: datetime) -> bool:
        return self.since <= instant and (self.until is None or instant < self.until)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The changes after an instant, up to and including another.

    `transitions` are (instant, slot) pairs, sorted and unique; `beyond` is the instant of the
    first later one. `coming` are the candidates that are not active yet, each with its next
    interval, ordered by start, then as in a resolution.
    """

    transitions: list[tuple[datetime, str]]
    coming: list[Shown]
    beyond: datetime | None


def _conditions(candidate: Candidate) -> tuple[object, ...]:
    """Return the fields that `applies` and the choice of slots depend on."""
    return (
        candidate.slot,
        candidate.locale,
        candidate.include_paths,
        candidate.exclude_paths,
        candidate.topics,
    )


class Timetable:
    """Candidates, indexed for resolving any instant and context."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        groups: dict[tuple[object, ...], list[Candidate]] = {}
        for candidate in candidates:
            groups.setdefault(_conditions(candidate), []).append(candidate)
        self._groups = tuple(map(tuple, groups.values()))
        self._pages: _Cache[tuple[int, int], Page] = _Cache(HEAVIEST, lambda page: page.weight)
        self._answers: _Cache[tuple[Context, frozenset[str]], _Answer] = _Cache(ANSWERS)
        self._applying: _Cache[Context, tuple[int, ...]] = _Cache(CONTEXTS)

    def at(self, instant: datetime, context: Context, slots: Iterable[str]) -> Resolution:
        """Return what `resolve` returns for an instant (aware), a context and slots.

        >>> sale = Candidate("sale", "modal", 0, (), "en")
        >>> found = Timetable([sale]).at(EPOCH, Context(None, frozenset(), "en"), ["modal"])
        >>> [shown.candidate.key for shown in found.slots["modal"]], found.valid_until
        (['sale'], None)
        """
        requested = list(slots)
        key = context, frozenset(requested)
        answer = self._answers.get(key)
        if answer is None or not answer.holds_at(instant):
            answer = self._resolve(instant, context, key[1])
            self._answers.put(key, answer)
        # Copies, because the cached lists are shared.
        return Resolution({slot: list(answer.slots[slot]) for slot in requested}, answer.until)

    def ahead(
        self, instant: datetime, until: datetime, context: Context, slots: Iterable[str]
    ) -> Outlook:
        """Return the changes of `slots` for a context after an instant, up to `until` inclusive."""
        transitions: set[tuple[datetime, str]] = set()
        coming: list[Shown] = []
        beyond: list[datetime] = []
        for group in self._groups_for(context, frozenset(slots)):
            weeks = list(self._weeks(group, instant, until))
            slot = self._groups[group][0].slot
            for edge in _edges_after(instant, weeks):
                if edge > until:
                    beyond.append(edge)
                    break
                transitions.add((edge, slot))
            coming += _coming(instant, until, weeks)
        coming.sort(key=lambda each: (each.interval.start or EPOCH, order(each)))
        return Outlook(sorted(transitions), coming, min(beyond, default=None))

    def _groups_for(self, context: Context, slots: frozenset[str]) -> list[int]:
        applying = self._applying.get(context)
        if applying is None:
            groups = enumerate(self._groups)
            applying = tuple(n for n, group in groups if applies(group[0], context) is None)
            self._applying.put(context, applying)
        return [number for number in applying if self._groups[number][0].slot in slots]

    def _page(self, group: int, instant: datetime) -> Page:
        place = group, number_of(instant)
        found = self._pages.get(place)
        if found is None:
            found = page(self._groups[group], place[1])
            self._pages.put(place, found)
        return found

    def _resolve(self, instant: datetime, context: Context, slots: frozenset[str]) -> _Answer:
        answer: dict[str, list[Shown]] = {slot: [] for slot in slots}
        changes = []
        for group in self._groups_for(context, slots):
            week = self._page(group, instant)
            answer[self._groups[group][0].slot] += week.active(instant)
            if change := week.next_change(instant):
                changes.append(change)
        for shown in answer.values():
            shown.sort(key=order)
        return _Answer(instant, answer, min(changes, default=None))

    def _weeks(self, group: int, instant: datetime, until: datetime) -> Iterator[Page]:
        """Yield the week of `instant`, then those up to `until` in which the group changes."""
        at: datetime | None = instant
        while at is not None and at <= until:
            week = self._page(group, at)
            yield week
            at = week.beyond


def _edges_after(instant: datetime, weeks: Iterable[Page]) -> Iterator[datetime]:
    """Yield the instants of change after another one, including the first after the weeks."""
    for week in weeks:
        for edge in (*week.edges, week.beyond):
            if edge is not None and edge > instant:
                yield edge


def _coming(instant: datetime, until: datetime, weeks: Sequence[Page]) -> Iterable[Shown]:
    """Return the first start by `until` of each candidate that is not active at `instant`."""
    running = {each.candidate.key for each in weeks[0].active(instant)}
    first: dict[str, Shown] = {}
    for week in weeks:
        for each in sorted(week.shown, key=lambda each: each.interval.start or EPOCH):
            start = each.interval.start
            if start is not None and instant < start <= until:
                first.setdefault(each.candidate.key, each)
    return [each for key, each in first.items() if key not in running]
