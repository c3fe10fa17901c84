"""What shows in a context, now and in the days to come, as JSON?"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Generic, NamedTuple, TypeVar, cast

from cms.api.views import instant
from cms.content.reference_loader import ReferenceLoader
from cms.publishing.visibility import PublicContent
from promotions.active import next_change
from promotions.active.timetable_cache import Snapshot, snapshot
from promotions.models import Promotion
from promotions.representation import represent, request_references
from promotions.resolving.resolve import ActiveCandidate, Context
from promotions.schemas import ActivePromotions, Manifest, PromotionJson, PromotionsBySlot

AHEAD = timedelta(days=30)
"""How far the manifest looks."""


Body = TypeVar("Body", ActivePromotions, Manifest)


class TimedBody(NamedTuple, Generic[Body]):
    """The body of a response, and the instant (UTC) at which it changes next, None if unknown."""

    body: Body
    changes_at: datetime | None


def active(
    public: PublicContent, context: Context, slots: list[str], due: datetime | None = None
) -> TimedBody[ActivePromotions]:
    """`{at, valid_until, slots}` of what a context gets at the view's instant.

    `due` is the next scheduled instant of anything, as far as the present is asked about.
    """
    ready = _ready(public, slots)
    found = ready.timetable.at(public.at, context, slots)
    told = _Telling(ready, (each for shown in found.slots.values() for each in shown))
    changes_at = _earliest(found.valid_until, _foreseen(public, context, slots, due, told))
    body: ActivePromotions = {
        "at": _asked(public),
        "valid_until": instant(changes_at),
        "slots": told.by_slot(found.slots),
    }
    return TimedBody(body, changes_at)


def manifest(
    public: PublicContent, context: Context, slots: list[str], due: datetime | None = None
) -> TimedBody[Manifest]:
    """`{at, valid_until, slots, transitions, upcoming}`: the answer of `active`, and 30 days more.

    Every transition is told, by instant and slot alone; of what is to come only what is not under
    embargo (Rule 7 of docs/reference/scheduling.md). It changes with the next transition, or when
    a later one comes within the 30 days.
    """
    ready = _ready(public, slots)
    found = ready.timetable.at(public.at, context, slots)
    outlook = ready.timetable.ahead(public.at, public.at + AHEAD, context, slots)
    coming = [each for each in outlook.coming if not each.candidate.payload.embargoed]
    told = _Telling(ready, (each for some in (*found.slots.values(), coming) for each in some))
    changes_at = _earliest(
        found.valid_until,
        outlook.beyond and outlook.beyond - AHEAD,
        _foreseen(public, context, slots, due, told),
    )
    body: Manifest = {
        "at": _asked(public),
        "valid_until": instant(changes_at),
        "slots": told.by_slot(found.slots),
        "transitions": [{"at": instant(at), "slot": slot} for at, slot in outlook.transitions],
        "upcoming": told.json(coming),
    }
    return TimedBody(body, changes_at)


def _ready(public: PublicContent, slots: list[str]) -> Snapshot:
    """What answers for some slots: it changes with what is in these, and with what is planned."""
    public.dependencies.add("schedule", *(f"slot-{slot}" for slot in slots))
    return snapshot(public)


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((each for each in instants if each is not None), default=None)


def _foreseen(
    public: PublicContent,
    context: Context,
    slots: list[str],
    due: datetime | None,
    told: "_Telling",
) -> datetime | None:
    """When topics or pages change the answer; asked for only where something is scheduled."""
    if public.now is None and due is None:
        return None
    return next_change.next_instant(public, context, slots, told.promotions)


def _asked(public: PublicContent) -> str | None:
    """The instant asked for; None on live answers."""
    return instant(public.at) if public.now is not None else None


class _Telling:
    """Promotions with all that they point at, loaded at once."""

    def __init__(self, ready: Snapshot, shown: Iterable[ActiveCandidate]) -> None:
        self._rows = ready.promotions(each.candidate.payload.pk for each in shown)
        self._lookup = ReferenceLoader(ready.public)
        for row in self._rows.values():
            request_references(row, self._lookup)
        self._lookup.load()

    @property
    def promotions(self) -> list[Promotion]:
        """All that are told."""
        return list(self._rows.values())

    def json(self, shown: Iterable[ActiveCandidate]) -> list[PromotionJson]:
        """Each with its interval; none that was taken away since the timetable was asked."""
        return [
            represent(row, each.interval, self._lookup)
            for each in shown
            if (row := self._row(each)) is not None
        ]

    def by_slot(self, slots: Mapping[str, Iterable[ActiveCandidate]]) -> PromotionsBySlot:
        return cast("PromotionsBySlot", {slot: self.json(shown) for slot, shown in slots.items()})

    def _row(self, shown: ActiveCandidate) -> Promotion | None:
        return self._rows.get(shown.candidate.payload.pk)
