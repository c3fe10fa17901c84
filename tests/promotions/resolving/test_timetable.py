"""Does a timetable answer what the resolver answers, having worked out each week only once?"""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotions.resolving import timetable, week_timetable
from promotions.resolving.resolve import (
    Candidate,
    Context,
    mismatch,
    resolve,
    sort_key,
)
from promotions.resolving.timetable import Timetable
from promotions.resolving.week_timetable import CHECKPOINT_INTERVAL, WEEK
from promotions.scheduling.schedule import Weekly, Window, interval_at, next_change
from tests.promotions.scheduling.strategies import SLOTS, candidates_near, moments, scenes

SECOND = timedelta(seconds=1)
NOON = datetime(2026, 10, 20, 12, tzinfo=UTC)
ENGLISH = Context(None, frozenset(), "en")
CONTEXTS = [
    ENGLISH,
    Context("/articles/pain/", frozenset({"pain", "unheard-of"}), "en"),
    Context("/shop/", frozenset({"sleep"}), "en"),
    Context("/", frozenset({"pain"}), "de"),
]
questions = st.tuples(
    st.sampled_from(CONTEXTS), st.lists(st.sampled_from(SLOTS), min_size=1, max_size=5)
)


@st.composite
def interrogations(
    draw: st.DrawFn,
) -> tuple[list[Candidate], list[tuple[datetime, Context, list[str]]]]:
    """Promotions, and questions about instants near one another, or near another clock change."""
    zone, instant = draw(moments())
    candidates = draw(candidates_near(zone, instant))
    elsewhere = draw(moments())[1]
    steps = st.integers(-20 * 86_400, 20 * 86_400).map(lambda second: second * SECOND)
    near = (steps | st.sampled_from([timedelta(), SECOND, -SECOND])).map(instant.__add__)
    changes = [change for each in candidates if (change := next_change(each.windows, instant))]
    edges = st.sampled_from([at for c in changes for at in (c - SECOND / 2, c)] or [instant])
    weeks = st.sampled_from([-SECOND, timedelta(), SECOND]).map(
        lambda step: week_timetable.EPOCH + week_timetable.week_number(instant) * WEEK + step
    )
    at = near | edges | weeks | st.just(elsewhere)
    asked = st.lists(st.tuples(at, questions), min_size=1, max_size=12)
    return candidates, [(instant, *question) for instant, question in draw(asked)]


@given(interrogations())
def test_a_timetable_answers_what_the_resolver_answers(
    scene: tuple[list[Candidate], list[tuple[datetime, Context, list[str]]]],
) -> None:
    candidates, asked = scene
    ready = Timetable(candidates)
    for instant, context, slots in asked:
        answer = ready.at(instant, context, slots)
        assert answer == resolve(candidates, instant, context, slots)
        assert list(answer.slots) == list(dict.fromkeys(slots))


@pytest.mark.parametrize("year", [1, 1969, 1970, 2100, 2101, 9999])
def test_the_ends_of_the_time_line_are_answered_alike(year: int) -> None:
    candidates = [
        Candidate("always", "modal", 0, (), "en"),
        Candidate("first", "modal", 0, (_until(datetime(1970, 1, 1, 0, 0, 1)),), "en"),
        Candidate("last", "modal", 0, (_from(datetime(2100, 12, 31, 23, 59, 59)),), "en"),
        Candidate("weekly", "modal", 0, (weekly(3, "23:00", "01:00"),), "en"),
    ]
    ready = Timetable(candidates)
    for instant in (
        datetime(year, 1, 1, tzinfo=UTC),
        datetime(year, 1, 1, 0, 0, 1, tzinfo=UTC),
        datetime(year, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC),
    ):
        expected = resolve(candidates, instant, ENGLISH, SLOTS)
        assert ready.at(instant, ENGLISH, SLOTS) == expected


def _until(end: datetime) -> Window:
    return Window("include", None, end, "UTC")


def _from(start: datetime) -> Window:
    return Window("include", start, None, "UTC")


def weekly(day: int, start: str, end: str, zone: str = "Europe/London") -> Window:
    rule = Weekly(frozenset({day}), time.fromisoformat(start), time.fromisoformat(end))
    return Window("include", None, None, zone, rule)


def many(count: int) -> list[Candidate]:
    """Weekly promotions all over the week, some for a path or topic only."""
    chance = random.Random(11)
    return [
        Candidate(
            f"p{number}",
            chance.choice(SLOTS),
            chance.randrange(3),
            (weekly(chance.randrange(7), f"{chance.randrange(24):02}:30", "09:00"),),
            "en",
            include_paths=chance.choice([(), ("/articles/*",)]),
            topics=chance.choice([frozenset(), frozenset({"pain"})]),
        )
        for number in range(count)
    ]


