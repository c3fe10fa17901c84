from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from promotions.scheduling import schedule
from promotions.scheduling.schedule import (
    Interval,
    UnknownTimeZone,
    Weekly,
    Window,
    zone_names,
)

LONDON, APIA = "Europe/London", "Pacific/Apia"
DAILY, FRIDAY, SUNDAY = frozenset(range(7)), frozenset({4}), frozenset({6})


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def window(
    start: str | None = None,
    end: str | None = None,
    weekly: tuple[frozenset[int], str, str] | None = None,
    zone: str = LONDON,
    mode: Any = "include",
) -> Window:
    begins, ends = (datetime.fromisoformat(text) if text else None for text in (start, end))
    rule = weekly and Weekly(
        weekly[0], time.fromisoformat(weekly[1]), time.fromisoformat(weekly[2])
    )
    return Window(mode, begins, ends, zone, rule)


def exclude(start: str | None, end: str | None) -> Window:
    return window(start, end, mode="exclude")


# (what is promised, windows, from, before, intervals in UTC)
EDGE_CASES: list[tuple[str, list[Window], str, str, list[tuple[str | None, str | None]]]] = [
    (
        "a missing time means the end of the gap",
        [window("2027-03-28T01:30", "2027-03-28T02:30")],
        *("2027-03-27", "2027-03-30"),
        [("2027-03-28T01:00", "2027-03-28T01:30")],
    ),
    (
        "what lies in the gap is empty",
        [window("2027-03-28T01:10", "2027-03-28T01:50")],
        *("2027-03-27", "2027-03-30"),
        [],
    ),
    (
        "that night A ends with the gap",
        [window(None, "2027-03-28T01:30")],
        *("2027-03-27", "2027-03-30"),
        [(None, "2027-03-28T01:00")],
    ),
    (
        "that night B is empty",
        [window("2027-03-28T01:30", "2027-03-28T02:00")],
        *("2027-03-27", "2027-03-30"),
        [],
    ),
    (
        "that night C starts with the end of the gap",
        [window("2027-03-28T02:00")],
        *("2027-03-27", "2027-03-30"),
        [("2027-03-28T01:00", None)],
    ),
    (
        "an ambiguous time means the first",
        [window("2026-10-25T00:30", "2026-10-25T01:30")],
        *("2026-10-24", "2026-10-27"),
        [("2026-10-24T23:30", "2026-10-25T00:30")],
    ),
    (
        "A to an ambiguous time ends",
        [window(None, "2026-10-25T01:30")],
        *("2026-10-24", "2026-10-27"),
        [(None, "2026-10-25T00:30")],
    ),
    (
        "where B from that time begins",
        [window("2026-10-25T01:30")],
        *("2026-10-24", "2026-10-27"),
        [("2026-10-25T00:30", None)],
    ),
    (
        "Friday 22:00 to 02:00 is one occurrence into Saturday",
        [window(weekly=(FRIDAY, "22:00", "02:00"))],
        *("2026-10-19", "2026-10-26"),
        [("2026-10-23T21:00", "2026-10-24T01:00")],
    ),
    (
        "equal times last until the same wall time next day, 25 hours here",
        [window(weekly=(frozenset({5}), "12:00", "12:00"))],
        *("2026-10-19", "2026-10-26"),
        [("2026-10-24T11:00", "2026-10-25T12:00")],
    ),
    (
        "and 23 hours here",
        [window(weekly=(frozenset({5}), "12:00", "12:00"))],
        *("2027-03-22", "2027-03-29"),
        [("2027-03-27T12:00", "2027-03-28T11:00")],
    ),
    (
        "each occurrence is converted by itself",
        [window(weekly=(SUNDAY, "09:00", "10:00"))],
        *("2026-10-18", "2026-10-26"),
        [("2026-10-18T08:00", "2026-10-18T09:00"), ("2026-10-25T09:00", "2026-10-25T10:00")],
    ),
    (
        "02:00 comes once in the night in which 01:00 to 02:00 comes twice",
        [window(weekly=(SUNDAY, "02:00", "03:00"))],
        *("2026-10-25", "2026-10-26"),
        [("2026-10-25T02:00", "2026-10-25T03:00")],
    ),
    (
        "an occurrence that ends in the hour that comes twice does not come back",
        [window(weekly=(SUNDAY, "00:30", "01:30"))],
        *("2026-10-25", "2026-10-26"),
        [("2026-10-24T23:30", "2026-10-25T00:30")],
    ),
    (
        "an offset of 45 minutes",
        [window("2026-07-01T00:00", "2026-07-02T00:00", zone="Asia/Kathmandu")],
        *("2026-06-30", "2026-07-03"),
        [("2026-06-30T18:15", "2026-07-01T18:15")],
    ),
    (
        "a gap of 30 minutes",
        [window("2026-10-04T02:10", "2026-10-04T02:40", zone="Australia/Lord_Howe")],
        *("2026-10-03", "2026-10-05"),
        [("2026-10-03T15:30", "2026-10-03T15:40")],
    ),
    (
        "a skipped day",
        [window("2011-12-30T10:00", "2011-12-30T14:00", zone=APIA)],
        *("2011-12-28", "2012-01-02"),
        [],
    ),
    (
        "an occurrence on a skipped day",
        [window(weekly=(FRIDAY, "10:00", "14:00"), zone=APIA)],
        *("2011-12-26", "2012-01-02"),
        [],
    ),
    (
        "an open start",
        [window(None, "2026-05-01T00:00")],
        *("2026-04-01", "2027-01-01"),
        [(None, "2026-04-30T23:00")],
    ),
    (
        "an open end",
        [window("2026-05-01T00:00")],
        *("2026-04-01", "2027-01-01"),
        [("2026-04-30T23:00", None)],
    ),
    ("no window", [], *("2026-04-01", "2027-01-01"), [(None, None)]),
    ("a window without ends", [window()], *("2026-04-01", "2027-01-01"), [(None, None)]),
    (
        "an exclude that covers everything",
        [window("2026-05-01T00:00", "2026-06-01T00:00"), exclude(None, None)],
        *("1970-01-01", "2101-01-01"),
        [],
    ),
    (
        "an exclude alone is cut out of all time",
        [exclude("2026-05-01T00:00", "2026-05-02T00:00")],
        *("1970-01-01", "2101-01-01"),
        [(None, "2026-04-30T23:00"), ("2026-05-01T23:00", None)],
    ),
    (
        "daily, from equal to to, no end",
        [window("2026-05-01T00:00", weekly=(DAILY, "09:30", "09:30"))],
        *("2026-04-01", "2101-01-01"),
        [("2026-04-30T23:00", None)],
    ),
    (
        "an occurrence begun the day before the start, clipped",
        [window("2026-05-02T00:00", "2026-05-09T23:00", (FRIDAY, "22:00", "02:00"))],
        *("2026-04-01", "2027-01-01"),
        [("2026-05-01T23:00", "2026-05-02T01:00"), ("2026-05-08T21:00", "2026-05-09T01:00")],
    ),
    (
        "a weekly rule that takes over where another window ends",
        [
            window(None, "2026-05-01T09:00"),
            window("2026-05-01T09:00", None, (DAILY, "09:00", "10:00")),
        ],
        *("2026-05-01T08:30", "2026-05-01T10:00"),
        [(None, "2026-05-01T09:00")],
    ),
    (
        "touching windows of two zones are one interval",
        [
            window("2026-05-01T12:00", "2026-05-01T13:00"),
            window("2026-05-01T08:00", "2026-05-01T09:00", zone="America/New_York"),
        ],
        *("2026-04-01", "2027-01-01"),
        [("2026-05-01T11:00", "2026-05-01T13:00")],
    ),
]


