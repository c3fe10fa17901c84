"""How many SQL queries does a read of another instant cost, whatever is planned?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.query_plans import HOUR, plan, stage
from tests.factories import ArticlePageFactory, AuthorFactory, TopicFactory, now

__all__ = ["stage"]


def queries_of(ask: Callable[[], Any]) -> int:
    ask()
    with CaptureQueriesContext(connection) as captured:
        assert ask().status_code == 200
    return len(captured)


def test_a_read_of_the_present_costs_nothing_for_what_is_planned(stage, get):
    before = queries_of(lambda: get("articles/"))
    plan(stage.article, title="Later")
    plan(stage.author, name="Later")
    assert queries_of(lambda: get("articles/")) == before


def test_a_read_ahead_costs_the_token_and_one_query_where_nothing_is_planned(stage, get, travel):
    present = queries_of(lambda: get("articles/"))
    assert queries_of(lambda: travel(now() + HOUR, "articles/")) == present + 2


def test_a_read_ahead_costs_no_more_for_more_articles_by_a_planned_person(stage, travel):
    plan(stage.author, name="Later")
    plan(stage.topic, name="Later")
    few = queries_of(lambda: travel(now() + HOUR, "articles/"))
    for _ in range(6):
        ArticlePageFactory(parent=stage.index, author=stage.author, topics=[stage.topic])
    assert queries_of(lambda: travel(now() + HOUR, "articles/")) == few


@pytest.mark.parametrize("endpoint", ["articles/", "articles/second/", "authors/", "topics/"])
def test_a_read_ahead_costs_no_more_for_more_that_is_planned(stage, travel, endpoint):
    def planned(count: int) -> None:
        for number in range(count):
            topic, author = TopicFactory(), AuthorFactory()
            article = ArticlePageFactory(
                parent=stage.index, author=author, topics=[stage.topic, topic], tags=["x", "y"],
                related=[stage.article, stage.second],
            )  # fmt: skip
            plan(article, title=f"Later {number}", tags=["z"])
            plan(author, name=f"Later {number}")
            plan(topic, name=f"Later {number}")

    wide = {"limit": 100} if endpoint == "articles/" else {}
    planned(2)
    few = queries_of(lambda: travel(now() + HOUR, endpoint, **wide))
    planned(6)
    assert queries_of(lambda: travel(now() + HOUR, endpoint, **wide)) == few
