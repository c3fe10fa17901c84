"""What was to be published or taken down by now, and when is the next such instant?

Nothing has to run for a schedule to hold: the first read after a due instant carries it out.
The management command `publish_scheduled` does the same. Each piece of content is locked and
done in a transaction of its own; a failure is logged and tried again a minute later.
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
# A read does not carry out more than this; the next one goes on.
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Agenda:
    """Whether something is due, and the next instant (UTC) after now at which something is."""

    is_due: bool
    next: datetime | None


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One scheduled change. At the same instant, what expires goes before what goes live."""

    instant: datetime
    kind: str
    label: str
    pk: int

    @property
    def failure_key(self) -> str:
        """Where a failure of this very event is remembered."""
        return f"due-failed:{self.kind}:{self.label}:{self.pk}:{self.instant.isoformat()}"


@lru_cache(maxsize=1)
def _scheduled_models() -> tuple[type[Any], ...]:
    """Pages as one, and every snippet type that has drafts; asked by every read."""
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


def _agenda_rows(now: datetime) -> "QuerySet[Any, Any]":
    """One row: of each source whether something is due, and the first instant after now."""
    columns: dict[str, Any] = {}
    for index, (_kind, _label, rows, field) in enumerate(_sources()):
        earliest = rows.filter(**{f"{field}__gt": now}).order_by().annotate(one=Value(1))
        columns[f"due_{index}"] = Exists(rows.filter(**{f"{field}__lte": now}))
        columns[f"next_{index}"] = Subquery(
            earliest.values("one").annotate(first=Min(field)).values("first")
        )
    return Site.objects.order_by("pk").annotate(**columns).values_list(*columns)[:1]


def agenda(now: datetime) -> Agenda:
    """What is scheduled, seen from now, in one SQL query."""
    found = [value for row in compiled_queries.rows("agenda", _agenda_rows, now) for value in row]
    following = (value for value in found[1::2] if value is not None)
    return Agenda(is_due=any(found[::2]), next=min(following, default=None))


def carry_out(now: datetime) -> datetime | None:
    """Do what is due; the next instant (UTC) at which something is, or is tried again.

    That is `now` itself where more was due than is done at once. None: nothing is scheduled.
    """
    found = agenda(now)
    if not found.is_due:
        return found.next
    is_more = _try_all(now)
    found = agenda(now)
    if not found.is_due:
        return found.next
    again = now if is_more else now + timedelta(seconds=RETRY_SECONDS)
    return min(again, found.next or again)


def _try_all(now: datetime) -> bool:
    """Whether there is more to try. A failure here must never cost the read its answer."""
    try:
        publish_due(now)
        return bool(events(now))
    except Exception:
        logger.exception("What is due could not be published")
        return False


def events(now: datetime) -> list[Event]:
    """Everything that is due at `now` and has not just failed, in the order of its instants."""
    found = [
        Event(instant, kind, label, pk)
        for kind, label, rows, field in _sources()
        for pk, instant in rows.filter(**{f"{field}__lte": now}).values_list("pk", field)
    ]
    failed = cache.get_many([event.failure_key for event in found])
    return sorted(event for event in found if event.failure_key not in failed)


def publish_due(now: datetime) -> int:
    """Carry out what is due at `now`; the number of changes made. Never raises for content."""
    done = 0
    tried: set[Event] = set()
    # What goes live may be due to expire as well, so the agenda is looked at until it is empty.
    while pending := [event for event in events(now) if event not in tried]:
        for event in pending[:MOST_AT_ONCE]:
            done += _carry_out(event)
            tried.add(event)
        if len(tried) >= MOST_AT_ONCE:
            break
    return done


def _carry_out(event: Event) -> int:
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


def _publish(event: Event) -> bool:
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
    # Wagtail writes the time of the run; what was promised is the scheduled instant.
    promised = {"first_published_at": first, "last_published_at": event.instant}
    type(content)._default_manager.filter(pk=content.pk).update(**promised)
    if isinstance(content, Page):
        _date_aliases([content.pk], promised)
    return True


def _date_aliases(originals: list[int], promised: dict[str, datetime]) -> None:
    """The pages that follow a page, and those that follow them, however many steps."""
    while originals:
        aliases = Page.objects.filter(alias_of__in=originals)
        aliases.update(**promised)
        originals = list(aliases.values_list("pk", flat=True))


def _expire(event: Event) -> bool:
    model = apps.get_model(event.label)
    row = (
        model._default_manager.select_for_update()
        .filter(pk=event.pk, live=True, expire_at=event.instant)
        .first()
    )
    if row is None:
        return False
    content = row.specific if isinstance(row, Page) else row
    # Unpublishing clears every approval; a version approved for later, or for this very
    # instant, is still wanted.
    later = list(
        content.revisions.filter(approved_go_live_at__gte=event.instant).values_list(
            "pk", "approved_go_live_at"
        )
    )
    content.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for pk, instant in later:
        Revision.objects.filter(pk=pk).update(approved_go_live_at=instant)
    return True
