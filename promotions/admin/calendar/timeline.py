"""The lanes of the calendar, with texts for screen readers."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from promotions.admin import links
from promotions.admin.calendar import layout
from promotions.admin.calendar.layout import Bar, CalendarSpan, Mark, Placed, Zoom
from promotions.admin.calendar.overview import CalendarEntry, Competition, EntryVersion
from promotions.scheduling.schedule import Interval, to_wall
from promotions.wording.conflicts import intervals_in_words, name_of, slot_name
from promotions.wording.dates import date_in_words, interval_in_words

ROWS, ROWS_OF_ONE = 10, 40
"""Maximum rows of a lane: of several lanes, and of a single one."""

VERSIONS: Final[dict[EntryVersion, str | Promise]] = {
    EntryVersion.LIVE: gettext_lazy("Live"),
    EntryVersion.DRAFT: gettext_lazy("Draft, not published"),
    EntryVersion.CHANGES: gettext_lazy("Unpublished changes of a live promotion"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """The texts and links of a calendar entry."""

    entry: CalendarEntry
    heading: str
    version: str
    slot: str
    when: str
    competes: bool
    edit_url: str
    preview_url: str
    explain_url: str


class Drawn(NamedTuple):
    """An item in its row, with rendered bars."""

    item: Item
    row: int
    label_left: str
    label_width: str
    is_inside: bool
    bars: SafeString

    @property
    def opens_to_the_left(self) -> bool:
        """Whether its card would overflow the timeline on the right."""
        return float(self.label_left) > 55


@dataclass(frozen=True, slots=True)
class Lane:
    """A slot: its items, the number without room, its empty and its contested times."""

    slot: str
    name: str
    rows: int
    drawn: list[Drawn]
    hidden: int
    gaps: list[tuple[str, str, str]]
    contested: SafeString


def item(
    entry: CalendarEntry, *, competing: frozenset[Hashable], path: str, at: datetime, can_edit: bool
) -> Item:
    """Return the item of an entry; links lead to `at` if it runs then, else to its first start."""
    candidate = entry.candidate
    starts = [each.start for each in entry.intervals if not _holds(each, at)]
    runs = len(starts) < len(entry.intervals)
    instant = at if runs else next((start for start in starts if start), at)
    page = links.path_for(candidate, path or None)
    # Without a page, the explanation is for the topics of the candidate.
    topics = () if path or candidate.include_paths else candidate.topics
    why = links.explain_url(instant, candidate.slot, candidate.locale, page, topics)
    return Item(
        entry=entry,
        heading=name_of(candidate),
        version=_version(entry),
        slot=slot_name(candidate.slot),
        when=intervals_in_words(entry.intervals),
        competes=candidate.identity in competing,
        edit_url=links.edit_url(candidate.payload) if can_edit else why,
        preview_url=links.preview_url(instant, page),
        explain_url=why,
    )


def _version(entry: CalendarEntry) -> str:
    if entry.is_changed:
        return _("Live, with unpublished changes")
    return str(VERSIONS[entry.version])


def _holds(interval: Interval, at: datetime) -> bool:
    start, end = interval.start, interval.end
    return (start is None or start <= at) and (end is None or at < end)


def lane(
    slot: str,
    entries: Sequence[CalendarEntry],
    found: Competition,
    span: CalendarSpan,
    rows: int,
    describe: Callable[[CalendarEntry], Item],
) -> Lane:
    """Return the lane of a slot; entries are drawn in order while rows have room."""
    mine = [entry for entry in entries if entry.candidate.slot == slot]
    # Searching full rows for room for thousands of entries would be slow.
    tried = mine[: rows * 8]
    bars = [layout.bars(entry.intervals, span) for entry in tried]
    lengths = [len(name_of(entry.candidate)) for entry in tried]
    places = layout.pack(zip(bars, lengths, strict=True), rows)
    drawn = [
        _drawn(describe(entry), place, its_bars)
        for entry, place, its_bars in zip(tried, places, bars, strict=True)
        if place is not None
    ]
    return Lane(
        slot=slot,
        name=slot_name(slot),
        rows=1 + max((each.row for each in drawn), default=0),
        drawn=drawn,
        hidden=len(mine) - len(drawn),
        gaps=_gaps(found.gaps[slot], span),
        contested=_spans("pc-contest", layout.bars(found.contested[slot], span)),
    )


def _gaps(empty: Iterable[Interval], span: CalendarSpan) -> list[tuple[str, str, str]]:
    return [
        (_percent(bar.left), _percent(bar.width), interval_in_words(interval))
        for interval in empty
        for bar in layout.bars([interval], span)
    ]


def _drawn(each: Item, place: Placed, bars: Sequence[Bar]) -> Drawn:
    left, width = _percent(place.label_left), _percent(place.label_width)
    return Drawn(each, place.row, left, width, place.is_inside, _spans("pc-bar", bars))


def _percent(value: float) -> str:
    """Format a CSS number, never with a decimal comma."""
    return f"{value:.3f}"


def _spans(name: str, bars: Iterable[Bar]) -> SafeString:
    """Render many small elements; a template would take most of the page's time."""
    return mark_safe(  # noqa: S308 - only a class and numbers
        "".join(
            f'<span class="{name}{" is-open-left" * bar.opens[0]}{" is-open-right" * bar.opens[1]}"'
            f' style="left:{bar.left:.3f}%;width:{bar.width:.3f}%"></span>'
            for bar in bars
        )
    )


