"""How do the calendar and the home page say conflicts, gaps, what runs now and what is next?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from promotions.admin import links
from promotions.admin.calendar import overview
from promotions.admin.calendar.layout import CalendarSpan, Zoom
from promotions.admin.calendar.overview import CalendarEntry, EntryVersion
from promotions.conflicts.conflicts import Conflict
from promotions.resolving.resolve import Candidate
from promotions.scheduling.schedule import Interval
from promotions.wording.conflicts import (
    conflict_in_words,
    gap_in_words,
    is_undecided,
    name_of,
    quoted_name,
    slot_name,
)
from promotions.wording.dates import date_in_words, instant_in_words
from promotions.wording.status import unreadable_in_words

_MAX_GAPS, _MAX_RUNNING = 10, 4


def title(span: CalendarSpan) -> str:
    """The days that are seen, in words."""
    first, last = date_in_words(span.days()[0].wall), date_in_words(span.days()[-1].wall)
    if span.zoom == Zoom.DAY:
        return first
    return pgettext("days", "%(first)s to %(last)s") % {"first": first, "last": last}


@dataclass(frozen=True, slots=True)
class ConflictText:
    """A conflict in words; `is_tie` where nobody decided it; the editors of both."""

    words: str
    is_tie: bool
    edit_urls: list[tuple[str, str]]


def describe_conflicts(
    found: Iterable[Conflict], name: Callable[[Candidate], str] = quoted_name
) -> list[ConflictText]:
    """Every conflict with who wins and why."""
    return [
        ConflictText(
            words=conflict_in_words(conflict, name),
            is_tie=is_undecided(conflict),
            edit_urls=[
                (name_of(candidate), links.edit_url(candidate.payload))
                for candidate in (conflict.winner, conflict.loser)
            ],
        )
        for conflict in found
    ]


def version_names(every: Iterable[CalendarEntry]) -> Any:
    """How conflicts name candidates: a version that is not published says so."""
    unpublished = {id(e.candidate): e.version for e in every if e.version != EntryVersion.LIVE}
    said = {
        EntryVersion.DRAFT: _("%s (draft)"),
        EntryVersion.CHANGES: _("%s (unpublished changes)"),
    }

    def name(candidate: Candidate) -> str:
        version = unpublished.get(id(candidate))
        return said[version] % quoted_name(candidate) if version else quoted_name(candidate)

    return name


@dataclass(frozen=True, slots=True)
class UnreadableText:
    """A version of a promotion that is set aside: why, and the editor that repairs it."""

    heading: str
    words: str
    url: str


def describe_unreadable(every: Iterable[CalendarEntry]) -> list[UnreadableText]:
    """The entries whose windows cannot be read."""
    entries = list(every)
    name = version_names(entries)
    return [
        UnreadableText(name(entry.candidate), words, links.edit_url(entry.candidate.payload))
        for entry in entries
        if (words := unreadable_in_words(entry.candidate.windows))
    ]


@dataclass(frozen=True, slots=True)
class GapsText:
    """When a slot is empty; `more` counts the gaps that are not among the words."""

    words: list[str]
    more: int


def describe_gaps(
    found: Mapping[str, Sequence[Interval]], after: datetime, before: datetime
) -> list[GapsText]:
    """The empty times of each slot that has any."""
    return [
        GapsText(
            words=[gap_in_words(slot, gap, after, before) for gap in empty[:_MAX_GAPS]],
            more=max(len(empty) - _MAX_GAPS, 0),
        )
        for slot, empty in found.items()
        if empty
    ]


@dataclass(frozen=True, slots=True)
class SlotNowText:
    """A slot: what runs, in the order in which it is tried, and what is next."""

    slot: str
    running: list[dict[str, str]]
    more: int
    next: dict[str, str] | None
    explain_url: str


def describe_now_and_next(
    candidates: Iterable[Candidate], now: datetime, slots: Sequence[str], path: str = ""
) -> list[SlotNowText]:
    """What is on at this instant for whatever visitor, slot by slot."""
    every = list(candidates)
    # Where all are in one language, it need not be said.
    several = len({candidate.locale for candidate in every}) > 1
    return [
        SlotNowText(
            slot=slot_name(each.slot),
            running=[
                {
                    "heading": name_of(shown.candidate),
                    "url": links.edit_url(shown.candidate.payload),
                    "locale": shown.candidate.locale if several else "",
                    "until": instant_in_words(shown.interval.end) if shown.interval.end else "",
                }
                for shown in each.running[:_MAX_RUNNING]
            ],
            more=max(len(each.running) - _MAX_RUNNING, 0),
            next=_next(*each.next, path) if each.next else None,
            explain_url=links.explain_url(now, each.slot, path=path or None),
        )
        for each in overview.now_and_next(every, now, slots)
    ]


def _next(candidate: Candidate, begins: datetime, path: str) -> dict[str, str]:
    return {
        "heading": name_of(candidate),
        "url": links.edit_url(candidate.payload),
        "starts": instant_in_words(begins),
        "preview_url": links.preview_url(begins, links.path_for(candidate, path or None)),
    }
