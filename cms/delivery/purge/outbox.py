"""Purge CDNs of what has changed, after the commit.

`content_version` is the outbox: its rows are pending from a change on until the CDNs have taken
the purge (`settled`). So nothing is lost with a process, and a change that sends no signal
(`QuerySet.update()`) is purged with the next one that does, or by `manage.py settle`.
"""

import logging
import uuid
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum, auto
from time import monotonic
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.delivery.conf import delivery_settings
from cms.delivery.models import PurgeState
from cms.delivery.prerender import prerendering
from cms.delivery.purge import backends
from cms.delivery.purge.surrogate_keys import tags_to_purge
from cms.versions.content_versions import ContentVersion
from cms.versions.dependencies import SITE

logger = logging.getLogger("wellspring.purging")

IMPATIENT_SECONDS: Final = 5.0
"""How long a pass may take while an editor waits for a save."""
PATIENT_SECONDS: Final = 60.0
"""How long a pass of a worker or a command may take."""
MAX_ROWS_READ: Final = 5_000
"""Rows of `content_version` in one statement."""
ROWS_PER_PURGE: Final = 100
"""Rows whose tags are purged together and then marked as done."""
PURGE_ALL_FROM: Final = 1_000
"""Number of rows from which on everything is purged, by the one tag of all responses."""
LEASE: Final = timedelta(seconds=90)
FIRST_RETRY_PAUSE: Final = timedelta(seconds=5)
MAX_RETRY_PAUSE: Final = timedelta(minutes=5)

PendingRow = tuple[str, int, str]
"""Dependency key, lane, token."""


class PurgeResult(Enum):
    """How a pass ended."""

    DONE = auto()
    BUSY = auto()
    """Another process is purging, and will see the same pending rows."""
    POSTPONED = auto()
    """A CDN has failed recently, and is not called before `current_state().not_before`."""
    FAILED = auto()


def has_pending() -> bool:
    """Return whether anything is pending, with one small query."""
    return _pending().exists()


def count_pending() -> int:
    """Return the number of pending rows."""
    return _pending().count()


def _pending() -> "QuerySet[ContentVersion]":
    return ContentVersion.objects.filter(settled=False)


def process_pending(seconds: float = PATIENT_SECONDS, *, force: bool = False) -> PurgeResult:
    """Purge what is pending, for `seconds` at most; must not run inside a transaction.

    One process at a time does. After a failure, CDNs are called again after a pause that doubles
    with each failure up to five minutes; with `force`, at once.
    """
    deadline = monotonic() + seconds
    changed: set[str] = set()
    done: set[str] = set()
    result, pending = PurgeResult.DONE, _tokens()
    # Whoever commits while this process holds the lease leaves the work to it: so it looks again
    # after releasing the lease, and ends only if it has processed everything that is pending.
    while result is PurgeResult.DONE and pending - done:
        result = _process_once(deadline, changed, done, force=force)
        pending = _tokens()
        if not delivery_settings.PURGE_BACKENDS and monotonic() >= deadline:
            # A purge would have run into the deadline. Without one, an import that goes on would
            # keep this loop running as long; what is left then needs no purge.
            break
    _prerender(changed)
    # Rows that are pending though they were processed are being written at this moment; their
    # writer starts the next pass.
    return PurgeResult.BUSY if pending and result is PurgeResult.DONE else result


def _prerender(changed: set[str]) -> None:
    try:
        prerendering.refresh(changed)
    except Exception:
        # They are then rendered when they are requested.
        logger.exception("Responses could not be prerendered")


def _tokens() -> set[str]:
    return set(_pending().values_list("token", flat=True))


def current_state() -> PurgeState:
    """Return the state after the last pass; an unsaved default if there was none."""
    return PurgeState.objects.filter(pk=1).first() or PurgeState(pk=1)


def _process_once(
    deadline: float, changed: set[str], done: set[str], *, force: bool
) -> PurgeResult:
    holder = _acquire_lease(force=force)
    if holder is None:
        not_before = current_state().not_before or timezone.now()
        is_postponed = not_before > timezone.now() and not force
        return PurgeResult.POSTPONED if is_postponed else PurgeResult.BUSY
    result = PurgeResult.FAILED
    try:
        for rows in _batches():
            _leased(holder).update(held_until=timezone.now() + LEASE)
            keys = {key for key, _lane, _token in rows}
            if backends.purge(_tags(keys), until=deadline):
                return result
            _mark_done(rows)
            changed |= keys
            done |= {token for _key, _lane, token in rows}
        result = PurgeResult.DONE
    finally:
        _release_lease(holder, result)
    return result


def _tags(keys: set[str]) -> list[str]:
    # The tags of an import would take hundreds of calls, and CDNs limit their rate.
    return tags_to_purge(keys if len(keys) < PURGE_ALL_FROM else {SITE})


def _batches() -> Iterator[list[PendingRow]]:
    """Yield pending rows, each once, however often it changes meanwhile."""
    rows = _pending().order_by("scope", "lane").values_list("scope", "lane", "token")
    last = ""
    while read := list(rows.filter(scope__gt=last)[:MAX_ROWS_READ]):
        last = read[-1][0]
        size = ROWS_PER_PURGE if len(read) < PURGE_ALL_FROM else MAX_ROWS_READ
        for start in range(0, len(read), size):
            yield read[start : start + size]


def _mark_done(rows: list[PendingRow]) -> None:
    """Mark rows that have not changed again since they were read."""
    keys, tokens = {key for key, *_ in rows}, {token for *_, token in rows}
    unchanged = _pending().filter(scope__in=keys, token__in=tokens)
    with transaction.atomic():
        # A row that is being written will have another token; waiting for it is no use.
        free = list(unchanged.select_for_update(skip_locked=True).values_list("scope", "token"))
        own = ContentVersion.objects.filter(
            scope__in={key for key, _ in free}, token__in={token for _, token in free}
        )
        own.update(settled=True)


def _leased(holder: str) -> "QuerySet[PurgeState]":
    return PurgeState.objects.filter(pk=1, holder=holder)


def _acquire_lease(*, force: bool) -> str | None:
    """Return the name of a new holder; None while another holds it or a pause lasts."""
    now, holder = timezone.now(), str(uuid.uuid4())
    PurgeState.objects.bulk_create([PurgeState(pk=1)], ignore_conflicts=True)
    free = Q(held_until__isnull=True) | Q(held_until__lte=now)
    if not force:
        free &= Q(not_before__isnull=True) | Q(not_before__lte=now)
    row = PurgeState.objects.filter(free, pk=1)
    return holder if row.update(holder=holder, held_until=now + LEASE) else None


def _release_lease(holder: str, result: PurgeResult) -> None:
    if result is not PurgeResult.FAILED:
        _leased(holder).update(holder="", held_until=None, failures=0, not_before=None)
        return
    failures = current_state().failures + 1
    pause = min(FIRST_RETRY_PAUSE * 2 ** min(failures - 1, 10), MAX_RETRY_PAUSE)
    _leased(holder).update(
        holder="", held_until=None, failures=failures, not_before=timezone.now() + pause
    )
    logger.warning("The next purge is tried in %d seconds at the earliest", pause.seconds)