def axis(span: CalendarSpan, today: datetime, url: Any) -> list[dict[str, Any]]:
    """Return the marks with labels and links to their day or week."""
    return [_tick(mark, span, today, url) for mark in span.marks()]


def _tick(mark: Mark, span: CalendarSpan, today: datetime, url: Any) -> dict[str, Any]:
    day = mark.wall.date()
    closer = {Zoom.WEEK: Zoom.DAY, Zoom.MONTH: Zoom.DAY, Zoom.QUARTER: Zoom.WEEK}.get(span.zoom)
    is_week = span.zoom == Zoom.QUARTER
    short = {
        Zoom.DAY: date_format(mark.wall, "H:i" if mark.wall.minute else "H"),
        Zoom.WEEK: date_format(mark.wall, "D j M"),
        Zoom.MONTH: date_format(mark.wall, "j"),
        Zoom.QUARTER: date_format(mark.wall, "j M"),
    }[span.zoom]
    return {
        "left": _percent(mark.left),
        "width": _percent(mark.width),
        "label": short,
        "above": date_format(mark.wall, "D")[:2] if span.zoom == Zoom.MONTH else "",
        "words": _("Week from %(day)s") % {"day": date_in_words(day)}
        if is_week
        else date_in_words(day),
        "url": url(zoom=closer, day=day) if closer else "",
        "is_weekend": not is_week and span.zoom != Zoom.DAY and day.weekday() >= 5,
        "is_today": not is_week and span.zoom != Zoom.DAY and day == today.date(),
    }


def heads(span: CalendarSpan) -> list[dict[str, str]]:
    """Return the months above the axis."""
    days, found = span.days(), list[dict[str, Any]]()
    for mark in days:
        name = date_format(mark.wall, "F Y")
        if found and found[-1]["name"] == name:
            found[-1]["right"] = mark.left + mark.width
        else:
            found.append({"name": name, "left": mark.left, "right": mark.left + mark.width})
    return [
        {
            "name": head["name"],
            "left": _percent(head["left"]),
            "width": _percent(head["right"] - head["left"]),
        }
        for head in found
    ]


def now_line(span: CalendarSpan, now: datetime) -> dict[str, str] | None:
    """Return the position of this instant; None outside the span."""
    if not span.holds(now):
        return None
    wall = to_wall(now, span.zone)
    return {"left": _percent(span.place(now)), "label": date_format(wall, "H:i")}
