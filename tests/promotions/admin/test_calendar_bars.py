"""Is a stretch of time divided and drawn so that nothing covers anything else?"""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotions.admin.calendar import layout
from promotions.admin.calendar.layout import Bar, CalendarSpan, Zoom, bars, pack
from promotions.scheduling.schedule import Interval, zone_names
from tests.promotions.admin.calendar_page import LONDON

_ZONES = st.sampled_from([LONDON, "America/New_York", "Asia/Kathmandu", "Pacific/Apia"])
_DAYS = st.dates(date(1970, 1, 1), date(2100, 12, 31))


@given(st.sampled_from(Zoom), _DAYS, _ZONES | st.sampled_from(zone_names()))
def test_the_marks_of_any_span_fill_it_without_gap_or_overlap(
    zoom: Zoom, day: date, zone: str
) -> None:
    span = CalendarSpan.around(zoom, day, zone)

    marks = span.marks()

    assert marks[0].left == 0
    assert marks[-1].left + marks[-1].width == pytest.approx(100)
    for mark, following in pairwise(marks):
        assert mark.left + mark.width == pytest.approx(following.left)
    assert layout.FIRST_DAY <= span.first <= max(day, layout.LAST_DAY - timedelta(days=90))


_HOURS = st.integers(-100, 30 * 24)


@given(st.lists(st.lists(st.tuples(_HOURS, st.integers(1, 200)), max_size=4), max_size=12))
def test_nothing_that_is_drawn_covers_anything_else(scene: list[list[tuple[int, int]]]) -> None:
    span = CalendarSpan.around(Zoom.WEEK, date(2026, 11, 23), LONDON)

    def interval(start: int, length: int) -> Interval:
        begins = span.after + timedelta(hours=start)
        return Interval(begins, begins + timedelta(hours=length))

    drawn = [
        found
        for hours in scene
        if (found := bars(sorted((interval(*each) for each in hours), key=str), span))
    ]
    drawn = [each for each in drawn if _is_in_order(each)]
    places = pack([(each, 12) for each in drawn], 5)

    rows: dict[int, list[tuple[float, float]]] = {}
    for place, its_bars in zip(places, drawn, strict=True):
        if place is None:
            continue
        label = place.label_left, place.label_left + place.label_width
        mine = [(bar.left, bar.right) for bar in its_bars] + [label]
        for left, right in rows.get(place.row, []):
            assert all(end <= left or start >= right for start, end in mine)
        rows.setdefault(place.row, []).extend(mine)


def _is_in_order(found: list[Bar]) -> bool:
    return all(bar.right <= after.left for bar, after in pairwise(found))


def test_the_shortest_occurrence_can_be_seen() -> None:
    span = CalendarSpan.around(Zoom.QUARTER, date(2026, 11, 23), LONDON)
    second = [Interval(span.after, span.after + timedelta(seconds=1))]
    last = [Interval(span.before - timedelta(seconds=1), span.before)]

    assert bars(second, span)[0].width >= layout.MIN_BAR_WIDTH
    assert bars(last, span)[0].right == 100
