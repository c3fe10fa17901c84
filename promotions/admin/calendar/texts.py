"""Texts of the calendar and the home page: conflicts, gaps, what runs now and next."""

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
    """Return the days of the span in words."""
    first, last = date_in_words(span.days()[0].wall), date_in_words(span.days()[-1].wall)
    if span.zoom == Zoom.DAY:
        return first
    return pgettext("days", "%(first)s to %(last)s") % {"first": first, "last": last}


@dataclass(frozen=True, slots=True)
class ConflictText:
    """A conflict in words; `is_tie` if only the keys decide; the editors of both."""

    words: str
    is_tie: bool
    edit_urls: list[tuple[str, str]]


def describe_conflicts(
    found: Iterable[Conflict], name: Callable[[Candidate], str] = quoted_name
) -> list[ConflictText]:
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
    """Return a function that names a candidate, with a note on unpublished versions."""
    unpublished = {id(e.candidate): e.version for e in every if e.version != EntryVersion.LIVE}
    texts = {
        EntryVersion.DRAFT: _("%s (draft)"),
        EntryVersion.CHANGES: _("%s (unpublished changes)"),
    }

    def name(candidate: Candidate) -> str:
        version = unpublished.get(id(candidate))
        return texts[version] % quoted_name(candidate) if version else quoted_name(candidate)

    return name


@dataclass(frozen=True, slots=True)
class UnreadableText:
    """An unreadable version of a promotion: the reason, and the address of its editor."""

    heading: str
    words: str
    url: str


def describe_unreadable(every: Iterable[CalendarEntry]) -> list[UnreadableText]:
    """Return the entries with unreadable windows."""
    entries = list(every)
    name = version_names(entries)
    return [
        UnreadableText(name(entry.candidate), words, links.edit_url(entry.candidate.payload))
        for entry in entries
        if (words := unreadable_in_words(entry.candidate.windows))
    ]


@dataclass(frozen=True, slots=True)
class GapsText:
    """The empty times of a slot; `more` counts the gaps without words."""

    words: list[str]
    more: int


def describe_gaps(
    found: Mapping[str, Sequence[Interval]], after: datetime, before: datetime
) -> list[GapsText]:
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
    """What runs in a slot, in order, and what is next."""

    slot: str
    running: list[dict[str, str]]
    more: int
    next: dict[str, str] | None
    explain_url: str


def describe_now_and_next(
    candidates: Iterable[Candidate], now: datetime, slots: Sequence[str], path: str = ""
) -> list[SlotNowText]:
    """Return what runs at this instant for any visitor, by slot."""
    every = list(candidates)
    # The language is shown only if there are several.
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
