"""Find the conflicts that a plan would add."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cms.promotion_file.changes import windows_of
from cms.promotion_file.fields import Entry
from cms.promotion_file.plan import UNCHANGED, Plan
from promotions.conflicts.conflicts import (
    CandidateIntervals,
    Conflict,
    candidate_intervals,
    competing_pairs,
    conflicts_between,
    disjoint,
)
from promotions.representation import patterns
from promotions.resolving.resolve import Candidate
from promotions.scheduling.schedule import Interval

CONFLICT_HORIZON: Final = timedelta(days=366)
"""How far ahead conflicts are looked for."""


@dataclass(frozen=True)
class _Named:
    """The heading, by which a conflict names a promotion."""

    heading: str


def candidate(record: Entry) -> Candidate:
    """Return a record as a candidate of the resolver."""
    audience = record["audience"]
    return Candidate(
        key=record["key"],
        slot=record["slot"],
        priority=record["priority"],
        windows=windows_of(record),
        locale=record["locale"],
        include_paths=patterns(audience["include_paths"]),
        exclude_paths=patterns(audience["exclude_paths"]),
        topics=frozenset(audience["topics"]),
        devices=frozenset(audience["devices"]),
        visitor=audience["visitor"],
        payload=_Named(record["content"]["heading"]),
    )


@dataclass(frozen=True)
class NewConflicts:
    """The first new conflicts, and the number of pairs that were not compared."""

    conflicts: list[Conflict]
    more: int = 0


def new_conflicts(plan: Plan, now: datetime, limit: int = 500) -> NewConflicts:
    """Return the conflicts of created or changed promotions, from `now` (UTC) on, that are new.

    Drafts count as published. The search ends after the pair that reaches `limit` conflicts.
    """
    touched = {step.key for step in plan.steps if step.outcome != UNCHANGED}
    records = _records(plan)
    until = now + CONFLICT_HORIZON
    before = _lines(records, touched, now)
    after = _lines(records | {step.key: step.after for step in plan.steps}, touched, now)
    pairs = [
        pair
        for pair in competing_pairs(after.values(), now, until)
        if touched & {line.candidate.key for line in pair}
    ]
    found: list[Conflict] = []
    for place, pair in enumerate(pairs):
        if len(found) >= limit:
            return NewConflicts(found, len(pairs) - place)
        found += _new_of(pair, before)
    return NewConflicts(found)


def _records(plan: Plan) -> dict[str, Entry]:
    """Return the saved records by the keys that they have after loading."""
    keys = {step.saved.record["key"]: step.key for step in plan.steps if step.saved}
    records = [each.record for each in plan.saved]
    renamed = [{**each, "key": keys.get(each["key"], each["key"])} for each in records]
    return {each["key"]: each for each in renamed}


def _lines(
    records: dict[str, Entry], touched: set[str], now: datetime
) -> dict[str, CandidateIntervals]:
    candidates = (candidate(record) for record in records.values()) if touched else ()
    return {
        line.candidate.key: line
        for line in candidate_intervals(candidates, now, now + CONFLICT_HORIZON)
    }


def _new_of(
    pair: tuple[CandidateIntervals, CandidateIntervals], before: dict[str, CandidateIntervals]
) -> Iterator[Conflict]:
    first, second = (before.get(line.candidate.key) for line in pair)
    known = (
        conflicts_between(first, second) if first and second and _competed(first, second) else []
    )
    for conflict in conflicts_between(*pair):
        same = [
            interval
            for each in known
            if each.winner.key == conflict.winner.key
            for interval in each.intervals
        ]
        if not _is_known(conflict, same):
            yield conflict


def _competed(first: CandidateIntervals, second: CandidateIntervals) -> bool:
    one, other = first.candidate, second.candidate
    return one.slot == other.slot and not disjoint(one, other)


def _is_known(conflict: Conflict, known: list[Interval]) -> bool:
    return all(any(_holds(wide, each) for wide in known) for each in conflict.intervals)


def _holds(wide: Interval, narrow: Interval) -> bool:
    starts = wide.start is None or (narrow.start is not None and wide.start <= narrow.start)
    ends = wide.end is None or (narrow.end is not None and narrow.end <= wide.end)
    return starts and ends
