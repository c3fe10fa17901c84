"""Which timetable answers a read: the one that this process keeps, or one of its own?

A kept timetable is used only while the database says that nothing it is made of has changed
(`cms.versions.content_versions`), and only for instants at which the same topics are public as when
it was made. It is of what is published: nothing of drafts is in it, nothing that is planned, and
nothing that a promotion says. A view of another instant is answered from it wherever that is the
same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from cms.publishing.visibility import PublicContent
from promotions.models import Promotion
from promotions.representation import candidates
from promotions.resolving.timetable import Timetable
from promotions.tracked_tables import TIMETABLE


class PromotionRef(NamedTuple):
    """What a timetable knows of a promotion besides the candidate."""

    pk: int
    embargoed: bool


class _CachedTimetable(NamedTuple):
    """A timetable, right under a token, in `[since, until)` and unless its topics are planned."""

    token: str
    since: datetime | None
    until: datetime | None
    topics: frozenset[int]
    timetable: Timetable

    def answers(self, token: str | None, public: PublicContent) -> bool:
        if token != self.token or not self._holds_at(public.at):
            return False
        planned = public.future
        return not planned.of(Promotion) and self.topics.isdisjoint(planned.of(_TOPIC))

    def _holds_at(self, at: datetime) -> bool:
        begun = self.since is None or self.since <= at
        return begun and (self.until is None or at < self.until)


_TOPIC: Any = Promotion._meta.get_field("topics").related_model
_cache: dict[int, _CachedTimetable] = {}
_making = Lock()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A timetable whose payloads are `PromotionRef`s, and the public content it was read through."""

    public: PublicContent
    timetable: Timetable
    loaded: dict[int, Promotion] | None = None

    def promotions(self, pks: Iterable[int]) -> dict[int, Promotion]:
        """The rows of some promotions by id, without those that are no longer public."""
        wanted = set(pks)
        if self.loaded is not None:
            return {pk: self.loaded[pk] for pk in wanted}
        if not wanted:
            return {}
        rows = self.public.rows("promotions to be told", _public, sorted(wanted))
        return {row.pk: row for row in rows}


def _public(public: PublicContent, pks: list[int]) -> Any:
    return public.snippets(Promotion).filter(pk__in=pks).select_related("locale")


def snapshot(public: PublicContent) -> Snapshot:
    """What answers a view: kept from an earlier read where that is right, else made now.

    Where an instant to come is planned to be another, what it needs is made and not kept.
    """
    # Before anything else is read: then what is kept is never older than its token says.
    token = public.bounds.content_versions[TIMETABLE]
    if (kept := _cached(public, token)) is not None:
        return kept
    if public.now is not None:
        return _travelling(public, token)
    # One thread works it out, those that come meanwhile wait for it.
    with _making:
        return _cached(public, token) or _make_and_cache(public, token)


def _travelling(public: PublicContent, token: str | None) -> Snapshot:
    """For a view of another instant: that of the present where it holds then, else its own."""
    kept = _cache.get(public.site.pk)
    if token is not None and (kept is None or kept.token != token):
        snapshot(PublicContent(public.site, public.now or public.at))
        # Content written meanwhile has another token, and is not used for this view.
        if (ready := _cached(public, token)) is not None:
            return ready
    return _made(public, _of_site(public.snippets(Promotion), public))


def _cached(public: PublicContent, token: str | None) -> Snapshot | None:
    kept = _cache.get(public.site.pk)
    if kept is None or not kept.answers(token, public):
        return None
    return Snapshot(public, kept.timetable)


def _make_and_cache(public: PublicContent, token: str | None) -> Snapshot:
    # Those that have expired but are still there too: when they end is in their windows.
    rows = _of_site(Promotion.objects.filter(live=True), public)
    made = _made(public, rows)
    if token is not None:
        topics = {topic.pk: topic for row in rows for topic in row.topics.all()}
        ends = {topic.expire_at for topic in topics.values() if topic.live and topic.expire_at}
        since = max((end for end in ends if end <= public.at), default=None)
        until = min((end for end in ends if end > public.at), default=None)
        _cache[public.site.pk] = _CachedTimetable(
            token, since, until, frozenset(topics), made.timetable
        )
    return made


def _of_site(promotions: Any, public: PublicContent) -> list[Promotion]:
    rows = promotions.of_site(public.site).select_related("locale")
    return public.with_scheduled_content(rows.prefetch_related("windows", "topics"))


def _made(public: PublicContent, rows: list[Promotion]) -> Snapshot:
    timetable = Timetable(
        replace(each, payload=PromotionRef(each.payload.pk, each.payload.embargoed))
        for each in candidates(rows, public)
    )
    return Snapshot(public, timetable, {row.pk: row for row in rows})
