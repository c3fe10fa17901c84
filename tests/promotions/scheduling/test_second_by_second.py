"""Do two windows that abut show exactly one offer at every second, also while clocks change?

Asked over HTTP with `at`, as a frontend would: two promotions in one slot, one until a wall-clock
time and one from it. Every second is asked around where they abut and around where the clocks
change, and one every five minutes for an hour and a half before, between and after.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.factories import PromotionFactory

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


# Zone, the wall-clock time at which the first ends and the second begins, the instant that this
# means, and the change of the clocks nearby.
CHANGES = {
    "London, in the hour that does not exist": (
        "Europe/London", "2027-03-28T01:30", utc(2027, 3, 28, 1), utc(2027, 3, 28, 1)
    ),
    "London, where the missing hour begins": (
        "Europe/London", "2027-03-28T01:00", utc(2027, 3, 28, 1), utc(2027, 3, 28, 1)
    ),
    "London, just after the missing hour": (
        "Europe/London", "2027-03-28T02:00", utc(2027, 3, 28, 1), utc(2027, 3, 28, 1)
    ),
    "London, in the hour that comes twice": (
        "Europe/London", "2026-10-25T01:30", utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1)
    ),
    "London, where the hour begins anew": (
        "Europe/London", "2026-10-25T02:00", utc(2026, 10, 25, 2), utc(2026, 10, 25, 1)
    ),
    "Lord Howe, in the half hour that does not exist": (
        "Australia/Lord_Howe", "2026-10-04T02:15", utc(2026, 10, 3, 15, 30),
        utc(2026, 10, 3, 15, 30),
    ),
    "Lord Howe, in the half hour that comes twice": (
        "Australia/Lord_Howe", "2027-04-04T01:45", utc(2027, 4, 3, 14, 45), utc(2027, 4, 3, 15)
    ),
}  # fmt: skip

CLOSELY = {"London, in the hour that does not exist", "London, in the hour that comes twice"}


def instants(edges: dict[datetime, timedelta]) -> list[datetime]:
    """Every second as close as told to each edge, and one every five minutes far around them."""
    near = {
        edge + n * SECOND
        for edge, close in edges.items()
        for n in range(-(close // SECOND), close // SECOND + 1)
    }
    first, last = min(edges) - 90 * MINUTE, max(edges) + 90 * MINUTE
    far = {first + n * 5 * MINUTE for n in range((last - first) // (5 * MINUTE) + 1)}
    return sorted(near | far)


def offer(site: Any, key: str, zone: str, **ends: str) -> None:
    window = {"time_zone": zone, **ends}
    PromotionFactory(key=key, site=site, slot="announcement_bar", windows=[window])


@pytest.mark.parametrize("name", CHANGES)
def test_one_of_two_that_abut_shows_at_every_second(site, travel, name):
    zone, wall, edge, change = CHANGES[name]
    close = 2 * MINUTE if name in CLOSELY else 15 * SECOND
    offer(site, "before", zone, end=wall)
    offer(site, "after", zone, start=wall)
    for instant in instants({change: 15 * SECOND, edge: close}):
        answer = travel(instant, "promotions/active/", slot="announcement_bar").json()
        shown = [item["key"] for item in answer["slots"]["announcement_bar"]]
        assert shown == ["before" if instant < edge else "after"], instant


def test_what_lies_wholly_in_a_missing_hour_never_shows_and_leaves_no_gap(site, travel):
    offer(site, "a", "Europe/London", end="2027-03-28T01:30")
    offer(site, "b", "Europe/London", start="2027-03-28T01:30", end="2027-03-28T02:00")
    offer(site, "c", "Europe/London", start="2027-03-28T02:00")
    edge = utc(2027, 3, 28, 1)
    for instant in instants({edge: 15 * SECOND}):
        answer = travel(instant, "promotions/active/", slot="announcement_bar").json()
        shown = [item["key"] for item in answer["slots"]["announcement_bar"]]
        assert shown == ["a" if instant < edge else "c"], instant
