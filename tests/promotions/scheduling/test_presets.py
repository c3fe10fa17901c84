"""Do the presets mean the days that a marketer expects, wherever and whenever it is?"""

from datetime import date, datetime

import pytest

from promotions.scheduling import presets
from promotions.scheduling.presets import PRESETS, black_friday
from promotions.scheduling.schedule import interval_at, problems, zone_names
from tests.promotions.scheduling.test_schedule import LONDON, utc

# As the shops of the United States had them.
BLACK_FRIDAYS = {
    2018: 23,
    2019: 29,
    2020: 27,
    2021: 26,
    2022: 25,
    2023: 24,
    2024: 29,
    2025: 28,
    2026: 27,
    2029: 23,
    2030: 29,
}


@pytest.mark.parametrize(("year", "day"), BLACK_FRIDAYS.items())
def test_black_friday_follows_the_fourth_thursday(year: int, day: int) -> None:
    assert black_friday(year) == date(year, 11, day)


@pytest.mark.parametrize(
    ("now", "zone", "start", "end"),
    [
        ("2026-11-22T12:00", LONDON, "2026-11-23", "2026-11-30"),
        ("2026-11-29T23:59", LONDON, "2026-11-23", "2026-11-30"),
        ("2026-11-30T00:00", LONDON, "2027-11-22", "2027-11-29"),
        # It is still Sunday in New York.
        ("2026-11-30T00:00", "America/New_York", "2026-11-23", "2026-11-30"),
        # The last Friday of November 2024 began a week that ended in December.
        ("2024-12-01T12:00", LONDON, "2024-11-25", "2024-12-02"),
        ("2026-12-31T23:00", "Pacific/Auckland", "2027-11-22", "2027-11-29"),
    ],
)
def test_the_week_of_black_friday_is_the_next_that_is_not_over(
    now: str, zone: str, start: str, end: str
) -> None:
    window = presets.black_friday_week(utc(now), zone)

    assert (window.start, window.end) == (
        datetime.fromisoformat(start),
        datetime.fromisoformat(end),
    )


@pytest.mark.parametrize(
    ("now", "zone", "saturday"),
    [
        ("2026-11-23T00:00", LONDON, 28),
        ("2026-11-27T23:59", LONDON, 28),
        ("2026-11-28T00:00", LONDON, 28),
        ("2026-11-29T23:59", LONDON, 28),
        ("2026-11-22T23:00", LONDON, 21),
        ("2026-11-22T23:00", "Asia/Tokyo", 28),
    ],
)
def test_the_weekend_is_the_one_that_is_on_or_comes(now: str, zone: str, saturday: int) -> None:
    window = presets.this_weekend(utc(now), zone)

    assert window.start == datetime(2026, 11, saturday)
    assert window.end == datetime(2026, 11, saturday + 2)


def test_now_until_ends_with_the_day_of_the_place() -> None:
    window = presets.now_until(utc("2026-11-22T12:30:45"), "Asia/Kathmandu")

    assert window.start == datetime(2026, 11, 22, 18, 15)
    assert window.end == datetime(2026, 11, 23)


def test_the_day_of_a_clock_change_has_25_hours() -> None:
    window = presets.now_until(utc("2026-10-24T23:00"), LONDON)
    found = interval_at([window], utc("2026-10-25T12:00"))

    assert found is not None
    assert (found.start, found.end) == (utc("2026-10-24T23:00"), utc("2026-10-26T00:00"))


def test_friday_evenings_end_at_midnight() -> None:
    window = presets.friday_evenings(utc("2026-11-22T12:00"), LONDON)

    found = interval_at([window], utc("2026-11-27T20:00"))
    assert found is not None
    assert (found.start, found.end) == (utc("2026-11-27T18:00"), utc("2026-11-28T00:00"))


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_makes_a_window_that_is_not_over_in_every_zone(name: str) -> None:
    for now in (utc("2026-03-29T00:59:59"), utc("2026-12-31T23:59:59"), utc("2011-12-30T09:59")):
        for zone in zone_names():
            window = PRESETS[name](now, zone)
            assert not problems(window)
            assert window.time_zone == zone
            assert window.end is None or window.end > window.start
