import random
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotions.resolving.resolve import (
    Candidate,
    Context,
    Mismatch,
    mismatch,
    path_matches,
    resolve,
)
from promotions.scheduling.schedule import Interval, Weekly, Window, interval_at
from tests.promotions.scheduling import oracle
from tests.promotions.scheduling.strategies import SLOTS, scenes

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
EVERYWHERE = Context(path="/articles/pain/", topics=frozenset({"pain"}), locale="en")
NOWHERE = Context(path=None, topics=frozenset(), locale="en")


def from_to(start: datetime | None, end: datetime | None) -> tuple[Window, ...]:
    naive = [at.replace(tzinfo=None) if at else None for at in (start, end)]
    return (Window("include", naive[0], naive[1], "UTC"),)


def offer(key: str, **changes: Any) -> Candidate:
    given = {"slot": "modal", "priority": 0, "windows": (), "locale": "en", **changes}
    return Candidate(key=key, **given)


def keys(
    candidates: Sequence[Candidate], instant: datetime = NOON, context: Context = EVERYWHERE
) -> list[str]:
    found = resolve(candidates, instant, context, SLOTS)
    return [shown.candidate.key for shown in found.slots["modal"]]


def test_at_the_instant_of_a_switch_the_next_one_stands_alone() -> None:
    ends, starts = offer("a", windows=from_to(None, NOON)), offer("b", windows=from_to(NOON, None))
    assert keys([ends, starts], NOON - timedelta(seconds=1)) == ["a"]
    assert keys([ends, starts], NOON) == ["b"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (offer("z", priority=2), offer("a", priority=1, include_paths=("*",))),
        (offer("z", include_paths=("/articles/*",)), offer("a")),
        (offer("z", topics=frozenset({"pain"})), offer("a", windows=from_to(NOON, None))),
        (
            offer("z", windows=from_to(NOON, None)),
            offer("a", windows=from_to(NOON - timedelta(seconds=1), None)),
        ),
        (offer("z", windows=from_to(datetime(1970, 1, 1), None)), offer("a")),
        (offer("a"), offer("b", exclude_paths=("/shop/*",))),
        (offer("Z"), offer("a")),
        (offer("\uffff"), offer("\U00010000")),
        (offer("a"), offer("a-b")),
    ],
    ids=[
        "priority comes first",
        "a path condition before none",
        "a topic condition before none, and before a later start",
        "the later start first",
        "an open start last",
        "an excluded path is not a path condition",
        "capitals by code point",
        "far characters by code point",
        "the shorter key first",
    ],
)
def test_order_within_a_slot(first: Candidate, second: Candidate) -> None:
    assert keys([first, second]) == keys([second, first]) == [first.key, second.key]


def test_equal_priority_is_allowed_and_the_tie_is_never_random() -> None:
    tied = [offer(key, priority=5) for key in "dbca"]
    assert keys(tied) == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("candidate", "context", "reason"),
    [
        (offer("x"), EVERYWHERE, None),
        (offer("x"), NOWHERE, None),
        (offer("x", locale="de"), EVERYWHERE, Mismatch.OTHER_LOCALE),
        (offer("x", include_paths=("/shop/*", "/articles/*")), EVERYWHERE, None),
        (offer("x", include_paths=("/shop/*",)), EVERYWHERE, Mismatch.PATH_NOT_INCLUDED),
        (offer("x", include_paths=("/Articles/*",)), EVERYWHERE, Mismatch.PATH_NOT_INCLUDED),
        (offer("x", exclude_paths=("/shop/*", "*pain*")), EVERYWHERE, Mismatch.PATH_EXCLUDED),
        (
            offer("x", include_paths=("*",), exclude_paths=("/articles/*",)),
            EVERYWHERE,
            Mismatch.PATH_EXCLUDED,
        ),
        (offer("x", exclude_paths=("/shop/*",)), EVERYWHERE, None),
        (offer("x", include_paths=("*",)), NOWHERE, Mismatch.PATH_UNKNOWN),
        (offer("x", exclude_paths=("/shop/*",)), NOWHERE, Mismatch.PATH_UNKNOWN),
        (offer("x", topics=frozenset({"pain", "sleep"})), EVERYWHERE, None),
        (offer("x", topics=frozenset({"sleep"})), EVERYWHERE, Mismatch.OTHER_TOPIC),
        (offer("x", topics=frozenset({"sleep"})), NOWHERE, Mismatch.TOPIC_UNKNOWN),
        (
            offer("x", include_paths=("/shop/*",), topics=frozenset({"pain"})),
            EVERYWHERE,
            Mismatch.PATH_NOT_INCLUDED,
        ),
    ],
)
def test_within_a_condition_any_value_across_conditions_all(
    candidate: Candidate, context: Context, reason: Mismatch | None
) -> None:
    assert mismatch(candidate, context) == reason
    assert keys([candidate], context=context) == ([] if reason else ["x"])


def test_every_slot_asked_for_is_present_and_no_other() -> None:
    bar = offer("bar", slot="announcement_bar")
    found = resolve([bar, offer("pop-up")], NOON, EVERYWHERE, ["modal", "inline"])
    assert {slot: len(shown) for slot, shown in found.slots.items()} == {"modal": 1, "inline": 0}


