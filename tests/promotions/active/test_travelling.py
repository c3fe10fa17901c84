"""Does a read of promotions ahead cost the same for few and for many planned topics?"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import TopicFactory, now, publish

HOUR = timedelta(hours=1)


@pytest.fixture
def renamed(offer: Any) -> Any:
    """`renamed(5)`: so many promotions, each with topics that an hour later have another name."""

    def renamed(count: int) -> None:
        for _ in range(count):
            topic = TopicFactory()
            offer(f"of-{topic.pk}", topics=[topic])
            topic.slug, topic.go_live_at = f"later-{topic.pk}", now() + HOUR
            publish(topic)

    return renamed


def test_the_planned_versions_of_all_topics_are_looked_up_at_once(renamed, travel):
    def lookups() -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = travel(now() + 2 * HOUR, "promotions/active/")
        assert answer.status_code == 200, answer.content
        return sum('"wagtailcore_revision"."id" IN (' in each["sql"] for each in captured)

    renamed(2)
    few = lookups()
    renamed(18)
    assert lookups() == few > 0


def test_a_read_ahead_costs_as_many_queries_a_year_ahead_as_in_an_hour(offer, travel):
    offer("sale", topics=[TopicFactory()])

    def queries(ahead: timedelta) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert travel(now() + ahead, "promotions/active/").status_code == 200
        return len(captured)

    queries(HOUR)
    assert queries(HOUR) == queries(365 * 24 * HOUR) == queries(-HOUR) + 1 <= 8
