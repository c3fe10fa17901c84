"""Which promotions compete for a slot, who wins and why, and when is a slot empty?

A conflict is two candidates of one slot whose intervals meet and whose audiences are not provably
apart. Who wins is the order of `promotions.resolving.resolve`, never a second opinion. Pure: no
Django. The candidates of one question are of one site; two of one identity are one promotion.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from promotions.conflicts.audiences import Audience, apart, audience_of, disjoint
from promotions.resolving.resolve import Candidate, Shown, order
from promotions.scheduling.schedule import Interval, intervals
from promotions.scheduling.zones import EPOCH

__all__ = [
    "Because",
    "Conflict",
    "Line",
    "Survey",
    "between",
    "conflicts",
    "conflicts_of",
    "decided_by",
    "disjoint",
    "gaps",
    "lines",
    "rivals",
    "survey",
]

_SECOND = timedelta(seconds=1)


class Because(StrEnum):
    """What decides between two candidates, in the order in which it is asked."""

    PRIORITY = "priority"
    MORE_SPECIFIC = "more_specific"
    LATER_START = "later_start"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two candidates at once in one slot, in `intervals`, where `winner` is tried first."""

    winner: Candidate
    loser: Candidate
    because: Because
    intervals: tuple[Interval, ...]


class Line(NamedTuple):
    """A candidate and its intervals that meet a span, with their true ends."""

    candidate: Candidate
    intervals: list[Interval]


class Survey(NamedTuple):
    """A slot over a span: who competes, in the order of first meetings, when, and when none runs.

    The times are clipped to the span, whose ends are whole seconds.
    """

    pairs: list[tuple[Line, Line]]
    contested: list[Interval]
    gaps: list[Interval]


def lines(candidates: Iterable[Candidate], after: datetime, before: datetime) -> list[Line]:
    """The candidates with their intervals in `[after, before)`, derived once for all questions."""
    return [
        Line(candidate, list(intervals(candidate.windows, after, before)))
        for candidate in candidates
    ]


def _by_slot(every: Iterable[Line]) -> dict[str, list[Line]]:
    slots: dict[str, list[Line]] = {}
    for line in every:
        slots.setdefault(line.candidate.slot, []).append(line)
    return slots


def _possible_rivals(slot: Sequence[Line]) -> list[int]:
    """For every line of a slot the set, as bits, of those it competes with when both run."""
    audiences = [audience_of(line.candidate) for line in slot]
    members: dict[Audience, int] = {}
    versions: dict[Hashable, int] = {}
    for number, line in enumerate(slot):
        audience, identity = audiences[number], line.candidate.identity
        members[audience] = members.get(audience, 0) | 1 << number
        versions[identity] = versions.get(identity, 0) | 1 << number
    met = {
        audience: sum(bits for other, bits in members.items() if not apart(audience, other))
        for audience in members
    }
    return [
        met[audience] & ~versions[line.candidate.identity]
        for audience, line in zip(audiences, slot, strict=True)
    ]