@pytest.mark.parametrize(
    ("windows", "after", "before", "expected"),
    [case[1:] for case in EDGE_CASES],
    ids=[case[0] for case in EDGE_CASES],
)
def test_edge_cases_of_the_rules(
    windows: list[Window],
    after: str,
    before: str,
    expected: list[tuple[str | None, str | None]],
) -> None:
    found = list(schedule.intervals(windows, utc(after), utc(before)))
    assert found == [Interval(a and utc(a), b and utc(b)) for a, b in expected]  # type: ignore[arg-type]


@pytest.mark.parametrize("wall", ["00:00", "02:30", "12:00"])
def test_every_day_around_the_clock_is_one_interval_in_every_zone(wall: str) -> None:
    for zone in zone_names():
        always = [window(weekly=(DAILY, wall, wall), zone=zone)]
        assert schedule.interval_at(always, utc("2026-11-01")) == Interval(None, None), zone


def test_windows_that_only_together_cover_all_time_are_one_interval() -> None:
    weekdays = window(weekly=(frozenset(range(5)), "07:00", "07:00"))
    weekend = window(weekly=(frozenset({5, 6}), "07:00", "07:00"))
    round_the_sun = [
        window(weekly=(DAILY, "08:00", "21:00"), zone=zone)
        for zone in (LONDON, "Asia/Tokyo", "America/Los_Angeles")
    ]
    for windows in ([weekdays, weekend], round_the_sun):
        assert schedule.interval_at(windows, utc("2026-11-01")) == Interval(None, None)
        assert schedule.next_change(windows, utc("2026-11-01")) is None


