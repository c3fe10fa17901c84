"""Does an editor read in plain words what the windows of a promotion mean?"""

from datetime import datetime
from typing import Any

import pytest
from django.utils import translation

from promotions.scheduling.schedule import Window
from promotions.wording.windows import changes_in_words, windows_in_words, zone_in_words
from tests.promotions.scheduling.test_schedule import DAILY, FRIDAY, exclude, utc, window

NEW_YORK = "America/New_York"
NOW = utc("2026-11-22T12:00")
NIGHT = (FRIDAY, "22:00", "02:00")


def of(
    *days: int, start: str, end: str, bounds: tuple[Any, Any] = (None, None), zone: str = NEW_YORK
) -> Window:
    return window(*bounds, weekly=(frozenset(days), start, end), zone=zone)


@pytest.mark.parametrize(
    ("windows", "words"),
    [
        ([], "Always, as long as it is published"),
        (
            [window("2026-11-27", "2026-12-21", weekly=NIGHT, zone=NEW_YORK)],
            "Fridays 22:00 to Saturday 02:00, New York time, Fri 27 Nov 2026 to Sun 20 Dec 2026; "
            "next: Fri 27 Nov 2026, 22:00",
        ),
        (
            [window("2026-11-27T00:00", "2026-12-01T00:00")],
            "Fri 27 Nov 2026, 00:00 to Tue 1 Dec 2026, 00:00, London time; "
            "next: Fri 27 Nov 2026, 00:00",
        ),
        (
            [window("2026-11-20T00:00", "2027-01-01T00:00", zone="UTC")],
            "Fri 20 Nov 2026, 00:00 to Fri 1 Jan 2027, 00:00, UTC; "
            "runs now, until Fri 1 Jan 2027, 00:00",
        ),
        (
            [window("2026-11-27T09:00:05")],
            "From Fri 27 Nov 2026, 09:00:05, London time; next: Fri 27 Nov 2026, 09:00:05",
        ),
        (
            [window("2026-11-20T00:00")],
            "From Fri 20 Nov 2026, 00:00, London time; runs now, without an end",
        ),
        ([window(None, "2026-11-01T00:00")], "Until Sun 1 Nov 2026, 00:00, London time; over"),
        ([window()], "Always, London time"),
        ([exclude(None, None)], "Always, except always, London time; never active"),
        (
            [window(weekly=NIGHT), exclude("2026-12-24T00:00", "2026-12-27T00:00")],
            "Fridays 22:00 to Saturday 02:00, London time; "
            "except Thu 24 Dec 2026, 00:00 to Sun 27 Dec 2026, 00:00; next: Fri 27 Nov 2026, 22:00",
        ),
        (
            [window("2026-12-01", "2026-12-02", zone="Asia/Tokyo"), window(weekly=NIGHT)],
            "Tue 1 Dec 2026, 00:00 to Wed 2 Dec 2026, 00:00, Tokyo time; and "
            "Fridays 22:00 to Saturday 02:00, London time; next: Fri 27 Nov 2026, 22:00, UTC",
        ),
    ],
)
def test_windows_are_one_sentence_that_ends_with_how_they_stand(
    settings: Any, windows: list[Window], words: str
) -> None:
    settings.TIME_ZONE = "UTC"

    assert windows_in_words(windows, NOW) == words