def _members(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _second(at: datetime) -> int:
    return (at - EPOCH) // _SECOND


def _turns(slot: Sequence[Line], after: int, before: int) -> Iterator[tuple[int, bool, int]]:
    """(second, comes, number) of every coming and going, at one second those who go first.

    Sorted as plain numbers, since there are tens of thousands of them.
    """
    codes = []
    for number, line in enumerate(slot):
        for interval in line.intervals:
            start = after if interval.start is None else max(_second(interval.start), after)
            end = before if interval.end is None else min(_second(interval.end), before)
            codes.append((start * 2 + 1) << 32 | number)
            codes.append(end * 2 << 32 | number)
    for code in sorted(codes):
        yield code >> 33, bool(code >> 32 & 1), code & 0xFFFF_FFFF


def _turn(edges: list[int], second: int) -> None:
    """Note a change; two at once are none."""
    if edges and edges[-1] == second:
        edges.pop()
    else:
        edges.append(second)


def _stretches(edges: Sequence[int]) -> list[Interval]:
    instants = [EPOCH + edge * _SECOND for edge in edges]
    return [Interval(*pair) for pair in zip(instants[::2], instants[1::2], strict=True)]


def survey(
    slot: Sequence[Line],
    after: datetime,
    before: datetime,
    fills: Callable[[Line], bool] = lambda line: True,
) -> Survey:
    """Everything about the lines of one slot in one sweep over their comings and goings.

    `fills` says which lines count against a gap. Sets are bits, so that a thousand weekly
    promotions over a quarter of a year take a fraction of a second.
    """
    possible = _possible_rivals(slot)
    unmet, filling = list(possible), sum(1 << n for n, line in enumerate(slot) if fills(line))
    running, competing = 0, 0
    pairs, contested, empty = list[tuple[Line, Line]](), list[int](), [_second(after)]
    for second, comes, number in _turns(slot, _second(after), _second(before)):
        was_filled, was_contested = bool(running & filling), bool(competing)
        if comes:
            pairs += _meetings(slot, unmet, running, number)
        rivals_now = (running & possible[number]).bit_count()
        competing += rivals_now if comes else -rivals_now
        running ^= 1 << number
        if was_filled != bool(running & filling):
            _turn(empty, second)
        if was_contested != bool(competing):
            _turn(contested, second)
    _turn(empty, _second(before))
    return Survey(pairs, _stretches(contested), _stretches(empty))


def _meetings(
    slot: Sequence[Line], unmet: list[int], running: int, number: int
) -> Iterator[tuple[Line, Line]]:
    """Whom a line that comes meets for the first time: each pair is said once."""
    met = running & unmet[number]
    unmet[number] ^= met
    for other in _members(met):
        unmet[other] ^= 1 << number
        yield slot[other], slot[number]


def rivals(every: Iterable[Line], after: datetime, before: datetime) -> list[tuple[Line, Line]]:
    """All pairs that compete in a span, slot by slot in the order in which they first meet."""
    return [pair for slot in _by_slot(every).values() for pair in survey(slot, after, before).pairs]


def _both(first: Interval, second: Interval) -> Interval | None:
    """The time that two intervals share."""
    starts = [at for at in (first.start, second.start) if at is not None]
    ends = [at for at in (first.end, second.end) if at is not None]
    start, end = max(starts, default=None), min(ends, default=None)
    if start is not None and end is not None and start >= end:
        return None
    return Interval(start, end)


def _overlaps(first: Line, second: Line) -> Iterator[tuple[Interval, Shown, Shown]]:
    """When both run, with each one's own interval then; both lists are in order, walked once."""
    one = other = 0
    while one < len(first.intervals) and other < len(second.intervals):
        mine, theirs = first.intervals[one], second.intervals[other]
        if shared := _both(mine, theirs):
            yield shared, Shown(first.candidate, mine), Shown(second.candidate, theirs)
        if theirs.end is None or (mine.end is not None and mine.end <= theirs.end):
            one += 1
        else:
            other += 1


def decided_by(first: Shown, second: Shown) -> Because:
    """By what the order puts one of two before the other."""
    places = zip(order(first), order(second), strict=True)
    return list(Because)[next(number for number, (a, b) in enumerate(places) if a != b)]


def between(first: Line, second: Line) -> list[Conflict]:
    """How two candidates compete: one conflict for each outcome, with all its intervals.

    Of two offers alike the one that started later wins, so a pair may change places from one
    occurrence to the next.
    """
    outcomes: dict[tuple[bool, Because], list[Interval]] = {}
    for shared, mine, theirs in _overlaps(first, second):
        outcome = order(mine) < order(theirs), decided_by(mine, theirs)
        outcomes.setdefault(outcome, []).append(shared)
    pair = first.candidate, second.candidate
    return [
        Conflict(*(pair if first_wins else pair[::-1]), because, tuple(shared))
        for (first_wins, because), shared in outcomes.items()
    ]


def conflicts(candidates: Iterable[Candidate], after: datetime, before: datetime) -> list[Conflict]:
    """Every conflict in `[after, before)`; their intervals keep their true ends.

    >>> from promotions.scheduling.zones import EPOCH
    >>> sale, tips = (Candidate(key, "modal", 0, (), "en") for key in ("sale", "tips"))
    >>> [(each.winner.key, str(each.because)) for each in conflicts(
    ...     [tips, sale], EPOCH, EPOCH.replace(1971))]
    [('sale', 'key')]
    """
    pairs = rivals(lines(candidates, after, before), after, before)
    return [conflict for pair in pairs for conflict in between(*pair)]


def conflicts_of(
    candidate: Candidate, others: Iterable[Candidate], after: datetime, before: datetime
) -> list[Conflict]:
    """The conflicts of one candidate with others, its own versions left out."""
    rest = [
        other
        for other in others
        if other.slot == candidate.slot
        and other.identity != candidate.identity
        and not disjoint(candidate, other)
    ]
    mine, *theirs = lines([candidate, *rest], after, before)
    return [conflict for other in theirs for conflict in between(mine, other)]


def gaps(
    candidates: Iterable[Candidate], slot: str, after: datetime, before: datetime
) -> list[Interval]:
    """When in `[after, before)` no candidate of a slot is active; clipped to the span.

    >>> from promotions.scheduling.zones import EPOCH
    >>> gaps([], "modal", EPOCH, EPOCH.replace(1971))[0].start == EPOCH
    True
    """
    chosen = lines((each for each in candidates if each.slot == slot), after, before)
    return survey(chosen, after, before).gaps