def test_the_time_line_is_open_before_1970_and_from_2101_on() -> None:
    first = [window("1970-01-01T00:00", "2101-01-01T00:00", zone="UTC")]
    assert schedule.interval_at(first, utc("2000-01-01")) == Interval(utc("1970-01-01"), None)
    east = [window("1970-01-01T00:00", "2100-12-31T23:00", zone="Asia/Tokyo")]
    assert schedule.interval_at(east, utc("2000-01-01")) == Interval(None, utc("2100-12-31T14:00"))
    assert schedule.interval_at(first, utc("2500-01-01")) == Interval(utc("1970-01-01"), None)
    assert schedule.interval_at(first, utc("1900-01-01")) is None
    assert schedule.next_change(first, utc("1900-01-01")) == utc("1970-01-01")
    new_year = [window(weekly=(frozenset({2}), "22:00", "02:00"), zone="UTC")]
    begun_before = Interval(None, utc("1970-01-01T02:00"))
    assert schedule.interval_at(new_year, utc("1970-01-01T01:00")) == begun_before
    absurd = [window("0001-01-01T00:00", "9999-12-31T23:59", zone=zone) for zone in zone_names()]
    assert schedule.interval_at(absurd, utc("2000-01-01")) == Interval(None, None)


def test_intervals_come_one_at_a_time() -> None:
    fridays = schedule.intervals(
        [window(weekly=(FRIDAY, "22:00", "02:00"))], utc("1970-01-01"), utc("2101-01-01")
    )
    assert next(fridays) == Interval(utc("1970-01-02T21:00"), utc("1970-01-03T01:00"))
    rest = list(fridays)
    assert len(rest) == (date(2100, 12, 31) - date(1970, 1, 2)).days // 7
    assert rest[-1] == Interval(utc("2100-12-31T22:00"), None)
    assert list(schedule.intervals([], utc("2026-01-01"), utc("2026-01-01"))) == []


def test_an_instant_without_a_zone_and_an_unknown_zone_are_errors() -> None:
    with pytest.raises(TypeError):
        schedule.interval_at([], datetime(2026, 1, 1))
    with pytest.raises(UnknownTimeZone):
        schedule.next_change([window(zone="Mars/Olympus")], utc("2026-01-01"))


def test_a_year_ahead_looks_at_no_more_than_now(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    span = schedule._weekly_period
    monkeypatch.setattr(
        schedule, "_weekly_period", lambda *asked: looks.append(asked[1]) or span(*asked)
    )
    fridays = [window(weekly=(FRIDAY, "22:00", "02:00"))]

    def looks_at(instant: str) -> int:
        looks.clear()
        assert schedule.interval_at(fridays, utc(instant)) is None
        assert schedule.next_change(fridays, utc(instant)) is not None
        return len(looks)

    assert looks_at("2026-11-02") == looks_at("2027-11-01") == looks_at("2099-11-02") < 10
