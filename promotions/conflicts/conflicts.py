"""Find promotions that compete for a slot, which of them wins and why, and empty times of a slot.

A conflict is two candidates of one slot whose intervals overlap and whose audiences are not proven
disjoint. The winner is the first in the order of `promotions.resolving.resolve`. All candidates of
a call belong to one site; two with the same identity are versions of one promotion. No Django.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from promotions.conflicts.audiences import Audience, audience_of, audiences_disjoint, disjoint
from promotions.resolving.resolve import ActiveCandidate, Candidate, sort_key
from promotions.scheduling.schedule import Interval, intervals
from promotions.scheduling.zones import EPOCH

__all__ = [
    "CandidateIntervals",
    "Conflict",
    "DecidingRule",
    "Survey",
    "candidate_intervals",
    "competing_pairs",
    "conflicts_between",
    "conflicts_of",
    "deciding_rule",
    "disjoint",
    "find_conflicts",
    "find_gaps",
    "survey",
]

_SECOND = timedelta(seconds=1)


class DecidingRule(StrEnum):
    """The rules that decide between two candidates, in their order."""

    PRIORITY = "priority"
    MORE_SPECIFIC = "more_specific"
    LATER_START = "later_start"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two candidates that share a slot in `intervals`; `winner` is tried first."""

    winner: Candidate
    loser: Candidate
    decided_by: DecidingRule
    intervals: tuple[Interval, ...]


class CandidateIntervals(NamedTuple):
    """A candidate and its intervals that overlap a span, not clipped to it."""

    candidate: Candidate
    intervals: list[Interval]


class Survey(NamedTuple):
    """The competing pairs of a slot, by first overlap, and its contested and its empty times.

    Times are clipped to the span, whose ends are whole seconds.
    """

    pairs: list[tuple[CandidateIntervals, CandidateIntervals]]
    contested: list[Interval]
    gaps: list[Interval]


def candidate_intervals(
    candidates: Iterable[Candidate], after: datetime, before: datetime
) -> list[CandidateIntervals]:
    """Return each candidate with its intervals in `[after, before)`."""
    return [
        CandidateIntervals(candidate, list(intervals(candidate.windows, after, before)))
        for candidate in candidates
    ]


def _by_slot(every: Iterable[CandidateIntervals]) -> dict[str, list[CandidateIntervals]]:
    slots: dict[str, list[CandidateIntervals]] = {}
    for line in every:
        slots.setdefault(line.candidate.slot, []).append(line)
    return slots