def test_a_thousand_promotions_get_the_resolvers_answer_a_year_ahead() -> None:
    promotions = many(1000)
    ready = Timetable(promotions)
    for days in (0, 5, 365, 366):
        for context in CONTEXTS:
            instant = NOON + timedelta(days=days)
            expected = resolve(promotions, instant, context, SLOTS)
            assert ready.at(instant, context, SLOTS) == expected


def test_a_week_is_worked_out_once_for_all_its_instants_and_contexts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    promotions = many(50)
    ready = Timetable(promotions)
    asked = [
        (NOON + timedelta(days=364, hours=hours), context)
        for hours in range(-30, 30, 7)
        for context in CONTEXTS
    ]
    expected = [resolve(promotions, *question, SLOTS) for question in asked]
    for question in asked[:4]:
        ready.at(*question, SLOTS)

    def refuse(*_arguments: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr(week_timetable, "intervals", refuse)
    assert [ready.at(*question, SLOTS) for question in asked] == expected


@pytest.mark.parametrize("limit", [1, 20_000])
def test_forgotten_weeks_are_worked_out_anew(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(timetable, "MAX_WEEKS_BYTES", limit)
    promotions = many(40)
    ready = Timetable(promotions)
    for step in (0, 30, 0, 1, 60):
        for context in CONTEXTS:
            instant = NOON + timedelta(days=step)
            expected = resolve(promotions, instant, context, SLOTS)
            assert ready.at(instant, context, SLOTS) == expected


def test_many_changes_in_one_week_take_no_square_of_memory() -> None:
    daily = Weekly(frozenset(range(7)), time(0), time(23))
    windows = [
        Window("include", None, None, zone, daily)
        for zone in ("UTC", "Asia/Kathmandu", "America/New_York", "Asia/Tokyo")
    ]
    busy = [Candidate(f"p{n}", "modal", 0, (windows[n % 4],), "en") for n in range(200)]
    week = week_timetable.build_week(busy, week_timetable.week_number(NOON))
    assert len(week.edges) > 2000
    assert sum(map(len, week.checkpoints)) < len(week.edges) * 200 / CHECKPOINT_INTERVAL + 200
    assert [shown.candidate.key for shown in week.active(NOON)] == [
        shown.candidate.key for shown in resolve(busy, NOON, ENGLISH, ["modal"]).slots["modal"]
    ]


def test_threads_that_share_a_timetable_get_right_answers() -> None:
    promotions = many(60)
    ready = Timetable(promotions)
    asked = [
        (NOON + timedelta(hours=3 * number), CONTEXTS[number % len(CONTEXTS)])
        for number in range(400)
    ]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda question: ready.at(*question, SLOTS), asked))
    assert answers == [resolve(promotions, *question, SLOTS) for question in asked]


def _slow_transitions(
    candidates: Sequence[Candidate], instant: datetime, until: datetime, context: Context
) -> tuple[list[tuple[datetime, str]], datetime | None]:
    """Every change of a slot's answer, by asking the resolver again at each `valid_until`."""
    found, beyond = [], []
    for slot in SLOTS[:2]:
        at = resolve(candidates, instant, context, [slot]).valid_until
        while at and at <= until:
            found.append((at, slot))
            at = resolve(candidates, at, context, [slot]).valid_until
        if at:
            beyond.append(at)
    return sorted(found), min(beyond, default=None)


@given(scenes(), st.integers(0, 30 * 86_400), st.sampled_from(CONTEXTS))
def test_the_outlook_is_what_asking_at_each_change_would_tell(
    scene: tuple[list[Candidate], datetime], seconds: int, context: Context
) -> None:
    candidates, instant = scene
    until = instant + seconds * SECOND
    outlook = Timetable(candidates).ahead(instant, until, context, SLOTS[:2])
    expected = _slow_transitions(candidates, instant, until, context)
    assert (outlook.transitions, outlook.beyond) == expected
    coming = {}
    for each in candidates:
        start = next_change(each.windows, instant)
        if mismatch(each, context) or interval_at(each.windows, instant) or not start:
            continue
        if start <= until:
            coming[each.key] = interval_at(each.windows, start)
    assert {each.candidate.key: each.interval for each in outlook.coming} == coming
    places = [(each.interval.start, sort_key(each)) for each in outlook.coming]
    assert places == sorted(places)