@pytest.mark.parametrize(
    ("weekly", "words"),
    [
        (of(0, 4, start="09:00", end="17:30"), "Mondays and Fridays 09:00 to 17:30"),
        (of(0, 2, 4, start="09:00", end="17:30"), "Mondays, Wednesdays and Fridays 09:00 to"),
        (of(0, 1, 2, 3, 4, start="09:00", end="17:00:59"), "Mondays to Fridays 09:00 to 17:00:59"),
        (of(5, 6, start="09:00", end="00:00"), "Saturdays and Sundays 09:00 to midnight"),
        (of(6, start="22:00", end="02:00"), "Sundays 22:00 to Monday 02:00"),
        (of(4, 5, start="22:00", end="02:00"), "Fridays and Saturdays 22:00 to 02:00 the next day"),
        (of(*DAILY, start="22:00", end="02:00"), "Every day 22:00 to 02:00 the next day"),
        (of(4, start="22:00", end="22:00"), "From Friday 22:00 for a whole day"),
        (of(1, 4, start="22:00", end="22:00"), "Tuesdays and Fridays from 22:00 for a whole day"),
        (of(4, start="00:00", end="00:00"), "Fridays, the whole day, New York"),
        (of(*DAILY, start="06:00", end="06:00"), "Every day, round the clock, New York time"),
    ],
)
def test_days_and_hours_are_said_as_people_say_them(weekly: Window, words: str) -> None:
    assert windows_in_words([weekly], NOW).startswith(words)


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (("2026-11-27", None), "from Fri 27 Nov 2026; next"),
        ((None, "2026-12-21"), "until the end of Sun 20 Dec 2026; next"),
        (("2026-11-27", "2026-11-28"), "time, Fri 27 Nov 2026; next"),
        (("2026-12-01", "2027-02-01"), "Tue 1 Dec 2026 to Sun 31 Jan 2027; next"),
        (
            ("2026-11-27T23:00", "2026-12-21"),
            "Fri 27 Nov 2026, 23:00 to Mon 21 Dec 2026, 00:00; next",
        ),
    ],
)
def test_the_last_day_of_a_weekly_window_is_a_day_on_which_it_runs(
    bounds: tuple[str | None, str | None], words: str
) -> None:
    assert words in windows_in_words([of(4, start="22:00", end="02:00", bounds=bounds)], NOW)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("UTC", "UTC"),
        ("Etc/Zulu", "UTC"),
        ("Etc/GMT-14", "UTC+14"),
        ("Europe/London", "London time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("America/Port-au-Prince", "Port-au-Prince time"),
    ],
)
def test_a_zone_is_called_by_its_place(name: str, words: str) -> None:
    assert zone_in_words(name) == words


def test_nothing_changed_is_nothing_to_say() -> None:
    same = [window(weekly=NIGHT), exclude(None, "2026-11-27T00:00")]

    assert changes_in_words(same, list(reversed(same))) == []


def test_changes_name_what_came_and_what_went_with_their_years() -> None:
    before = [window(weekly=NIGHT), exclude("2026-12-24T00:00", "2026-12-27T00:00")]
    after = [window("2026-11-27", "2026-12-21", weekly=NIGHT, zone=NEW_YORK)]

    assert changes_in_words(before, after) == [
        "added Fridays 22:00 to Saturday 02:00, New York time, Fri 27 Nov 2026 to Sun 20 Dec 2026",
        "removed Fridays 22:00 to Saturday 02:00, London time",
        "removed the pause Thu 24 Dec 2026, 00:00 to Sun 27 Dec 2026, 00:00, London time",
    ]


def test_one_of_two_equal_windows_can_go() -> None:
    twice = [window(weekly=NIGHT), window(weekly=NIGHT)]

    assert len(changes_in_words(twice, twice[:1])) == 1


def test_it_is_said_when_no_window_is_left() -> None:
    assert changes_in_words([window(weekly=NIGHT)], [])[-1] == (
        "without any window it runs as long as it is published"
    )


def test_names_of_months_are_those_of_the_reader() -> None:
    with translation.override("de"):
        assert "Dez" in windows_in_words([window("2026-12-01T00:00")], NOW)


def test_every_date_says_its_year_on_the_clock_of_the_place() -> None:
    new_year = datetime.fromisoformat("2026-12-31T20:00+00:00")
    always_next_day = window("2027-01-01T10:00", zone="Pacific/Auckland")

    assert windows_in_words([always_next_day], new_year) == (
        "From Fri 1 Jan 2027, 10:00, Auckland time; next: Fri 1 Jan 2027, 10:00"
    )
