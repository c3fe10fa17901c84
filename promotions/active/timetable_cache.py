"""The timetable of each site that this process caches.

A cached timetable is used while its content version is current (`cms.versions.content_versions`)
and for instants at which the same topics are public. It has keys, conditions and windows of
published promotions: no drafts, no scheduled changes, no texts. Previews of another instant use it
too, where it is correct for them: their responses are never stored.
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
    """The payload of a candidate in a timetable."""

    pk: int
    embargoed: bool


class _CachedTimetable(NamedTuple):
    """A timetable for a content version and for `[since, until)`, unless its topics change."""

    token: str
    since: datetime | None
    until: datetime | None
    topics: frozenset[int]
    timetable: Timetable

    def is_valid_for(self, token: str | None, public: PublicContent) -> bool:
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
    """The timetable for `public`, with `PromotionRef` payloads, and the rows loaded for it."""

    public: PublicContent
    timetable: Timetable
    loaded: dict[int, Promotion] | None = None

    def promotions(self, pks: Iterable[int]) -> dict[int, Promotion]:
        """Return promotions by id, without those that are no longer public."""
        wanted = set(pks)
        if self.loaded is not None:
            return {pk: self.loaded[pk] for pk in wanted}
        if not wanted:
            return {}
        rows = self.public.rows("promotions by id", _public, sorted(wanted))
        return {row.pk: row for row in rows}


def _public(public: PublicContent, pks: list[int]) -> Any:
    return public.snippets(Promotion).filter(pk__in=pks).select_related("locale")


def snapshot(public: PublicContent) -> Snapshot:
    """Return the cached timetable if it is valid, else a new one.

    One for an instant with other scheduled content is not cached.
    """
    # Read before the content, so that the cached content is never older than its version.
    token = public.bounds.content_versions[TIMETABLE]
    if (cached := _cached(public, token)) is not None:
        return cached
    if public.now is not None:
        return _travelling(public, token)
    # One thread builds it, the others wait for it.
    with _making:
        return _cached(public, token) or _make_and_cache(public, token)


def _travelling(public: PublicContent, token: str | None) -> Snapshot:
    """Return the timetable of the present if it is valid for another instant, else a new one."""
    cached = _cache.get(public.site.pk)
    if token is not None and (cached is None or cached.token != token):
        snapshot(PublicContent(public.site, public.now or public.at))
        # Content written meanwhile has another version, and is not used here.
        if (ready := _cached(public, token)) is not None:
            return ready
    return _made(public, _of_site(public.snippets(Promotion), public))


def _cached(public: PublicContent, token: str | None) -> Snapshot | None:
    cached = _cache.get(public.site.pk)
    if cached is None or not cached.is_valid_for(token, public):
        return None
    return Snapshot(public, cached.timetable)


def _make_and_cache(public: PublicContent, token: str | None) -> Snapshot:
    # Includes promotions that have expired but are still live: their windows have the expiry.
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
