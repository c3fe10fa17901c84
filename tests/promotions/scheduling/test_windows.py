from dataclasses import replace
from datetime import datetime

import pytest

from promotions.scheduling.schedule import Window, problems, skipped
from tests.promotions.scheduling.test_schedule import (
    APIA,
    DAILY,
    FRIDAY,
    SUNDAY,
    utc,
    window,
)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (window(mode="sometimes"), "mode"),
        (window(zone="../etc/passwd"), "time_zone"),
        (window("2026-05-01T00:00", "2026-05-01T00:00"), "end"),
        (window("2026-05-02T00:00", "2026-05-01T00:00"), "end"),
        (window("1969-12-31T23:59"), "start"),
        (window(None, "2101-01-01T00:01"), "end"),
        (window("2101-01-01T00:00", None), "start"),
        (window("2026-05-01T00:00:00.5"), "start"),
        (window("2026-05-01T00:00+01:00"), "start"),
        (window(None, "2026-05-01T00:00+01:00"), "end"),
        (window(weekly=(frozenset(), "09:00", "10:00")), "weekly.days"),
        (window(weekly=(frozenset({7}), "09:00", "10:00")), "weekly.days"),
        (window(weekly=(DAILY, "09:00:00.5", "10:00")), "weekly.start"),
        (window(weekly=(DAILY, "09:00", "10:00+01:00")), "weekly.end"),
    ],
)
def test_what_is_wrong_with_a_window_is_said_of_its_field(wrong: Window, field: str) -> None:
    assert [found for found, _ in problems(wrong)] == [field]


@pytest.mark.parametrize(
    "right",
    [
        window(),
        window("1970-01-01T00:00", "2101-01-01T00:00", zone="Pacific/Apia"),
        window("2027-03-28T01:10", "2027-03-28T01:50"),
        window(weekly=(DAILY, "09:00", "09:00"), mode="exclude"),
    ],
    ids=["no ends", "all the time line", "in a gap", "round the clock"],
)
def test_a_window_that_makes_sense_has_no_problems(right: Window) -> None:
    assert problems(right) == []


def test_the_editor_is_told_what_is_skipped() -> None:
    weekly = window(weekly=(SUNDAY, "01:10", "01:50"))
    told = list(skipped(weekly, utc("2026-01-01"), utc("2028-01-01")))
    assert [start.isoformat() for start, _ in told] == [
        "2026-03-29T01:10:00",
        "2027-03-28T01:10:00",
    ]
    in_time = replace(weekly, end=datetime(2027, 1, 1))
    assert len(list(skipped(in_time, utc("2026-01-01"), utc("2028-01-01")))) == 1
    apia = window(weekly=(FRIDAY, "10:00", "14:00"), zone=APIA)
    assert list(skipped(apia, utc("2011-01-01"), utc("2013-01-01"))) == [
        (datetime(2011, 12, 30, 10), datetime(2011, 12, 30, 14))
    ]
    end_of_gap = utc("2011-12-30T10:00")
    assert len(list(skipped(apia, end_of_gap, utc("2012-01-01")))) == 1
    assert len(list(skipped(weekly, utc("2027-01-01"), utc("2027-03-28T12:00")))) == 1
    assert list(skipped(window(), utc("1970-01-01"), utc("2100-01-01"))) == []
    once = window("2027-03-28T01:10", "2027-03-28T01:50")
    assert len(list(skipped(once, utc("2027-01-01"), utc("2028-01-01")))) == 1
    assert list(skipped(once, utc("2028-01-01"), utc("2029-01-01"))) == []