def _possible_competitors(slot: Sequence[CandidateIntervals]) -> list[int]:
    """Return for each candidate of a slot the set, as bits, of those it may compete with."""
    audiences = [audience_of(line.candidate) for line in slot]
    members: dict[Audience, int] = {}
    versions: dict[Hashable, int] = {}
    for number, line in enumerate(slot):
        audience, identity = audiences[number], line.candidate.identity
        members[audience] = members.get(audience, 0) | 1 << number
        versions[identity] = versions.get(identity, 0) | 1 << number
    met = {
        audience: sum(
            bits for other, bits in members.items() if not audiences_disjoint(audience, other)
        )
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


def _edges(
    slot: Sequence[CandidateIntervals], after: int, before: int
) -> Iterator[tuple[int, bool, int]]:
    """Yield (second, is_start, number) of every interval, in order, ends before starts.

    Sorted as plain numbers, since there are tens of thousands.
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


def _toggle(edges: list[int], second: int) -> None:
    """Append an edge; a second one at the same second cancels it."""
    if edges and edges[-1] == second:
        edges.pop()
    else:
        edges.append(second)


def _intervals(edges: Sequence[int]) -> list[Interval]:
    instants = [EPOCH + edge * _SECOND for edge in edges]
    return [Interval(*pair) for pair in zip(instants[::2], instants[1::2], strict=True)]


def survey(
    slot: Sequence[CandidateIntervals],
    after: datetime,
    before: datetime,
    fills: Callable[[CandidateIntervals], bool] = lambda line: True,
) -> Survey:
    """Return pairs, contested and empty times of one slot in a single sweep over its edges.

    Only candidates for which `fills` is true fill a gap. Sets are bits, so that a thousand weekly
    promotions over a quarter of a year take a fraction of a second.
    """
    possible = _possible_competitors(slot)
    unseen, filling = list(possible), sum(1 << n for n, line in enumerate(slot) if fills(line))
    running, competing = 0, 0
    pairs, contested, empty = (
        list[tuple[CandidateIntervals, CandidateIntervals]](),
        list[int](),
        [_second(after)],
    )
    for second, is_start, number in _edges(slot, _second(after), _second(before)):
        was_filled, was_contested = bool(running & filling), bool(competing)
        if is_start:
            pairs += _meetings(slot, unseen, running, number)
        competitors_now = (running & possible[number]).bit_count()
        competing += competitors_now if is_start else -competitors_now
        running ^= 1 << number
        if was_filled != bool(running & filling):
            _toggle(empty, second)
        if was_contested != bool(competing):
            _toggle(contested, second)
    _toggle(empty, _second(before))
    return Survey(pairs, _intervals(contested), _intervals(empty))


def _meetings(
    slot: Sequence[CandidateIntervals], unseen: list[int], running: int, number: int
) -> Iterator[tuple[CandidateIntervals, CandidateIntervals]]:
    """Yield the pairs of a starting candidate with running ones, each pair once."""
    met = running & unseen[number]
    unseen[number] ^= met
    for other in _members(met):
        unseen[other] ^= 1 << number
        yield slot[other], slot[number]


def competing_pairs(
    every: Iterable[CandidateIntervals], after: datetime, before: datetime
) -> list[tuple[CandidateIntervals, CandidateIntervals]]:
    """Return all pairs that compete in a span, by slot and first overlap."""
    return [pair for slot in _by_slot(every).values() for pair in survey(slot, after, before).pairs]


def _both(first: Interval, second: Interval) -> Interval | None:
    starts = [at for at in (first.start, second.start) if at is not None]
    ends = [at for at in (first.end, second.end) if at is not None]
    start, end = max(starts, default=None), min(ends, default=None)
    if start is not None and end is not None and start >= end:
        return None
    return Interval(start, end)


def _overlaps(
    first: CandidateIntervals, second: CandidateIntervals
) -> Iterator[tuple[Interval, ActiveCandidate, ActiveCandidate]]:
    """Yield each shared interval with the intervals that share it."""
    one = other = 0
    while one < len(first.intervals) and other < len(second.intervals):
        mine, theirs = first.intervals[one], second.intervals[other]
        if shared := _both(mine, theirs):
            yield (
                shared,
                ActiveCandidate(first.candidate, mine),
                ActiveCandidate(second.candidate, theirs),
            )
        if theirs.end is None or (mine.end is not None and mine.end <= theirs.end):
            one += 1
        else:
            other += 1


def deciding_rule(first: ActiveCandidate, second: ActiveCandidate) -> DecidingRule:
    """Return the rule that puts one of two active candidates before the other."""
    places = zip(sort_key(first), sort_key(second), strict=True)
    return list(DecidingRule)[next(number for number, (a, b) in enumerate(places) if a != b)]


def conflicts_between(first: CandidateIntervals, second: CandidateIntervals) -> list[Conflict]:
    """Return one conflict for each outcome of two candidates, with all its intervals.

    With equal priority the later start wins, so the winner may differ between occurrences.
    """
    outis_start: dict[tuple[bool, DecidingRule], list[Interval]] = {}
    for shared, mine, theirs in _overlaps(first, second):
        outcome = sort_key(mine) < sort_key(theirs), deciding_rule(mine, theirs)
        outis_start.setdefault(outcome, []).append(shared)
    pair = first.candidate, second.candidate
    return [
        Conflict(*(pair if first_wins else pair[::-1]), rule, tuple(shared))
        for (first_wins, rule), shared in outis_start.items()
    ]


def find_conflicts(
    candidates: Iterable[Candidate], after: datetime, before: datetime
) -> list[Conflict]:
    """Return every conflict in `[after, before)`; intervals are not clipped.

    >>> from promotions.scheduling.zones import EPOCH
    >>> sale, tips = (Candidate(key, "modal", 0, (), "en") for key in ("sale", "tips"))
    >>> [(each.winner.key, str(each.decided_by)) for each in find_conflicts(
    ...     [tips, sale], EPOCH, EPOCH.replace(1971))]
    [('sale', 'key')]
    """
    pairs = competing_pairs(candidate_intervals(candidates, after, before), after, before)
    return [conflict for pair in pairs for conflict in conflicts_between(*pair)]


def conflicts_of(
    candidate: Candidate, others: Iterable[Candidate], after: datetime, before: datetime
) -> list[Conflict]:
    """Return the conflicts of one candidate with others, except its own versions."""
    rest = [
        other
        for other in others
        if other.slot == candidate.slot
        and other.identity != candidate.identity
        and not disjoint(candidate, other)
    ]
    mine, *theirs = candidate_intervals([candidate, *rest], after, before)
    return [conflict for other in theirs for conflict in conflicts_between(mine, other)]


def find_gaps(
    candidates: Iterable[Candidate], slot: str, after: datetime, before: datetime
) -> list[Interval]:
    """Return when no candidate of a slot is active, clipped to `[after, before)`.

    >>> from promotions.scheduling.zones import EPOCH
    >>> find_gaps([], "modal", EPOCH, EPOCH.replace(1971))[0].start == EPOCH
    True
    """
    chosen = candidate_intervals((each for each in candidates if each.slot == slot), after, before)
    return survey(chosen, after, before).gaps
