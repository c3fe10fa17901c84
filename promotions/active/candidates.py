"""Load promotions as candidates, published or as last saved.

It takes a fixed number of queries and builds no objects from revisions, as the calendar loads all
promotions of a site. The payload of a candidate is its row with the heading of the version; it
must not be saved.
"""

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale, Revision

from promotions import stored_windows
from promotions.models import Promotion, Window
from promotions.representation import hidden_topic, patterns
from promotions.resolving.resolve import Candidate

Shows = Callable[[Any], bool]


def published(promotions: Any, shows: Shows | None = None) -> list[Candidate]:
    """Return the published promotions of a queryset.

    `shows` tells if a topic is public: a condition on a hidden topic is never met.
    """
    rows = list(promotions.filter(live=True))
    facts = _facts(promotions, shows)
    return [facts.of_row(row) for row in rows]


def saved(promotions: Any, shows: Shows | None = None) -> list[Candidate]:
    """Return the latest version of each promotion of a queryset, drafts included."""
    rows = list(promotions)
    facts, drafts = _facts(promotions, shows), drafts_of(rows)
    return [
        facts.of_draft(row, drafts[row.pk]) if row.pk in drafts else facts.of_row(row)
        for row in rows
    ]


def versions(
    promotions: Any, shows: Shows | None = None
) -> list[tuple[Candidate | None, Candidate | None]]:
    """Return (published, draft) for each promotion of a queryset; None where there is none."""
    rows = list(promotions)
    facts, drafts = _facts(promotions, shows), drafts_of(rows)
    return [
        (
            facts.of_row(row) if row.live else None,
            facts.of_draft(row, drafts[row.pk])
            if row.pk in drafts
            else (None if row.live else facts.of_row(row)),
        )
        for row in rows
    ]


def drafts_of(rows: Iterable[Promotion]) -> dict[int, dict[str, Any]]:
    """Return by promotion the content of the latest revision, where it is not published."""
    wanted = {
        row.latest_revision_id: row.pk
        for row in rows
        if row.latest_revision_id and (not row.live or row.has_unpublished_changes)
    }
    found = Revision.objects.filter(pk__in=wanted).values_list("pk", "content")
    return {wanted[revision]: content for revision, content in found}


@dataclass
class _Facts:
    """Rows of related tables."""

    windows: dict[int, list[stored_windows.WindowColumns]]
    topics: dict[int, frozenset[str]]
    names: dict[int, str]
    locales: dict[int, str]

    def of_row(self, row: Promotion) -> Candidate:
        return Candidate(
            key=row.key,
            slot=row.slot,
            priority=row.priority,
            windows=stored_windows.windows_from_columns(row.key, self.windows.get(row.pk, ())),
            locale=self.locales[row.locale_id],
            include_paths=patterns(row.include_paths),
            exclude_paths=patterns(row.exclude_paths),
            topics=self.topics.get(row.pk, frozenset()),
            devices=frozenset(row.devices),
            visitor=row.visitor,
            payload=row,
            identity=row.pk,
        )

    def of_draft(self, row: Promotion, content: dict[str, Any]) -> Candidate:
        payload = copy.copy(row)
        content = _complete(content, row)
        payload.heading = content["heading"]
        return Candidate(
            key=content["key"],
            slot=content["slot"],
            priority=content["priority"],
            windows=stored_windows.windows_of_content(content),
            locale=self.locales.get(content["locale"]) or self.locales[row.locale_id],
            include_paths=patterns(content["include_paths"]),
            exclude_paths=patterns(content["exclude_paths"]),
            # A condition on a deleted topic stays, and is never met.
            topics=frozenset(self.names.get(pk, hidden_topic(pk)) for pk in content["topics"]),
            devices=frozenset(content["devices"]),
            visitor=content["visitor"],
            payload=payload,
            identity=row.pk,
        )


def _complete(content: dict[str, Any], row: Promotion) -> dict[str, Any]:
    """Add missing fields, as in a version from before a field was added, with their defaults.

    Fields without a default come from the row.
    """
    given = {name: value for name, value in content.items() if value is not None}
    own = {"key": row.key, "slot": row.slot, "heading": row.heading, "locale": row.locale_id}
    return {**_defaults(), **own, **given}


def _defaults() -> dict[str, Any]:
    fields = ("priority", "include_paths", "exclude_paths", "devices", "visitor")
    return {"topics": [], **{name: _field(name).get_default() for name in fields}}


def _field(name: str) -> Any:
    return Promotion._meta.get_field(name)


def _facts(promotions: Any, shows: Shows | None) -> _Facts:
    of_these = {"promotion__in": promotions.order_by().values("pk")}
    windows: defaultdict[int, list[stored_windows.WindowColumns]] = defaultdict(list)
    for row in Window.objects.filter(**of_these).order_by("promotion", "sort_order").values():
        windows[row["promotion_id"]].append(row)
    through: Any = Promotion.topics.through
    names = {
        topic.pk: topic.slug if shows is None or shows(topic) else hidden_topic(topic.pk)
        for topic in through.topic.field.related_model.objects.all()
    }
    topics: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    for promotion, topic in through.objects.filter(**of_these).values_list("promotion", "topic"):
        topics[promotion] |= {names[topic]}
    locales = dict(Locale.objects.values_list("pk", "language_code"))
    return _Facts(windows, topics, names, locales)
