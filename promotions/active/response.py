"""Build the JSON of the promotions that a context gets, now and in the next 30 days."""

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

MANIFEST_HORIZON = timedelta(days=30)
"""The period that the manifest covers."""


AnyBody = TypeVar("AnyBody", ActivePromotions, Manifest)


class TimedBody(NamedTuple, Generic[AnyBody]):
    """The body of a response, and the instant (UTC) at which it changes next, None if unknown."""

    body: AnyBody
    changes_at: datetime | None


def active(
    public: PublicContent, context: Context, slots: list[str], due: datetime | None = None
) -> TimedBody[ActivePromotions]:
    """Return `{at, valid_until, slots}` for a context at the view's instant.

    `due` is the next scheduled instant of anything, if the request is for now.
    """
    ready = _ready(public, slots)
    found = ready.timetable.at(public.at, context, slots)
    loaded = _LoadedPromotions(ready, (each for shown in found.slots.values() for each in shown))
    changes_at = _earliest(found.valid_until, _next_scheduled(public, context, slots, due, loaded))
    body: ActivePromotions = {
        "at": _requested_instant(public),
        "valid_until": instant(changes_at),
        "slots": loaded.by_slot(found.slots),
    }
    return TimedBody(body, changes_at)


def manifest(
    public: PublicContent, context: Context, slots: list[str], due: datetime | None = None
) -> TimedBody[Manifest]:
    """`{at, valid_until, slots, transitions, upcoming}`: `active` and the next 30 days.

    Every transition is listed, by instant and slot alone, and upcoming promotions that are not
    secret (Rule 7 of docs/reference/scheduling.md). It changes with the next transition, or when
    a later one comes within the 30 days.
    """
    ready = _ready(public, slots)
    found = ready.timetable.at(public.at, context, slots)
    outlook = ready.timetable.ahead(public.at, public.at + MANIFEST_HORIZON, context, slots)
    coming = [each for each in outlook.coming if not each.candidate.payload.embargoed]
    loaded = _LoadedPromotions(
        ready, (each for some in (*found.slots.values(), coming) for each in some)
    )
    changes_at = _earliest(
        found.valid_until,
        outlook.beyond and outlook.beyond - MANIFEST_HORIZON,
        _next_scheduled(public, context, slots, due, loaded),
    )
    body: Manifest = {
        "at": _requested_instant(public),
        "valid_until": instant(changes_at),
        "slots": loaded.by_slot(found.slots),
        "transitions": [{"at": instant(at), "slot": slot} for at, slot in outlook.transitions],
        "upcoming": loaded.json(coming),
    }
    return TimedBody(body, changes_at)


def _ready(public: PublicContent, slots: list[str]) -> Snapshot:
    """Return the snapshot, and add the slots and the schedule to the dependencies."""
    public.dependencies.add("schedule", *(f"slot-{slot}" for slot in slots))
    return snapshot(public)


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((each for each in instants if each is not None), default=None)


def _next_scheduled(
    public: PublicContent,
    context: Context,
    slots: list[str],
    due: datetime | None,
    loaded: "_LoadedPromotions",
) -> datetime | None:
    """Return when a scheduled topic or page changes the response, None if nothing is scheduled."""
    if public.now is None and due is None:
        return None
    return next_change.next_instant(public, context, slots, loaded.promotions)


def _requested_instant(public: PublicContent) -> str | None:
    """Return the requested instant, None in a live response."""
    return instant(public.at) if public.now is not None else None


class _LoadedPromotions:
    """Promotions and their references, loaded in bulk."""

    def __init__(self, ready: Snapshot, shown: Iterable[ActiveCandidate]) -> None:
        self._rows = ready.promotions(each.candidate.payload.pk for each in shown)
        self._loader = ReferenceLoader(ready.public)
        for row in self._rows.values():
            request_references(row, self._loader)
        self._loader.load()

    @property
    def promotions(self) -> list[Promotion]:
        return list(self._rows.values())

    def json(self, shown: Iterable[ActiveCandidate]) -> list[PromotionJson]:
        """Return the JSON of promotions, without those deleted since the snapshot."""
        return [
            represent(row, each.interval, self._loader)
            for each in shown
            if (row := self._row(each)) is not None
        ]

    def by_slot(self, slots: Mapping[str, Iterable[ActiveCandidate]]) -> PromotionsBySlot:
        return cast("PromotionsBySlot", {slot: self.json(shown) for slot, shown in slots.items()})

    def _row(self, shown: ActiveCandidate) -> Promotion | None:
        return self._rows.get(shown.candidate.payload.pk)
