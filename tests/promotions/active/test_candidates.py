"""What is known of many promotions at once: as published, as last saved, in a few queries."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from articles.models import Topic
from cms.publishing.visibility import PublicContent
from promotions import representation
from promotions.active import candidates
from promotions.conflicts.conflicts import Conflict, DecidingRule
from promotions.models import Promotion, Window
from promotions.resolving.resolve import Candidate
from promotions.scheduling.schedule import Interval, Weekly
from promotions.scheduling.schedule import Window as Times
from promotions.wording.conflicts import conflict_in_words, gap_in_words, is_undecided
from tests.factories import PromotionFactory, TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

EVENINGS = {
    "time_zone": "America/New_York",
    "weekly_days": ["fri", "sat"],
    "weekly_from": time(22),
    "weekly_to": time(2),
}
AUDIENCE = {
    "priority": 3,
    "include_paths": ["/articles/*", "/about"],
    "exclude_paths": ["/articles/pain/"],
    "devices": ["mobile"],
    "visitor": "new",
}


def every() -> Any:
    return Promotion.objects.order_by("key")


def test_published_ones_are_as_delivery_sees_them(site: Site) -> None:
    shown, hidden = TopicFactory(slug="pain"), TopicFactory(slug="hidden", live=False)
    PromotionFactory(
        key="evenings", windows=[EVENINGS, {"mode": "exclude", "time_zone": "UTC"}], **AUDIENCE
    )
    PromotionFactory(key="topics", topics=[shown, hidden])
    PromotionFactory(key="draft", live=False)
    public = PublicContent(site, datetime(2026, 6, 1, tzinfo=UTC))

    found = candidates.published(every(), public.is_visible)

    rows = every().filter(live=True).prefetch_related("windows", "topics")
    assert found == representation.candidates(rows, public)
    assert [each.key for each in found] == ["evenings", "topics"]


def test_a_draft_is_known_as_it_was_last_saved() -> None:
    topic = TopicFactory(slug="pain")
    promotion = PromotionFactory(key="offer", heading="Old words", live=False)
    for name, value in {**AUDIENCE, "heading": "New words", "slot": "inline"}.items():
        setattr(promotion, name, value)
    promotion.topics.add(topic)
    promotion.windows.add(Window(**EVENINGS))
    promotion.save_revision()

    (found,) = candidates.saved(every())

    assert found == Candidate(
        key="offer",
        slot="inline",
        priority=3,
        windows=(
            Times(
                "include",
                None,
                None,
                "America/New_York",
                Weekly(frozenset({4, 5}), time(22), time(2)),
            ),
        ),
        locale="en",
        include_paths=("/articles/*", "/about/"),
        exclude_paths=("/articles/pain/",),
        topics=frozenset({"pain"}),
        devices=frozenset({"mobile"}),
        visitor="new",
        payload=promotion,
        identity=promotion.pk,
    )
    assert found.payload.heading == "New words"
    assert Promotion.objects.get().heading == "Old words"


def test_unpublished_changes_are_saved_but_not_published() -> None:
    promotion = PromotionFactory(key="offer", priority=1)
    PromotionFactory(key="settled")
    promotion.priority = 9
    promotion.save_revision()

    def known(found: Iterable[Any]) -> dict[str, int]:
        return {each.key: each.priority for each in found}

    assert known(candidates.published(every())) == {"offer": 1, "settled": 0}
    assert known(candidates.saved(every())) == {"offer": 9, "settled": 0}
    live, waiting = zip(*candidates.versions(every()), strict=True)
    assert known(filter(None, live)) == {"offer": 1, "settled": 0}
    assert known(filter(None, waiting)) == {"offer": 9}


def test_a_promotion_that_was_never_saved_as_a_draft_is_known_by_its_row() -> None:
    PromotionFactory(key="offer", live=False)

    ((live, waiting),) = candidates.versions(every())

    assert live is None
    assert waiting == candidates.saved(every())[0]


def test_a_draft_of_a_topic_that_was_deleted_keeps_its_condition() -> None:
    topic = TopicFactory(slug="pain")
    PromotionFactory(topics=[topic], live=False).save_revision()
    # As SQL does it: Django would refuse.
    Promotion.topics.through.objects.all().delete()
    Topic.objects.filter(pk=topic.pk)._raw_delete(using="default")

    (found,) = candidates.saved(every())

    assert found.topics
    assert "pain" not in found.topics


def _queries(ask: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask(every())
    return len(queries)


@pytest.mark.parametrize("ask", [candidates.published, candidates.saved, candidates.versions])
def test_a_question_costs_as_many_queries_for_many_as_for_few(ask: Any) -> None:
    def add(count: int) -> None:
        for live in [True, False] * count:
            promotion = PromotionFactory(windows=[EVENINGS], topics=[TopicFactory()], live=live)
            promotion.save_revision()

    add(1)
    few = _queries(ask)
    add(5)

    assert _queries(ask) == few <= 6


class TestWords:
    def conflict(self, because: DecidingRule, *intervals: Interval) -> Conflict:
        sale = Candidate("sale", "modal", 10, (), "en", payload=Promotion(heading="Big sale"))
        tips = Candidate("tips", "modal", 2, (), "en")
        return Conflict(sale, tips, because, intervals)

    def day(self, day: int) -> datetime:
        return datetime(2026, 6, day, tzinfo=UTC)

    def test_a_conflict_names_winner_reason_and_times(self) -> None:
        once = self.conflict(DecidingRule.PRIORITY, Interval(self.day(1), self.day(3)))

        assert conflict_in_words(once) == (
            "“Big sale” is shown before “tips” (Pop-up): it has the higher priority "
            "(10, not 2). They meet Mon 1 Jun 2026, 00:00 to Wed 3 Jun 2026, 00:00."
        )
        assert not is_undecided(once)

    def test_many_meetings_are_counted(self) -> None:
        often = self.conflict(
            DecidingRule.LATER_START,
            *(Interval(self.day(n), self.day(n + 1)) for n in range(1, 9, 2)),
        )

        words = conflict_in_words(often)

        assert "it starts later" in words
        assert words.endswith("Mon 1 Jun 2026, 00:00 to Tue 2 Jun 2026, 00:00, and 3 more times.")

    def test_a_tie_that_nobody_decided_warns(self) -> None:
        tie = self.conflict(DecidingRule.KEY, Interval(None, None))

        assert "nothing but the alphabet" in conflict_in_words(tie)
        assert conflict_in_words(tie).endswith("They meet always.")
        assert is_undecided(tie)

    def test_a_gap_is_said_as_far_as_it_was_looked_at(self) -> None:
        span = self.day(1), self.day(8)

        def said(start: int, end: int) -> str:
            return gap_in_words("inline", Interval(self.day(start), self.day(end)), *span)

        assert said(1, 8) == "Inside an article: nothing at all"
        assert said(1, 3) == "Inside an article: nothing until Wed 3 Jun 2026, 00:00"
        assert said(6, 8) == "Inside an article: nothing from Sat 6 Jun 2026, 00:00 on"
        assert said(2, 3).endswith("nothing Tue 2 Jun 2026, 00:00 to Wed 3 Jun 2026, 00:00")
