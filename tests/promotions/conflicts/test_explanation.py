"""Is it found out rightly why a promotion shows or not, and as the resolver decides it?"""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotions.conflicts.conflicts import DecidingRule
from promotions.conflicts.explanation import Explanation, InactiveReason, explain
from promotions.resolving.resolve import Candidate, Context, Mismatch, resolve
from promotions.scheduling.schedule import Weekly
from promotions.scheduling.schedule import Window as Times
from tests.promotions.scheduling.strategies import moments, windows_near

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
LONDON = "Europe/London"
SLEEP = Context("/articles/sleep/", frozenset({"sleep"}), "en")


def offer(key: str, **changes: Any) -> Candidate:
    given = {"slot": "modal", "priority": 0, "windows": (), "locale": "en", **changes}
    return Candidate(key=key, **given)


def include(start: str | None, end: str | None, **changes: Any) -> Times:
    bounds = [datetime.fromisoformat(each) if each else None for each in (start, end)]
    return Times(
        **{"mode": "include", "time_zone": LONDON, **changes}, start=bounds[0], end=bounds[1]
    )


def pause(start: str | None, end: str | None) -> Times:
    return include(start, end, mode="exclude")


class TestReasons:
    def explained(self, **changes: Any) -> Explanation:
        (found,) = explain([offer("a", **changes)], NOW, SLEEP, "modal")
        return found

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"locale": "de"}, Mismatch.OTHER_LOCALE),
            ({"include_paths": ("/shop/*",)}, Mismatch.PATH_NOT_INCLUDED),
            ({"exclude_paths": ("/about/", "/articles/*")}, Mismatch.PATH_EXCLUDED),
            ({"topics": frozenset({"pain"})}, Mismatch.OTHER_TOPIC),
            ({}, None),
        ],
    )
    def test_the_audience_is_the_reason(
        self, changes: dict[str, Any], reason: Mismatch | None
    ) -> None:
        found = self.explained(**changes)

        assert found.reason == reason
        assert (found.position is None) == (reason is not None)
        assert found.pattern == ("/articles/*" if reason == Mismatch.PATH_EXCLUDED else None)

    @pytest.mark.parametrize(
        ("windows", "why", "next_start"),
        [
            ([include("2026-11-26", None)], InactiveReason.LATER, "2026-11-26T00:00"),
            ([include(None, "2026-11-25T10:00")], InactiveReason.OVER, None),
            ([include(None, "2026-11-25T10:01")], None, None),
            ([pause("2026-11-25", "2026-11-27")], InactiveReason.PAUSED, "2026-11-27T00:00"),
            ([pause("2026-11-25", None)], InactiveReason.PAUSED, None),
            ([include("2026-11-26", None), pause("2026-11-25", "2026-11-28")], InactiveReason.LATER,
             "2026-11-28T00:00"),
            ([include("2026-11-26", "2026-11-27"), pause("2026-11-26", "2026-11-28")],
             InactiveReason.NEVER, None),
            ([include(None, None, weekly=Weekly(frozenset({4}), time(22), time(2)))],
             InactiveReason.LATER, "2026-11-27T22:00"),
        ],
    )  # fmt: skip
    def test_the_windows_are_the_reason(
        self, windows: list[Times], why: InactiveReason | None, next_start: str | None
    ) -> None:
        found = self.explained(windows=tuple(windows))

        starts = datetime.fromisoformat(next_start).replace(tzinfo=UTC) if next_start else None
        assert (found.time, found.next_start) == (why, starts)
        assert (found.interval is None) == (why is not None)

    def test_both_reasons_are_told(self) -> None:
        found = self.explained(locale="de", windows=(include("2026-11-26", None),))

        assert (found.reason, found.time) == (Mismatch.OTHER_LOCALE, InactiveReason.LATER)

    def test_who_shows_is_told_after_whom_and_why(self) -> None:
        every = [
            offer("z"),
            offer("a"),
            offer("first", priority=2),
            offer("topic", topics=frozenset({"sleep"})),
            offer("newer", windows=(include("2026-11-01", None),)),
            offer("elsewhere", slot="inline"),
        ]

        found = explain(every, NOW, SLEEP, "modal")

        told = [(e.candidate.key, e.position, e.after and e.after.key, e.decided_by) for e in found]
        assert told == [
            ("first", 1, None, None),
            ("topic", 2, "first", DecidingRule.PRIORITY),
            ("newer", 3, "topic", DecidingRule.MORE_SPECIFIC),
            ("a", 4, "newer", DecidingRule.LATER_START),
            ("z", 5, "a", DecidingRule.KEY),
        ]


@st.composite
def _scenes(draw: st.DrawFn) -> tuple[list[Candidate], datetime, Context]:
    zone, instant = draw(moments())
    paths = st.lists(st.sampled_from(["/articles/*", "/shop/*", "*sleep/"]), max_size=1).map(tuple)
    candidates = [
        offer(
            f"key-{number}",
            priority=draw(st.integers(0, 1)),
            windows=tuple(draw(st.lists(windows_near(zone, instant), max_size=2))),
            locale=draw(st.sampled_from(["en", "en", "de"])),
            include_paths=draw(paths),
            exclude_paths=draw(paths),
            topics=draw(st.sampled_from([frozenset(), frozenset({"sleep"}), frozenset({"pain"})])),
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    path = draw(st.sampled_from([None, "/articles/sleep/", "/shop/"]))
    topics = draw(st.sampled_from([frozenset(), frozenset({"sleep"})]))
    return candidates, instant, Context(path, topics, "en")


@given(_scenes())
def test_positions_are_the_resolvers_and_every_other_has_a_reason(
    scene: tuple[list[Candidate], datetime, Context],
) -> None:
    candidates, instant, context = scene

    found = explain(candidates, instant, context, "modal")

    shown = resolve(candidates, instant, context, ["modal"]).slots["modal"]
    assert [e.candidate for e in found if e.position] == [each.candidate for each in shown]
    assert [e.interval for e in found if e.position] == [each.interval for each in shown]
    assert sorted(e.candidate.key for e in found) == sorted(each.key for each in candidates)
    assert all((e.position is None) == bool(e.reason or e.time) for e in found)
