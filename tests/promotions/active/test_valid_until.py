"""Is `valid_until` no later than the next change that is known?"""

from datetime import timedelta
from typing import Any

import pytest

from articles.models import Topic
from tests.factories import ArticlePageFactory, TopicFactory, now, publish
from tests.promotions.promotion_factories import stamp, window

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
BUTTON = {"call_to_action_label": "Go"}


@pytest.fixture(autouse=True)
def still(clock):
    """Time stands still."""


def topic_expires(offer, index, at):
    offer("sale", topics=[TopicFactory(slug="pain", expire_at=at)])


def topic_goes_live(offer, index, at):
    offer("sale", topics=[TopicFactory(slug="pain", go_live_at=at)])


def topic_gets_the_name(offer, index, at):
    topic = TopicFactory(slug="old")
    offer("sale", topics=[topic])
    topic.slug, topic.go_live_at = "pain", at
    publish(topic)


def promotion_expires(offer, index, at):
    offer("sale", expire_at=at, countdown=True, windows=[window(None, at + HOUR)])


def page_expires(offer, index, at):
    page = ArticlePageFactory(parent=index, expire_at=at)
    offer("sale", call_to_action_page=page, **BUTTON)


def page_goes_live(offer, index, at):
    page = ArticlePageFactory(parent=index, go_live_at=at)
    offer("sale", call_to_action_page=page, **BUTTON)


CHANGES = [
    topic_expires,
    topic_goes_live,
    topic_gets_the_name,
    promotion_expires,
    page_expires,
    page_goes_live,
]


@pytest.mark.parametrize("endpoint", ["promotions/active/", "promotions/manifest/"])
@pytest.mark.parametrize("make", CHANGES)
def test_an_answer_says_when_it_changes_and_changes_then(
    clock, offer, index, get, travel, make, endpoint
):
    at = now() + HOUR
    make(offer, index, at)
    before = get(endpoint, topic="pain").json()
    assert before["valid_until"] == stamp(at)
    assert travel(now() + SECOND, endpoint, topic="pain").json()["valid_until"] == stamp(at)
    clock.move_to(at - SECOND)
    assert get(endpoint, topic="pain").json()["slots"] == before["slots"]
    clock.move_to(at)
    assert get(endpoint, topic="pain").json()["slots"] != before["slots"]


def test_a_countdown_does_not_outlive_a_promotion_that_expires(offer, index, get):
    at = now() + HOUR
    promotion_expires(offer, index, at)
    (shown,) = get("promotions/active/").json()["slots"]["modal"]
    assert shown["ends_at"] == shown["content"]["countdown_to"] == stamp(at)


def test_what_is_scheduled_elsewhere_changes_no_answer(offer, index, get):
    at = now() + HOUR
    offer("sale", topics=[TopicFactory(slug="pain")])
    TopicFactory(expire_at=at)
    offer("other", topics=[TopicFactory(slug="sleep", expire_at=at)])
    ArticlePageFactory(parent=index, expire_at=at)
    answer: Any = get("promotions/active/", topic="pain")
    assert answer.json()["valid_until"] is None
    assert Topic.objects.count() == 3
