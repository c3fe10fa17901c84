"""What follows from a change, once it is committed, outside the database? CDNs are told of it.

What has to be told stands in `content_version`, whose rows are unsettled from a change on until
the CDNs have taken it. So nothing is lost with a process, and a change that sends no signal
(`QuerySet.update()`) is told with the next one that does, or by `manage.py settle`.
"""

import logging
import uuid
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum, auto
from time import monotonic
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.delivery.models import Settling
from cms.delivery.prerender import prerendering
from cms.delivery.purge import backends
from cms.delivery.purge.surrogate_keys import purged_by
from cms.versions.content_versions import SITE, ContentVersion

logger = logging.getLogger("wellspring.purging")

SECONDS: Final = 5.0
"""How long a pass may take whose end somebody waits for: an editor's save."""
PATIENT_SECONDS: Final = 60.0
"""How long any other may take: a worker's, a command's."""
MOST_READ: Final = 5_000
"""Rows of `content_version` in one statement."""
AT_ONCE: Final = 100
"""Rows whose tags are purged together, and then settled."""
TOO_MANY: Final = 1_000
"""Rows from which on every answer is forgotten, by the one tag that all of them have."""
LEASE: Final = timedelta(seconds=90)
FIRST_PAUSE: Final = timedelta(seconds=5)
LONGEST_PAUSE: Final = timedelta(minutes=5)

Row = tuple[str, int, str]


class PurgeResult(Enum):
    """How a pass ended."""

    DONE = auto()
    BUSY = auto()
    """Another process is at it, and will see what this one saw."""
    POSTPONED = auto()
    """A CDN has just failed, and is not asked again before `current_state().not_before`."""
    FAILED = auto()


def has_pending() -> bool:
    """Whether anything has changed that the world outside does not know, in one small query."""
    return ContentVersion.objects.filter(settled=False).exists()


def count_pending() -> int:
    """How many rows stay to be settled."""
    return ContentVersion.objects.filter(settled=False).count()


def process_pending(seconds: float = PATIENT_SECONDS, *, force: bool = False) -> PurgeResult:
    """Tell the CDNs what has changed, for so many seconds at most; not inside a transaction.

    One process at a time does. Where a CDN has failed, it is asked again after a pause that grows
    with each failure up to five minutes; at once where the caller insists.
    """
    until = monotonic() + seconds
    changed: set[str] = set()
    seen: set[str] = set()
    outcome, left = PurgeResult.DONE, _tokens()
    # Whoever commits while this holds the lease leaves the work to it: so it looks once more
    # after having let go, and ends only where there is nothing that it has not seen.
    while outcome is PurgeResult.DONE and left - seen:
        outcome = _settle_once(until, changed, seen, force=force)
        left = _tokens()
        if not settings.PURGE_BACKENDS and monotonic() >= until:
            # A purge would have run out of time. Where none is sent, an import that goes on
            # would keep this here for as long, and nobody misses what it leaves.
            break
    _prepare(changed)
    # What it has seen and could not settle is being written at this very moment, and its writer
    # will wake somebody up.
    return PurgeResult.BUSY if left and outcome is PurgeResult.DONE else outcome


def _prepare(changed: set[str]) -> None:
    try:
        prerendering.changed(changed)
    except Exception:
        # Whoever asks first has them rendered.
        logger.exception("Answers could not be prepared")


def _tokens() -> set[str]:
    return set(ContentVersion.objects.filter(settled=False).values_list("token", flat=True))


def current_state() -> Settling:
    """How the last passes went; a row that was never saved where there was none."""
    return Settling.objects.filter(pk=1).first() or Settling(pk=1)


def _settle_once(until: float, changed: set[str], seen: set[str], *, force: bool) -> PurgeResult:
    holder = _take(force=force)
    if holder is None:
        postponed = current_state().not_before or timezone.now()
        return (
            PurgeResult.POSTPONED if postponed > timezone.now() and not force else PurgeResult.BUSY
        )
    outcome = PurgeResult.FAILED
    try:
        for rows in _portions():
            _row(holder).update(held_until=timezone.now() + LEASE)
            scopes = {scope for scope, _lane, _token in rows}
            if backends.purge(_tags(scopes), until=until):
                return outcome
            _mark(rows)
            changed |= scopes
            seen |= {token for _scope, _lane, token in rows}
        outcome = PurgeResult.DONE
    finally:
        _let_go(holder, outcome)
    return outcome


def _tags(scopes: set[str]) -> list[str]:
    # An import would take hundreds of calls, and CDNs count them.
    return purged_by(scopes if len(scopes) < TOO_MANY else {SITE})


def _portions() -> Iterator[list[Row]]:
    """What is unsettled, each row once however often it changes meanwhile."""
    rows = ContentVersion.objects.filter(settled=False).order_by("scope", "lane")
    found, last = rows.values_list("scope", "lane", "token"), ""
    while batch := list(found.filter(scope__gt=last)[:MOST_READ]):
        last = batch[-1][0]
        together = AT_ONCE if len(batch) < TOO_MANY else MOST_READ
        for start in range(0, len(batch), together):
            yield batch[start : start + together]


def _mark(rows: list[Row]) -> None:
    """Settle the rows that have not changed again since they were seen."""
    tokens = {token for _scope, _lane, token in rows}
    seen = ContentVersion.objects.filter(
        settled=False, scope__in={scope for scope, *_ in rows}, token__in=tokens
    )
    with transaction.atomic():
        # A row that somebody is writing will have another token; nobody waits for it here.
        free = list(seen.select_for_update(skip_locked=True).values_list("scope", "token"))
        mine = ContentVersion.objects.filter(
            scope__in={scope for scope, _ in free}, token__in={token for _, token in free}
        )
        mine.update(settled=True)


def _row(holder: str) -> "QuerySet[Settling]":
    return Settling.objects.filter(pk=1, holder=holder)


def _take(*, force: bool) -> str | None:
    """The right to settle, as a name; None where another process has it, or all have to wait."""
    now, holder = timezone.now(), str(uuid.uuid4())
    Settling.objects.bulk_create([Settling(pk=1)], ignore_conflicts=True)
    free = Q(held_until__isnull=True) | Q(held_until__lte=now)
    if not force:
        free &= Q(not_before__isnull=True) | Q(not_before__lte=now)
    row = Settling.objects.filter(free, pk=1)
    return holder if row.update(holder=holder, held_until=now + LEASE) else None


def _let_go(holder: str, outcome: PurgeResult) -> None:
    if outcome is not PurgeResult.FAILED:
        _row(holder).update(holder="", held_until=None, failures=0, not_before=None)
        return
    failures = current_state().failures + 1
    pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
    again = timezone.now() + pause
    _row(holder).update(holder="", held_until=None, failures=failures, not_before=again)
    logger.warning("What has changed is purged again in %d seconds at the earliest", pause.seconds)
