"""How do the calendar and the home page say conflicts, gaps, what runs now and what is next?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from promotions.admin import links
from promotions.admin.calendar import overview
from promotions.admin.calendar.layout import Span, Zoom
from promotions.admin.calendar.overview import Entry, Version
from promotions.conflicts.conflicts import Conflict
from promotions.resolving.resolve import Candidate
from promotions.scheduling.schedule import Interval
from promotions.wording.conflicts import (
    conflict_in_words,
    gap_in_words,
    is_warned,
    name_of,
    quoted,
    slot_name,
)
from promotions.wording.dates import date_in_words, instant_in_words
from promotions.wording.status import unreadable_in_words

MOST_GAPS, MOST_RUNNING = 10, 4


def title(span: Span) -> str:
    """The days that are seen, in words."""
    first, last = date_in_words(span.days()[0].wall), date_in_words(span.days()[-1].wall)
    if span.zoom == Zoom.DAY:
        return first
    return pgettext("days", "%(first)s to %(last)s") % {"first": first, "last": last}


@dataclass(frozen=True, slots=True)
class SaidConflict:
    """A conflict in words; `is_tie` where nobody decided it; the editors of both."""

    words: str
    is_tie: bool
    edit_urls: list[tuple[str, str]]


def conflicts(
    found: Iterable[Conflict], name: Callable[[Candidate], str] = quoted
) -> list[SaidConflict]:
    """Every conflict with who wins and why."""
    return [
        SaidConflict(
            words=conflict_in_words(conflict, name),
            is_tie=is_warned(conflict),
            edit_urls=[
                (name_of(candidate), links.edit_url(candidate.payload))
                for candidate in (conflict.winner, conflict.loser)
            ],
        )
        for conflict in found
    ]


def names(every: Iterable[Entry]) -> Any:
    """How conflicts name candidates: a version that is not published says so."""
    unpublished = {id(e.candidate): e.version for e in every if e.version != Version.LIVE}
    said = {Version.DRAFT: _("%s (draft)"), Version.CHANGES: _("%s (unpublished changes)")}

    def name(candidate: Candidate) -> str:
        version = unpublished.get(id(candidate))
        return said[version] % quoted(candidate) if version else quoted(candidate)

    return name


@dataclass(frozen=True, slots=True)
class SaidTrouble:
    """A version of a promotion that is set aside: why, and the editor that repairs it."""

    heading: str
    words: str
    url: str


def unreadable(every: Iterable[Entry]) -> list[SaidTrouble]:
    """The entries whose windows cannot be read."""
    entries = list(every)
    name = names(entries)
    return [
        SaidTrouble(name(entry.candidate), words, links.edit_url(entry.candidate.payload))
        for entry in entries
        if (words := unreadable_in_words(entry.candidate.windows))
    ]


@dataclass(frozen=True, slots=True)
class SaidGaps:
    """When a slot is empty; `more` counts the gaps that are not among the words."""

    words: list[str]
    more: int


def gaps(
    found: Mapping[str, Sequence[Interval]], after: datetime, before: datetime
) -> list[SaidGaps]:
    """The empty times of each slot that has any."""
    return [
        SaidGaps(
            words=[gap_in_words(slot, gap, after, before) for gap in empty[:MOST_GAPS]],
            more=max(len(empty) - MOST_GAPS, 0),
        )
        for slot, empty in found.items()
        if empty
    ]


@dataclass(frozen=True, slots=True)
class SaidNow:
    """A slot: what runs, in the order in which it is tried, and what is next."""

    slot: str
    running: list[dict[str, str]]
    more: int
    next: dict[str, str] | None
    why_url: str


def now_and_next(
    candidates: Iterable[Candidate], now: datetime, slots: Sequence[str], path: str = ""
) -> list[SaidNow]:
    """What is on at this instant for whatever visitor, slot by slot."""
    every = list(candidates)
    # Where all are in one language, it need not be said.
    several = len({candidate.locale for candidate in every}) > 1
    return [
        SaidNow(
            slot=slot_name(each.slot),
            running=[
                {
                    "heading": name_of(shown.candidate),
                    "url": links.edit_url(shown.candidate.payload),
                    "locale": shown.candidate.locale if several else "",
                    "until": instant_in_words(shown.interval.end) if shown.interval.end else "",
                }
                for shown in each.running[:MOST_RUNNING]
            ],
            more=max(len(each.running) - MOST_RUNNING, 0),
            next=_next(*each.next, path) if each.next else None,
            why_url=links.why_url(now, each.slot, path=path or None),
        )
        for each in overview.now_and_next(every, now, slots)
    ]


def _next(candidate: Candidate, begins: datetime, path: str) -> dict[str, str]:
    return {
        "heading": name_of(candidate),
        "url": links.edit_url(candidate.payload),
        "starts": instant_in_words(begins),
        "see_url": links.see_url(begins, links.page_for(candidate, path or None)),
    }
