"""Which promotions compete, who wins and why, and when is a slot empty: against a slow oracle."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotions.conflicts.conflicts import (
    Conflict,
    DecidingRule,
    candidate_intervals,
    competing_pairs,
    conflicts_of,
    disjoint,
    find_conflicts,
    find_gaps,
    survey,
)
from promotions.resolving.resolve import Candidate, Context, resolve
from promotions.scheduling.schedule import Interval, Weekly, Window
from tests.promotions.conflicts.competitors import audiences, offer
from tests.promotions.scheduling.strategies import windows_near

DAY = datetime(2026, 6, 1, tzinfo=UTC)
WEEK = DAY, DAY + timedelta(days=7)
FRIDAY_EVENING = Weekly(frozenset({4}), time(22), time(2))


def from_to(start: datetime | None, end: datetime | None, **changes: Any) -> tuple[Window, ...]:
    naive = [at.replace(tzinfo=None) if at else None for at in (start, end)]
    return (Window("include", naive[0], naive[1], "UTC", **changes),)


def hours(start: int, end: int) -> tuple[Window, ...]:
    return from_to(DAY + timedelta(hours=start), DAY + timedelta(hours=end))


def shared(start: int, end: int) -> Interval:
    return Interval(DAY + timedelta(hours=start), DAY + timedelta(hours=end))


def told(found: Iterable[Conflict]) -> list[tuple[str, str, str, tuple[Interval, ...]]]:
    return [
        (each.winner.key, each.loser.key, str(each.decided_by), each.intervals) for each in found
    ]


class TestWhoWins:
    @pytest.mark.parametrize(
        ("winner", "loser", "because"),
        [
            (
                {"priority": 2},
                {"priority": 1, "topics": frozenset({"pain"})},
                DecidingRule.PRIORITY,
            ),
            ({"topics": frozenset({"pain"})}, {"windows": hours(1, 2)}, DecidingRule.MORE_SPECIFIC),
            ({"include_paths": ("/a/*",)}, {}, DecidingRule.MORE_SPECIFIC),
            ({"windows": hours(1, 5)}, {"windows": hours(0, 5)}, DecidingRule.LATER_START),
            ({"windows": hours(1, 5)}, {}, DecidingRule.LATER_START),
            ({}, {}, DecidingRule.KEY),
        ],
    )
    def test_what_decides_is_the_first_difference_in_the_order(
        self, winner: dict[str, Any], loser: dict[str, Any], because: DecidingRule
    ) -> None:
        pair = [offer("b", **loser), offer("a", **winner)]

        (found,) = find_conflicts(pair, *WEEK)

        assert (found.winner.key, found.loser.key, found.decided_by) == ("a", "b", because)

    def test_occurrences_with_the_same_outcome_are_one_conflict(self) -> None:
        weekly = from_to(None, None, weekly=FRIDAY_EVENING)
        pair = [offer("friday", windows=weekly, priority=1), offer("always")]

        (found,) = find_conflicts(pair, DAY, DAY + timedelta(days=28))

        assert [each.start.date().day for each in found.intervals if each.start] == [5, 12, 19, 26]

    def test_a_pair_that_changes_places_is_reported_for_each_outcome(self) -> None:
        mornings = from_to(None, None, weekly=Weekly(frozenset(range(7)), time(6), time(12)))
        twice = hours(0, 10) + hours(8 + 24, 10 + 24)

        found = find_conflicts([offer("a", windows=mornings), offer("b", windows=twice)], *WEEK)

        assert told(found) == [
            ("a", "b", "later_start", (shared(6, 10),)),
            ("b", "a", "later_start", (shared(32, 34),)),
        ]


class TestWhenTheyMeet:
    def test_windows_that_abut_do_not_compete(self) -> None:
        pair = [offer("a", windows=hours(0, 5)), offer("b", windows=hours(5, 9))]

        assert find_conflicts(pair, *WEEK) == []
        assert competing_pairs(candidate_intervals(pair, *WEEK), *WEEK) == []

    def test_overlaps_keep_their_true_ends_beyond_the_span(self) -> None:
        pair = [offer("a"), offer("b", windows=hours(-100, 900))]

        (found,) = find_conflicts(pair, *WEEK)

        assert found.intervals == (shared(-100, 900),)

    def test_an_open_overlap_stays_open(self) -> None:
        (found,) = find_conflicts([offer("a"), offer("b", windows=from_to(DAY, None))], *WEEK)

        assert found.intervals == (Interval(DAY, None),)

    def test_an_exclude_window_lets_the_other_one_be(self) -> None:
        naive = DAY.replace(tzinfo=None)
        paused = Window("exclude", naive, naive + timedelta(hours=9), "UTC")

        pair = [offer("a", windows=(paused,)), offer("b", windows=hours(2, 9))]

        assert find_conflicts(pair, *WEEK) == []

    def test_other_slots_and_other_versions_of_one_promotion_are_left_alone(self) -> None:
        draft, live, other = offer("a", priority=1), offer("a"), offer("b", slot="inline")

        assert find_conflicts([draft, live, other], *WEEK) == []
        assert conflicts_of(draft, [live, other], *WEEK) == []

    def test_versions_are_one_promotion_whatever_their_keys(self) -> None:
        live, draft = offer("a", identity=1), offer("b", identity=1)

        assert find_conflicts([draft, live], *WEEK) == []
        assert conflicts_of(draft, [live], *WEEK) == []
        assert len(find_conflicts([draft, offer("a", identity=2)], *WEEK)) == 1


def moments_of(candidates: Sequence[Candidate], span: tuple[datetime, datetime]) -> list[datetime]:
    """Instants between which nothing changes: all boundaries in the span."""
    edges = {
        edge
        for line in candidate_intervals(candidates, *span)
        for interval in line.intervals
        for edge in (interval.start, interval.end)
        if edge and span[0] < edge < span[1]
    }
    return sorted({span[0], *edges})


@st.composite
def _offers(draw: st.DrawFn) -> list[Candidate]:
    windows = st.lists(windows_near("Europe/London", DAY), max_size=2).map(tuple)
    return [
        draw(
            audiences(
                f"key-{number}",
                slot=draw(st.sampled_from(["modal", "modal", "inline"])),
                priority=draw(st.integers(0, 1)),
                windows=draw(windows),
            )
        )
        for number in range(draw(st.integers(0, 5)))
    ]


NEAR = DAY - timedelta(days=3), DAY + timedelta(days=3)


def _shown(candidates: Sequence[Candidate], slot: str, at: datetime) -> list[Candidate]:
    """What the resolver puts in order at an instant, audiences aside."""
    alike = [
        offer(c.key, slot=c.slot, priority=c.priority, windows=c.windows, payload=c,
              topics=frozenset({"pain"} if c.include_paths or c.topics else ()))
        for c in candidates
    ]  # fmt: skip
    found = resolve(alike, at, Context("/", frozenset({"pain"}), "en"), [slot])
    return [shown.candidate.payload for shown in found.slots[slot]]


@given(_offers())
def test_conflicts_are_what_the_resolver_finds_together_at_every_moment(
    candidates: list[Candidate],
) -> None:
    slow: dict[tuple[str, str], set[datetime]] = {}
    for at, slot in product(moments_of(candidates, NEAR), ("modal", "inline")):
        for first, second in combinations(_shown(candidates, slot, at), 2):
            if not disjoint(first, second):
                slow.setdefault((first.key, second.key), set()).add(at)

    fast: dict[tuple[str, str], set[datetime]] = {}
    for found in find_conflicts(candidates, *NEAR):
        held = {
            at
            for at in moments_of(candidates, NEAR)
            for each in found.intervals
            if (not each.start or each.start <= at) and (not each.end or at < each.end)
        }
        fast.setdefault((found.winner.key, found.loser.key), set()).update(held)
    assert fast == slow


@given(_offers())
def test_what_is_asked_of_one_candidate_is_what_is_found_for_all(
    candidates: list[Candidate],
) -> None:
    def known(found: Iterable[Conflict]) -> set[Any]:
        return set(told(found))

    every = find_conflicts(candidates, *NEAR)
    for one in candidates:
        mine = [found for found in every if one.key in (found.winner.key, found.loser.key)]
        assert known(conflicts_of(one, candidates, *NEAR)) == known(mine)


@given(_offers())
def test_a_slot_is_empty_or_contested_exactly_at_the_moments_that_are_so(
    candidates: list[Candidate],
) -> None:
    empty = find_gaps(candidates, "modal", *NEAR)
    modal = [candidate for candidate in candidates if candidate.slot == "modal"]
    _pairs, fought, also_empty = survey(candidate_intervals(modal, *NEAR), *NEAR)
    assert also_empty == empty
    for at in moments_of(candidates, NEAR):
        shown = _shown(candidates, "modal", at)
        meets = any(not disjoint(*pair) for pair in combinations(shown, 2))
        assert any(each.start <= at < each.end for each in empty) == (not shown)
        assert any(each.start <= at < each.end for each in fought) == meets
    for found in (empty, fought):
        ends = [edge for each in found for edge in (each.start, each.end)]
        assert ends == sorted(set(ends)), "they are in order and none touches the next"


def test_an_empty_slot_is_a_gap_from_end_to_end() -> None:
    assert find_gaps([], "modal", *WEEK) == [Interval(*WEEK)]
    assert find_gaps([offer("a")], "modal", *WEEK) == []
    assert find_gaps([offer("a", windows=hours(3, 5))], "modal", *WEEK) == [
        shared(0, 3),
        shared(5, 7 * 24),
    ]


def test_a_thousand_weekly_promotions_name_all_their_pairs() -> None:
    # Two halves of 250 a slot, one on weekdays, one at weekends: only halves compete inside.
    days = [
        Weekly(frozenset(range(5)), time(8), time(20)),
        Weekly(frozenset({5, 6}), time(8), time(20)),
    ]
    many = [
        offer(f"p{n}", slot=f"slot-{n % 4}", windows=from_to(None, None, weekly=days[n // 4 % 2]))
        for n in range(1000)
    ]
    span = DAY, DAY + timedelta(days=91)

    assert len(competing_pairs(candidate_intervals(many, *span), *span)) == 4 * 2 * (125 * 124 // 2)
