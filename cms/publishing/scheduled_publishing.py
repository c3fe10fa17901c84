"""Publish and unpublish what is scheduled, when its time has come.

No process has to run for that: the first read after a scheduled instant does it, and so does the
management command `publish_scheduled`. Each event locks its content and has a transaction of its
own. A failure is logged and retried a minute later.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, Min, QuerySet, Subquery, Value
from wagtail.models import DraftStateMixin, Page, Revision, Site

from cms.publishing import compiled_queries
from cms.publishing.rules import NotPublishable

logger = logging.getLogger("wellspring.schedule")

RETRY_SECONDS = 60
MAX_EVENTS_PER_RUN = 200
"""How many events one read runs; the next read continues."""


@dataclass(frozen=True, slots=True)
class ScheduleStatus:
    """Whether an event is due, and the instant (UTC) of the next one after now."""

    is_due: bool
    next_instant: datetime | None


@dataclass(frozen=True, slots=True, order=True)
class ScheduledEvent:
    """One scheduled change, `expire` or `publish`; at the same instant, they sort in that order."""

    instant: datetime
    kind: str
    label: str
    pk: int

    @property
    def failure_key(self) -> str:
        """The cache key under which a failure of this event is stored."""
        return f"due-failed:{self.kind}:{self.label}:{self.pk}:{self.instant.isoformat()}"


@lru_cache(maxsize=1)
def _scheduled_models() -> tuple[type[Any], ...]:
    """Return `Page`, for all pages, and every snippet model with drafts."""
    snippets = (
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    )
    return (Page, *snippets)


def _sources() -> Iterator[tuple[str, str, "QuerySet[Any]", str]]:
    approved = Revision.objects.filter(approved_go_live_at__isnull=False)
    yield "publish", "wagtailcore.Revision", approved, "approved_go_live_at"
    for model in _scheduled_models():
        expiring = model._default_manager.filter(live=True, expire_at__isnull=False)
        yield "expire", model._meta.label, expiring, "expire_at"


def _status_row(now: datetime) -> "QuerySet[Any, Any]":
    """Select one row: for each source, whether an event is due, and the first instant after now."""
    columns: dict[str, Any] = {}
    for index, (_kind, _label, rows, field) in enumerate(_sources()):
        earliest = rows.filter(**{f"{field}__gt": now}).order_by().annotate(one=Value(1))
        columns[f"due_{index}"] = Exists(rows.filter(**{f"{field}__lte": now}))
        columns[f"next_{index}"] = Subquery(
            earliest.values("one").annotate(first=Min(field)).values("first")
        )
    return Site.objects.order_by("pk").annotate(**columns).values_list(*columns)[:1]


def schedule_status(now: datetime) -> ScheduleStatus:
    """Return whether an event is due at `now`, and when the next one is; one SQL query."""
    rows = compiled_queries.rows("schedule status", _status_row, now)
    values = [value for row in rows for value in row]
    following = (value for value in values[1::2] if value is not None)
    return ScheduleStatus(is_due=any(values[::2]), next_instant=min(following, default=None))


def run_schedule(now: datetime) -> datetime | None:
    """Run the due events; return the instant (UTC) of the next event or retry.

    That is `now` itself if more events are due than one run handles; None if none is scheduled.
    """
    status = schedule_status(now)
    if not status.is_due:
        return status.next_instant
    is_more = _run_safely(now)
    status = schedule_status(now)
    if not status.is_due:
        return status.next_instant
    retry = now if is_more else now + timedelta(seconds=RETRY_SECONDS)
    return min(retry, status.next_instant or retry)


def _run_safely(now: datetime) -> bool:
    """Run the due events; return whether more are due. A failure must not break the read."""
    try:
        run_due_events(now)
        return bool(due_events(now))
    except Exception:
        logger.exception("Scheduled events could not be run")
        return False


def due_events(now: datetime) -> list[ScheduledEvent]:
    """Return all events that are due at `now` and have not just failed, the earliest first."""
    found = [
        ScheduledEvent(instant, kind, label, pk)
        for kind, label, rows, field in _sources()
        for pk, instant in rows.filter(**{f"{field}__lte": now}).values_list("pk", field)
    ]
    failed = cache.get_many([event.failure_key for event in found])
    return sorted(event for event in found if event.failure_key not in failed)


def run_due_events(now: datetime) -> int:
    """Run the events that are due at `now`; return the number of changes. Failures are logged."""
    done = 0
    tried: set[ScheduledEvent] = set()
    # Content that goes live may be due to expire as well, so look for events until none is left.
    while pending := [event for event in due_events(now) if event not in tried]:
        for event in pending[:MAX_EVENTS_PER_RUN]:
            done += _run(event)
            tried.add(event)
        if len(tried) >= MAX_EVENTS_PER_RUN:
            break
    return done


def _run(event: ScheduledEvent) -> int:
    try:
        with transaction.atomic():
            changed = _publish(event) if event.kind == "publish" else _expire(event)
    except NotPublishable as refusal:
        logger.error("Scheduled publish of %s %s refused: %s", event.label, event.pk, refusal)
    except Exception:
        logger.exception("Scheduled %s of %s %s failed", event.kind, event.label, event.pk)
    else:
        return int(changed)
    cache.set(event.failure_key, True, RETRY_SECONDS)
    return 0


def _publish(event: ScheduledEvent) -> bool:
    revision = (
        Revision.objects.select_for_update()
        .filter(pk=event.pk, approved_go_live_at=event.instant)
        .first()
    )
    if revision is None:
        return False
    content = revision.as_object()
    first = content.first_published_at or event.instant
    revision.publish(log_action="wagtail.publish.scheduled")
    # Wagtail writes the time of the run; the content was due at the scheduled instant.
    dates = {"first_published_at": first, "last_published_at": event.instant}
    type(content)._default_manager.filter(pk=content.pk).update(**dates)
    if isinstance(content, Page):
        _date_aliases([content.pk], dates)
    return True


def _date_aliases(originals: list[int], dates: dict[str, datetime]) -> None:
    """Set dates on the aliases of pages, on the aliases of these, and so on."""
    while originals:
        aliases = Page.objects.filter(alias_of__in=originals)
        aliases.update(**dates)
        originals = list(aliases.values_list("pk", flat=True))


def _expire(event: ScheduledEvent) -> bool:
    model = apps.get_model(event.label)
    row = (
        model._default_manager.select_for_update()
        .filter(pk=event.pk, live=True, expire_at=event.instant)
        .first()
    )
    if row is None:
        return False
    content = row.specific if isinstance(row, Page) else row
    # Unpublishing clears every approval; a revision approved for later, or for this very
    # instant, must still be published.
    later = list(
        content.revisions.filter(approved_go_live_at__gte=event.instant).values_list(
            "pk", "approved_go_live_at"
        )
    )
    content.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for pk, instant in later:
        Revision.objects.filter(pk=pk).update(approved_go_live_at=instant)
    return True
