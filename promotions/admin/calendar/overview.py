"""The data of the calendar and the home page: entries, conflicts, changes, now and next."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from promotions.active import candidates
from promotions.conflicts.conflicts import (
    CandidateIntervals,
    Conflict,
    candidate_intervals,
    conflicts_between,
    survey,
)
from promotions.resolving.resolve import ActiveCandidate, Candidate, Context, mismatch, sort_key
from promotions.scheduling.schedule import Interval, interval_at, next_change


class EntryVersion(StrEnum):
    """The version of a promotion that an entry shows."""

    LIVE = "live"
    DRAFT = "draft"
    CHANGES = "changes"


class CalendarEntry(NamedTuple):
    """A version of a promotion with its intervals in the requested span."""

    candidate: Candidate
    version: EntryVersion
    intervals: list[Interval]
    is_changed: bool = False

    @property
    def line(self) -> CandidateIntervals:
        return CandidateIntervals(self.candidate, self.intervals)


def calendar_entries(promotions: Any, after: datetime, before: datetime) -> list[CalendarEntry]:
    """Return all versions of a queryset with their intervals in `[after, before)`.

    Unpublished changes are a separate entry if they change when or where the promotion shows.
    `is_changed` marks a live version that has unpublished changes.
    """
    found: list[tuple[Candidate, EntryVersion, bool]] = []
    for live, waiting in candidates.versions(promotions):
        if live:
            found.append((live, EntryVersion.LIVE, waiting is not None))
        if waiting and not (live and _runs_alike(live, waiting)):
            found.append((waiting, EntryVersion.CHANGES if live else EntryVersion.DRAFT, False))
    every = candidate_intervals((candidate for candidate, *_ in found), after, before)
    return [
        CalendarEntry(candidate, version, line.intervals, is_changed)
        for (candidate, version, is_changed), line in zip(found, every, strict=True)
    ]


def _runs_alike(live: Candidate, waiting: Candidate) -> bool:
    return replace(waiting, key=live.key, payload=live.payload) == live


def is_for(candidate: Candidate, path: str) -> bool:
    """Whether the path conditions of a candidate hold for a normalised path."""
    return mismatch(candidate, Context(path, candidate.topics, candidate.locale)) is None


class Competition(NamedTuple):
    """The number of competing pairs, the first conflicts, and all competing identities.

    `contested` and `gaps` are by slot; only published promotions fill a gap.
    """

    pairs: int
    conflicts: list[Conflict]
    competing: frozenset[Hashable]
    contested: dict[str, list[Interval]]
    gaps: dict[str, list[Interval]]


def competition(
    every: Sequence[CalendarEntry],
    slots: Iterable[str],
    after: datetime,
    before: datetime,
    limit: int,
) -> Competition:
    """Return conflicts and gaps of a span; `after` and `before` are whole seconds."""
    changed = {id(entry.candidate) for entry in every if entry.version == EntryVersion.CHANGES}
    live = {id(entry.candidate) for entry in every if entry.version == EntryVersion.LIVE}
    surveys = {
        slot: survey(
            [entry.line for entry in every if entry.candidate.slot == slot],
            after,
            before,
            lambda line: id(line.candidate) in live,
        )
        for slot in slots
    }
    pairs = [pair for found in surveys.values() for pair in found.pairs]
    if changed:
        pairs = _once(pairs, changed)
    return Competition(
        pairs=len(pairs),
        conflicts=[conflict for pair in pairs[:limit] for conflict in conflicts_between(*pair)],
        competing=frozenset(line.candidate.identity for pair in pairs for line in pair),
        contested={slot: found.contested for slot, found in surveys.items()},
        gaps={slot: found.gaps for slot, found in surveys.items()},
    )


def _once(
    pairs: list[tuple[CandidateIntervals, CandidateIntervals]], changed: set[int]
) -> list[tuple[CandidateIntervals, CandidateIntervals]]:
    """Keep one pair of two promotions, of unpublished changes only if no other competes."""
    unique: dict[frozenset[Hashable], tuple[CandidateIntervals, CandidateIntervals]] = {}
    for pair in pairs:
        both = frozenset(line.candidate.identity for line in pair)
        if both not in unique or not any(id(line.candidate) in changed for line in pair):
            unique[both] = pair
    return list(unique.values())


@dataclass(frozen=True, slots=True)
class SlotNow:
    """What runs in a slot, in order, and what starts next."""

    slot: str
    running: list[ActiveCandidate]
    next: tuple[Candidate, datetime] | None


def now_and_next(every: Iterable[Candidate], now: datetime, slots: Sequence[str]) -> list[SlotNow]:
    """Return by slot what runs and what is next, for any visitor."""
    running: dict[str, list[ActiveCandidate]] = {slot: [] for slot in slots}
    coming: dict[str, tuple[Candidate, datetime]] = {}
    for candidate in every:
        slot = candidate.slot
        if slot not in running:
            continue
        if interval := interval_at(candidate.windows, now):
            running[slot].append(ActiveCandidate(candidate, interval))
        elif (begins := next_change(candidate.windows, now)) and (
            slot not in coming or begins < coming[slot][1]
        ):
            coming[slot] = candidate, begins
    return [SlotNow(slot, sorted(running[slot], key=sort_key), coming.get(slot)) for slot in slots]


class Change(NamedTuple):
    """The start or end of a candidate."""

    at: datetime
    starts: bool
    candidate: Candidate


def changes(every: Iterable[CalendarEntry], after: datetime, before: datetime) -> list[Change]:
    """Return starts and ends of live entries in `[after, before)`, ends before starts."""
    found = [
        Change(at, starts, entry.candidate)
        for entry in every
        if entry.version == EntryVersion.LIVE
        for interval in entry.intervals
        for at, starts in ((interval.start, True), (interval.end, False))
        if at is not None and after <= at < before
    ]
    return sorted(found, key=lambda change: (change.at, change.starts, change.candidate.key))