def test_what_is_shown_comes_with_its_interval_and_payload() -> None:
    windows = from_to(NOON, NOON + timedelta(hours=1))
    found = resolve([offer("x", windows=windows, payload=[7])], NOON, EVERYWHERE, SLOTS)
    (shown,) = found.slots["modal"]
    assert shown.interval == Interval(NOON, NOON + timedelta(hours=1))
    assert shown.candidate.payload == [7]


def test_valid_until_counts_losers_and_the_future_but_nobody_elsewhere() -> None:
    def ending_in(minutes: int, **changes: Any) -> Candidate:
        windows = from_to(None, NOON + timedelta(minutes=minutes))
        return offer(f"{minutes}", windows=windows, **changes)

    def valid_until(*candidates: Candidate) -> datetime | None:
        return resolve(candidates, NOON, EVERYWHERE, ["modal"]).valid_until

    winner, loser = ending_in(9, priority=9), ending_in(5)
    future = offer("future", windows=from_to(NOON + timedelta(minutes=3), None))
    elsewhere = [
        ending_in(1, slot="inline"),
        ending_in(1, locale="de"),
        ending_in(1, include_paths=("/shop/*",)),
        ending_in(1, topics=frozenset({"sleep"})),
    ]
    assert valid_until(winner, *elsewhere) == NOON + timedelta(minutes=9)
    assert valid_until(winner, loser, *elsewhere) == NOON + timedelta(minutes=5)
    assert valid_until(winner, loser, future) == NOON + timedelta(minutes=3)
    assert valid_until(offer("always"), *elsewhere) is None


@given(scenes(), st.randoms(use_true_random=False))
def test_the_answer_does_not_depend_on_the_order_of_the_question(
    scene: tuple[list[Candidate], datetime], chance: random.Random
) -> None:
    candidates, instant = scene
    shuffled = chance.sample(candidates, len(candidates))
    answer = resolve(candidates, instant, EVERYWHERE, SLOTS)
    assert resolve(shuffled, instant, EVERYWHERE, SLOTS) == answer


@given(scenes(), st.integers(0, 10**9))
def test_the_answer_holds_until_valid_until_and_not_longer(
    scene: tuple[list[Candidate], datetime], pick: int
) -> None:
    candidates, instant = scene

    def slow_answer(at: datetime) -> set[str]:
        return {
            candidate.key
            for candidate in candidates
            if not mismatch(candidate, EVERYWHERE) and oracle.is_active(candidate.windows, at)
        }

    answer = resolve(candidates, instant, EVERYWHERE, SLOTS)
    shown = [each for slot in answer.slots.values() for each in slot]
    assert {each.candidate.key for each in shown} == slow_answer(instant)
    assert all(interval_at(each.candidate.windows, instant) == each.interval for each in shown)
    end = answer.valid_until or datetime(2101, 1, 1, tzinfo=UTC)
    later = instant + timedelta(seconds=pick % ((end - instant) // timedelta(seconds=1)))
    assert resolve(candidates, later, EVERYWHERE, SLOTS) == answer
    assert slow_answer(later) == slow_answer(instant)
    if answer.valid_until:
        assert slow_answer(answer.valid_until) != slow_answer(instant)


@given(st.text("a/*", max_size=5), st.text("a/", max_size=4))
def test_a_pattern_matches_as_a_slow_regular_expression_would(pattern: str, path: str) -> None:
    slow = ".*".join(re.escape(piece) for piece in pattern.split("*"))
    assert path_matches(pattern, path) == bool(re.fullmatch(slow, path, re.DOTALL))


def test_one_character_is_never_counted_for_two_pieces() -> None:
    assert not path_matches("/a*a", "/a")
    assert not path_matches("*a*a*", "/a")
    assert path_matches("*a*a*", "/aa")


@pytest.mark.parametrize("pattern", ["/a?c", "/[ab]c", "/a.c", "/a\\*c"])
def test_nothing_but_the_star_is_special_in_a_pattern(pattern: str) -> None:
    assert not path_matches(pattern, "/abc")


def test_no_pattern_is_too_hard_to_match() -> None:
    # Trying every way to place so many stars would outlast any test.
    path = "/" + "a" * 20_000
    assert not path_matches("*a" * 10_000 + "b", path)
    assert not path_matches("*a" * 9_999 + "*b*", path)
    assert not path_matches("*" + "a" * 10_000 + "b*", path)
    assert not path_matches("*" * 10_000 + "b", path)


def test_a_thousand_weekly_promotions_a_year_ahead_get_the_same_answer() -> None:
    chance = random.Random(7)
    zones = ["Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]
    promotions = [
        offer(
            f"p{number}",
            windows=(
                Window(
                    "include",
                    None,
                    None,
                    chance.choice(zones),
                    Weekly(
                        frozenset(chance.sample(range(7), chance.randint(1, 7))),
                        time(chance.randrange(24), chance.randrange(60)),
                        time(chance.randrange(24)),
                    ),
                ),
            ),
        )
        for number in range(1000)
    ]
    ahead = NOON + timedelta(days=365)
    assert set(keys(promotions, ahead)) == {
        each.key for each in promotions if oracle.is_active(each.windows, ahead)
    }
