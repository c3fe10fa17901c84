from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from promotions.scheduling import schedule
from promotions.scheduling.schedule import Window
from tests.promotions.scheduling import oracle
from tests.promotions.scheduling.strategies import schedules

_SPAN = timedelta(days=4)
_HORIZON = datetime(2101, 1, 1, tzinfo=UTC)


def _clipped(
    windows: Sequence[Window], after: datetime, before: datetime
) -> list[tuple[datetime, datetime]]:
    return [
        (max(found.start or after, after), min(found.end or before, before))
        for found in schedule.intervals(windows, after, before)
    ]


@given(schedules())
def test_intervals_are_those_of_the_rules_said_slowly(case: tuple[list[Window], datetime]) -> None:
    windows, instant = case
    after, before = instant - _SPAN, instant + _SPAN
    assert _clipped(windows, after, before) == oracle.intervals(windows, after, before)


@given(schedules())
def test_intervals_are_maximal_whatever_the_span(case: tuple[list[Window], datetime]) -> None:
    windows, instant = case
    found = list(schedule.intervals(windows, instant - _SPAN, instant + _SPAN))
    for interval in found:
        if interval.start:
            assert oracle.is_active(windows, interval.start)
            assert not oracle.is_active(windows, interval.start - timedelta(seconds=1))
        if interval.end:
            assert oracle.is_active(windows, interval.end - timedelta(seconds=1))
            assert not oracle.is_active(windows, interval.end)
    for earlier, later in pairwise(found):
        assert earlier.end is not None
        assert later.start is not None
        assert earlier.end < later.start


@given(schedules(), st.integers(0, 10**9))
def test_the_interval_of_an_instant_agrees_with_every_instant_in_it(
    case: tuple[list[Window], datetime], pick: int
) -> None:
    windows, instant = case
    found = schedule.interval_at(windows, instant)
    assert (found is not None) == oracle.is_active(windows, instant)
    assert list(schedule.intervals(windows, instant, instant + timedelta(seconds=1))) == (
        [found] if found else []
    )
    change = schedule.next_change(windows, instant)
    start = found.start if found and found.start else instant
    end = change or _HORIZON
    inside = start + timedelta(seconds=pick % ((end - start) // timedelta(seconds=1)))
    assert oracle.is_active(windows, inside) == (found is not None)
    assert schedule.interval_at(windows, inside) == found
    if found and found.start:
        assert not oracle.is_active(windows, found.start - timedelta(seconds=1))
    if change:
        assert change > instant
        assert oracle.is_active(windows, change) != oracle.is_active(windows, instant)


@given(schedules())
def test_what_is_skipped_is_what_the_rules_make_empty(case: tuple[list[Window], datetime]) -> None:
    windows, instant = case
    after, before = instant - _SPAN, instant + _SPAN
    for each in windows:
        told = list(schedule.skipped(each, after, before))
        assert told == list(oracle.skipped(each, after, before))
