"""The table of edge cases of docs/reference/scheduling.md, line for line."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from promotions.conflicts.conflicts import DecidingRule, find_conflicts
from promotions.resolving.resolve import Candidate, Context, resolve
from promotions.resolving.timetable import Timetable
from promotions.scheduling.schedule import (
    Interval,
    Weekly,
    Window,
    interval_at,
    intervals,
    skipped,
)
from promotions.wording import occurrences
from promotions.wording.conflicts import is_undecided
from tests.promotions.promotion_factories import weekly as weekly_fields

DOCS = Path(__file__).resolve().parents[3] / "docs" / "reference" / "scheduling.md"
LONDON = "Europe/London"
EVERY_DAY = frozenset(range(7))
HOUR, SECOND, DAY = timedelta(hours=1), timedelta(seconds=1), timedelta(days=1)
ENGLISH = Context(None, frozenset(), "en")
CASES: dict[str, Callable[..., None]] = {}

pytestmark = pytest.mark.django_db


def case(row: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """What checks a line of the table, named by its text."""

    def register(check: Callable[..., None]) -> Callable[..., None]:
        CASES[row] = check
        return check

    return register


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def window(
    start: str | None, end: str | None, zone: str = LONDON, rule: Any = None, mode: Any = "include"
) -> Window:
    begins, ends = (datetime.fromisoformat(text) if text else None for text in (start, end))
    return Window(mode, begins, ends, zone, rule)


def weekly(days: frozenset[int], start: str, end: str, zone: str = LONDON) -> Window:
    rule = Weekly(days, time.fromisoformat(start), time.fromisoformat(end))
    return window(None, None, zone, rule)


def active(asked: Window, after: str, before: str) -> list[tuple[str | None, str | None]]:
    """The intervals that meet a span, without the seconds of their instants."""
    return [
        (
            f"{found.start:%Y-%m-%dT%H:%MZ}" if found.start else None,
            f"{found.end:%Y-%m-%dT%H:%MZ}" if found.end else None,
        )
        for found in intervals([asked], utc(after), utc(before))
    ]


def fields(asked: Window) -> dict[str, Any]:
    """The window as an editor saves it."""
    return {
        "mode": asked.mode,
        "start": asked.start and asked.start.isoformat(),
        "end": asked.end and asked.end.isoformat(),
        "time_zone": asked.time_zone,
    }


def is_told(asked: Window, now: str) -> bool:
    """Whether an editor who saves the window is warned."""
    return bool(occurrences.warnings([asked], utc(now)))


@case("28 Mar 2027, 01:30 to 02:30 (01:00 to 02:00 does not exist)")
def _(ask: Any) -> None:
    asked = window("2027-03-28T01:30", "2027-03-28T02:30")
    # 02:00 to 02:30 of a clock that is an hour ahead of UTC.
    assert active(asked, "2027-03-27", "2027-03-30") == [("2027-03-28T01:00Z", "2027-03-28T01:30Z")]


@case("28 Mar 2027, 01:10 to 01:50")
def _(ask: Any) -> None:
    asked = window("2027-03-28T01:10", "2027-03-28T01:50")
    assert active(asked, "2027-03-27", "2027-03-30") == []
    assert list(skipped(asked, utc("2027-03-27"), utc("2027-03-30"))) == [(asked.start, asked.end)]
    assert is_told(asked, "2027-03-01")


@case("that night, A to 01:30, B 01:30 to 02:00, C from 02:00")
def _(ask: Any) -> None:
    a = window(None, "2027-03-28T01:30")
    b = window("2027-03-28T01:30", "2027-03-28T02:00")
    c = window("2027-03-28T02:00", None)
    change = utc("2027-03-28T01:00")
    assert active(b, "2027-03-27", "2027-03-30") == []
    shown = ask({"a": a, "b": b, "c": c}, change - DAY, change - SECOND, change, change + HOUR)
    assert shown == [["a"], ["a"], ["c"], ["c"]]


@case("25 Oct 2026, 00:30 to 01:30")
def _(ask: Any) -> None:
    asked = window("2026-10-25T00:30", "2026-10-25T01:30")
    assert active(asked, "2026-10-24", "2026-10-27") == [("2026-10-24T23:30Z", "2026-10-25T00:30Z")]


@case("windows A to 01:30 and B from 01:30 that night")
def _(ask: Any) -> None:
    a, b = window(None, "2026-10-25T01:30"), window("2026-10-25T01:30", None)
    change = utc("2026-10-25T00:30")
    again = change + HOUR
    shown = ask({"a": a, "b": b}, change - SECOND, change, again - SECOND, again)
    assert shown == [["a"], ["b"], ["b"], ["b"]]


@case("weekly Fri 22:00 to 02:00; the same with `from` equal to `until`, over 24 to 25 Oct 2026")
def _(ask: Any) -> None:
    friday = weekly(frozenset({4}), "22:00", "02:00")
    assert active(friday, "2026-11-27", "2026-12-01") == [
        ("2026-11-27T22:00Z", "2026-11-28T02:00Z")
    ]
    saturday = weekly(frozenset({5}), "12:00", "12:00")
    (found,) = intervals([saturday], utc("2026-10-24T12:00"), utc("2026-10-26"))
    assert found == Interval(utc("2026-10-24T11:00"), utc("2026-10-25T12:00"))
    assert found.end is not None
    assert found.start is not None
    assert found.end - found.start == 25 * HOUR


@case("weekly across a clock change")
def _(ask: Any) -> None:
    friday = weekly(frozenset({4}), "22:00", "23:00")
    assert active(friday, "2026-10-20", "2026-11-02") == [
        ("2026-10-23T21:00Z", "2026-10-23T22:00Z"),
        ("2026-10-30T22:00Z", "2026-10-30T23:00Z"),
    ]


@case(
    "zones with 30 or 45 minutes, a zone that skipped a day "
    "(Pacific/Apia, Fri 30 Dec 2011, 10:00 to 14:00)"
)
def _(ask: Any) -> None:
    for zone, expected in [
        ("Asia/Kolkata", ("2026-11-24T04:30Z", "2026-11-24T08:30Z")),
        ("Asia/Kathmandu", ("2026-11-24T04:15Z", "2026-11-24T08:15Z")),
    ]:
        asked = window("2026-11-24T10:00", "2026-11-24T14:00", zone)
        assert active(asked, "2026-11-23", "2026-11-26") == [expected]
    # Clocks in Lord Howe go forward by half an hour: 02:00 to 02:30 does not exist.
    gap = window("2026-10-04T02:10", "2026-10-04T02:40", "Australia/Lord_Howe")
    assert active(gap, "2026-10-02", "2026-10-06") == [("2026-10-03T15:30Z", "2026-10-03T15:40Z")]
    friday = weekly(frozenset({4}), "10:00", "14:00", "Pacific/Apia")
    assert active(friday, "2011-12-25", "2012-01-05") == []
    once = window("2011-12-30T10:00", "2011-12-30T14:00", "Pacific/Apia")
    assert active(once, "2011-12-25", "2012-01-05") == []


@case("open start, open end, no window")
def _(ask: Any) -> None:
    span = "2026-01-01", "2027-01-01"
    assert active(window(None, "2026-06-01T00:00", "UTC"), *span) == [(None, "2026-06-01T00:00Z")]
    assert active(window("2026-06-01T00:00", None, "UTC"), *span) == [("2026-06-01T00:00Z", None)]
    assert interval_at([], utc("2026-06-01")) == Interval(None, None)


@case("an exclude that covers everything")
def _(ask: Any) -> None:
    run = window("2026-12-01T00:00", "2026-12-24T00:00")
    pause = window("2026-11-30T00:00", "2026-12-25T00:00", mode="exclude")
    assert list(intervals([run, pause], utc("1970-01-01"), utc("2101-01-01"))) == []
    assert not occurrences.warnings([run], utc("2026-11-01"))
    assert occurrences.warnings([run, pause], utc("2026-11-01"))


@case("A ends at T, B starts at T")
def _(ask: Any) -> None:
    a, b = window(None, "2026-12-01T00:00"), window("2026-12-01T00:00", None)
    change = utc("2026-12-01")
    assert ask({"a": a, "b": b}, change - SECOND, change, change + SECOND) == [["a"], ["b"], ["b"]]


@case("equal priority")
def _(ask: Any) -> None:
    early, late = window("2026-11-01T00:00", None), window("2026-11-02T00:00", None)
    named = {"b": early, "a": early, "z": late, "open": window(None, None)}
    # By rule 5: the later start first, an open one last, then the key.
    assert ask(named, utc("2026-12-01")) == [["z", "a", "b", "open"]]
    rivals = [Candidate(key, "modal", 0, (named[key],), "en") for key in ("b", "a")]
    (found,) = find_conflicts(rivals, utc("2026-12-01"), utc("2026-12-02"))
    assert (found.winner.key, found.decided_by) == ("a", DecidingRule.KEY)
    assert is_undecided(found)


@case("daily, from equal to until, no end")
def _(ask: Any) -> None:
    asked = weekly(EVERY_DAY, "09:00", "09:00")
    assert interval_at([asked], utc("2026-10-25T00:30")) == Interval(None, None)
    (answer,) = ask.told({"daily": weekly_fields(list(DAYS), "09:00", "09:00")}, utc("2026-11-24"))
    (shown,) = answer["slots"]["modal"]
    assert (shown["starts_at"], shown["ends_at"], answer["valid_until"]) == (None, None, None)


@case("1,000 promotions with weekly windows, requested for a year ahead")
def _(ask: Any) -> None:
    many = [
        Candidate(
            f"p{number}", "modal", number % 5, (weekly(frozenset({number % 7}), *times),), "en"
        )
        for number in range(1000)
        for times in [(f"{number % 24:02}:{number % 60:02}", f"{(number + 2) % 24:02}:00")]
    ]
    ready, instant = Timetable(many), utc("2026-11-24T12:30")
    for at in (instant, instant + 365 * DAY, instant + 371 * DAY):
        found = ready.at(at, ENGLISH, ["modal"])
        assert found == resolve(many, at, ENGLISH, ["modal"])
        assert found.slots["modal"]


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Asking:
    """What shows at some instants, through HTTP."""

    def __init__(self, offer: Any, travel: Any) -> None:
        self._offer, self._travel = offer, travel

    def __call__(self, windows: dict[str, Window], *instants: datetime) -> list[list[str]]:
        """The keys of the slot of these promotions, each with its window, in their order."""
        rows = {key: fields(each) for key, each in windows.items()}
        return [
            [item["key"] for item in answer["slots"]["modal"]]
            for answer in self.told(rows, *instants)
        ]

    def told(self, windows: dict[str, dict[str, Any]], *instants: datetime) -> list[Any]:
        """The answers."""
        for key, row in windows.items():
            self._offer(key, windows=[row])
        return [self._travel(at, "promotions/active/", slot="modal").json() for at in instants]


@pytest.fixture
def ask(offer: Any, travel: Any) -> Asking:
    return Asking(offer, travel)


@pytest.mark.parametrize("row", CASES)
def test_edge_case(row: str, ask: Asking) -> None:
    CASES[row](ask)


def test_the_table_of_the_rules_has_these_lines_and_no_others() -> None:
    section = DOCS.read_text(encoding="utf-8").partition("## Edge cases")[2].partition("## ")[0]
    rows = re.findall(r"^\| (.+?) \| .+ \|$", section, re.MULTILINE)
    assert rows[0] == "case"
    assert rows[2:] == list(CASES)
