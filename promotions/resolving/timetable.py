"""The same result as `resolving.resolve`, at a cost that hardly grows with the candidates.

Rules 5 and 6 of docs/reference/scheduling.md, as there, and the last of its edge cases.

Candidates that ask the same of a context are one group, tested once; each group keeps weeks that
were worked out in advance (`promotions.resolving.week_timetable`), and answers are remembered for
as long as they hold. A timetable never changes: other candidates make another one. Safe to share
between threads. Pure: no Django.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar

from promotions.resolving.resolve import (
    Candidate,
    Context,
    Resolution,
    Shown,
    applies,
    order,
)
from promotions.resolving.week_timetable import Page, number_of, page
from promotions.scheduling.zones import EPOCH

# The weeks that may be kept, in bytes: those of a year and more of 1,000 weekly promotions.
HEAVIEST = 32 * 2**20
CONTEXTS = ANSWERS = 512
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class _Shelf(Generic[_Key, _Value]):
    """The values used last, as far as their weights together stay below a limit."""

    def __init__(self, heaviest: int, weigh: Callable[[_Value], int]) -> None:
        self._heaviest, self._weigh = heaviest, weigh
        self._kept: OrderedDict[_Key, _Value] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(self, key: _Key) -> _Value | None:
        with self._lock:
            if (value := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
            return value

    def put(self, key: _Key, value: _Value) -> None:
        with self._lock:
            if (old := self._kept.pop(key, None)) is not None:
                self._weight -= self._weigh(old)
            self._kept[key] = value
            self._weight += self._weigh(value)
            while self._weight > self._heaviest and len(self._kept) > 1:
                _key, oldest = self._kept.popitem(last=False)
                self._weight -= self._weigh(oldest)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a question got, right in `[since, until)`."""

    since: datetime
    slots: dict[str, list[Shown]]
    until: datetime | None

    def holds_at(self, instant: datetime) -> bool:
        return self.since <= instant and (self.until is None or instant < self.until)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes after an instant, up to and including another.

    `transitions` are (instant, slot), sorted, each once; `beyond` is the first later one. `coming`
    are the candidates that are not active yet, each with its next interval, in the order of their
    starts, then in that of resolution.
    """

    transitions: list[tuple[datetime, str]]
    coming: list[Shown]
    beyond: datetime | None


def _conditions(candidate: Candidate) -> tuple[object, ...]:
    """What `applies` and the choice of slots look at."""
    return (
        candidate.slot,
        candidate.locale,
        candidate.include_paths,
        candidate.exclude_paths,
        candidate.topics,
    )


class Timetable:
    """Candidates, ready to be asked about any instant and context."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        groups: dict[tuple[object, ...], list[Candidate]] = {}
        for candidate in candidates:
            groups.setdefault(_conditions(candidate), []).append(candidate)
        self._groups = tuple(map(tuple, groups.values()))
        self._pages: _Shelf[tuple[int, int], Page] = _Shelf(HEAVIEST, lambda page: page.weight)
        self._answers: _Shelf[tuple[Context, frozenset[str]], _Answer] = _Shelf(
            ANSWERS, lambda answer: 1
        )
        self._applying: _Shelf[Context, tuple[int, ...]] = _Shelf(CONTEXTS, lambda groups: 1)

    def at(self, instant: datetime, context: Context, slots: Iterable[str]) -> Resolution:
        """What the context gets at an instant (aware) in each of `slots`, as `resolve` says it.

        >>> sale = Candidate("sale", "modal", 0, (), "en")
        >>> found = Timetable([sale]).at(EPOCH, Context(None, frozenset(), "en"), ["modal"])
        >>> [shown.candidate.key for shown in found.slots["modal"]], found.valid_until
        (['sale'], None)
        """
        asked = list(slots)
        question = context, frozenset(asked)
        answer = self._answers.get(question)
        if answer is None or not answer.holds_at(instant):
            answer = self._resolve(instant, context, question[1])
            self._answers.put(question, answer)
        # Copies, since the next one to ask gets the same answer.
        return Resolution({slot: list(answer.slots[slot]) for slot in asked}, answer.until)

    def ahead(
        self, instant: datetime, until: datetime, context: Context, slots: Iterable[str]
    ) -> Outlook:
        """What changes for the context in `slots` after an instant, up to and including `until`."""
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
        """The week of `instant`, then those in which a group changes up to `until`."""
        at: datetime | None = instant
        while at is not None and at <= until:
            week = self._page(group, at)
            yield week
            at = week.beyond


def _edges_after(instant: datetime, weeks: Iterable[Page]) -> Iterator[datetime]:
    """The instants after another at which something changes, the first after the weeks too."""
    for week in weeks:
        for edge in (*week.edges, week.beyond):
            if edge is not None and edge > instant:
                yield edge


def _coming(instant: datetime, until: datetime, weeks: Sequence[Page]) -> Iterable[Shown]:
    """Of those that are not active at `instant`, the first interval that starts by `until`."""
    running = {each.candidate.key for each in weeks[0].active(instant)}
    first: dict[str, Shown] = {}
    for week in weeks:
        for each in sorted(week.shown, key=lambda each: each.interval.start or EPOCH):
            start = each.interval.start
            if start is not None and instant < start <= until:
                first.setdefault(each.candidate.key, each)
    return [each for key, each in first.items() if key not in running]
