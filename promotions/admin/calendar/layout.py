"""The geometry of the timeline: days, bars and rows.

Positions and widths are percent of the span in UTC: a day with a clock change is 23 or 25 hours
wide. Pure: no Django.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from promotions.scheduling.schedule import Interval, to_utc, to_wall
from promotions.scheduling.zones import EPOCH

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2100, 12, 31)
_HOUR = timedelta(hours=1)

# A narrower bar could not be clicked; two nearer bars could not be distinguished.
MIN_BAR_WIDTH, MIN_BAR_DISTANCE = 0.45, 0.12
# The approximate width of a letter, in percent of a timeline of 800 pixels.
LETTER_WIDTH, MAX_LABEL_LENGTH = 0.86, 34


class Zoom(StrEnum):
    """The length of the span."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


DAYS = {Zoom.DAY: 1, Zoom.WEEK: 7, Zoom.MONTH: 35, Zoom.QUARTER: 91}


class Mark(NamedTuple):
    """A part of the axis: from where, how wide, and the wall time at which it begins."""

    left: float
    width: float
    wall: datetime


@dataclass(frozen=True)
class CalendarSpan:
    """Whole days on the clock of a zone; from a week on, whole weeks from a Monday."""

    zoom: Zoom
    first: date
    zone: str

    @classmethod
    def around(cls, zoom: Zoom, day: date, zone: str) -> "CalendarSpan":
        """The span that begins on a day, or on the Monday of its week; clamped to 1970 to 2100.

        >>> CalendarSpan.around(Zoom.WEEK, date(2026, 11, 27), "UTC").first.isoformat()
        '2026-11-23'
        """
        first = day if zoom == Zoom.DAY else day - timedelta(days=day.weekday())
        return cls(
            zoom, min(max(first, FIRST_DAY), LAST_DAY - timedelta(days=DAYS[zoom] - 1)), zone
        )

    @property
    def end(self) -> date:
        return self.first + timedelta(days=DAYS[self.zoom])

    @cached_property
    def after(self) -> datetime:
        return to_utc(datetime.combine(self.first, time()), self.zone)

    @cached_property
    def before(self) -> datetime:
        return to_utc(datetime.combine(self.end, time()), self.zone)

    def moved(self, steps: int) -> date | None:
        """Return the first day of a span some steps later; None outside 1970 to 2100."""
        days = steps * DAYS[self.zoom]
        if not FIRST_DAY.toordinal() <= self.first.toordinal() + days <= LAST_DAY.toordinal():
            return None
        return self.first + timedelta(days=days)

    def holds(self, instant: datetime) -> bool:
        return self.after <= instant < self.before

    @property
    def is_skipped(self) -> bool:
        """Whether its clocks skip the day, as when a place crosses the date line.

        >>> CalendarSpan.around(Zoom.DAY, date(2011, 12, 30), "Pacific/Apia").is_skipped
        True
        """
        return self.after == self.before

    def place(self, instant: datetime) -> float:
        """Return the position of an instant in percent, clamped to the span."""
        if self.is_skipped:
            return 0.0
        share = (instant - self.after) / (self.before - self.after)
        return 100 * min(max(share, 0.0), 1.0)

    def marks(self) -> list[Mark]:
        """Return the hours of a day, the weeks of a quarter, else the days."""
        if self.zoom == Zoom.DAY:
            return self._hours()
        return self.days(7 if self.zoom == Zoom.QUARTER else 1)

    def days(self, step: int = 1) -> list[Mark]:
        """The days, or with a step of 7 the weeks."""
        count = DAYS[self.zoom] // step
        walls = [
            datetime.combine(self.first + timedelta(days=step * number), time())
            for number in range(count + 1)
        ]
        places = [self.place(to_utc(wall, self.zone)) for wall in walls]
        return [
            Mark(left, right - left, wall)
            for left, right, wall in zip(places, places[1:], walls, strict=False)
        ]

    def _hours(self) -> list[Mark]:
        """Return the elapsed hours: 23 or 25 on a day with a clock change."""
        count = -((self.after - self.before) // _HOUR)
        starts = [self.after + number * _HOUR for number in range(count)]
        return [
            Mark(
                self.place(start),
                self.place(start + _HOUR) - self.place(start),
                to_wall(start, self.zone),
            )
            for start in starts
        ]


class Bar(NamedTuple):
    """A drawn interval; `opens` says for each end whether it lies beyond the edge."""

    left: float
    width: float
    opens: tuple[bool, bool] = (False, False)

    @property
    def right(self) -> float:
        return self.left + self.width


def bars(intervals: Iterable[Interval], span: CalendarSpan) -> list[Bar]:
    """Return the intervals as bars, with a minimum width, merged where they would overlap."""
    drawn: list[Bar] = []
    for start, end in ((interval.start, interval.end) for interval in intervals):
        opens = start is None or start < span.after, end is None or end > span.before
        left = span.place(start or EPOCH)
        right = span.place(end) if end else 100.0
        left = min(left, 100 - MIN_BAR_WIDTH)
        right = max(right, left + MIN_BAR_WIDTH)
        if drawn and left - drawn[-1].right < MIN_BAR_DISTANCE:
            last = drawn.pop()
            left, opens = last.left, (last.opens[0], opens[1])
        drawn.append(Bar(left, right - left, opens))
    return drawn


class Placed(NamedTuple):
    """The row of some bars and the position of their label, inside a bar or above."""

    row: int
    label_left: float
    label_width: float
    is_inside: bool


def _label(drawn: Sequence[Bar], letters: int) -> tuple[float, float, bool]:
    """Place the label inside the first bar with room for it, else above the first bar."""
    needed = min(letters, MAX_LABEL_LENGTH) * LETTER_WIDTH + 1
    for bar in drawn:
        if bar.width >= needed:
            return bar.left, bar.width, True
    return min(drawn[0].left, 100 - needed), needed, False


def pack(items: Iterable[tuple[Sequence[Bar], int]], rows: int) -> list[Placed | None]:
    """Return for each (bars, length of label) the first row with room; None if all are full.

    >>> whole, half = Bar(0, 100), Bar(0, 40)
    >>> [place and place.row for place in pack([([half], 5), ([whole], 5), ([Bar(50, 50)], 5)], 2)]
    [0, 1, 0]
    """
    taken: list[list[tuple[float, float]]] = [[] for _row in range(rows)]
    places: list[Placed | None] = []
    for drawn, letters in items:
        left, width, is_inside = _label(drawn, letters)
        extents = [(left, left + width), *((bar.left, bar.right) for bar in drawn)]
        row = next((n for n, there in enumerate(taken) if _is_free(there, extents)), None)
        if row is not None:
            taken[row] += extents
        places.append(None if row is None else Placed(row, left, width, is_inside))
    return places


def _is_free(taken: Sequence[tuple[float, float]], wanted: Sequence[tuple[float, float]]) -> bool:
    return not any(
        left < right_of and left_of < right for left, right in wanted for left_of, right_of in taken
    )
