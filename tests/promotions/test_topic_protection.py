"""Does an offer ever reach more people because something was deleted?"""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from articles.models import Topic
from promotions.models import Promotion
from tests.factories import TopicFactory, now, publish

TOPICS = "wagtailsnippets_articles_topic"


def published(offer: Any, topic: Topic) -> Promotion:
    return offer("sale", heading="Winter sale", topics=[topic])


def drafted(offer: Any, topic: Topic) -> Promotion:
    return offer("sale", heading="Winter sale", topics=[topic], live=False)


def changed(offer: Any, topic: Topic) -> Promotion:
    sale = offer("sale", heading="Winter sale")
    sale.topics = [topic]
    sale.save_revision()
    return sale


def taken_out_in_a_draft(offer: Any, topic: Topic) -> Promotion:
    sale = offer("sale", heading="Winter sale", topics=[topic])
    sale.topics = []
    sale.save_revision()
    return sale


def approved_for_later(offer: Any, topic: Topic) -> Promotion:
    sale = offer("sale", heading="Winter sale")
    sale.topics, sale.go_live_at = [topic], now() + timedelta(hours=1)
    sale.save_revision().publish()
    sale.topics = []
    sale.save_revision()
    return sale


VERSIONS = [published, drafted, changed, taken_out_in_a_draft, approved_for_later]


@pytest.fixture
def topic(site: Any) -> Topic:
    return TopicFactory(name="Pain", slug="pain")


@pytest.fixture
def admin(client: Client, site: Any) -> Client:
    client.force_login(User.objects.create_superuser("Sue"))
    return client


@pytest.mark.parametrize("make", VERSIONS)
def test_a_topic_that_a_promotion_asks_for_cannot_be_deleted(offer, keys, topic, make):
    make(offer, topic)
    before = keys()
    for delete in (topic.delete, Topic.objects.filter(pk=topic.pk).delete):
        said = r"“Pain” cannot .*“Winter sale” \(sale\)"
        with pytest.raises(ProtectedError, match=said), transaction.atomic():
            delete()
    assert Topic.objects.filter(pk=topic.pk).exists()
    assert keys() == before


def test_a_topic_that_no_promotion_asks_for_any_more_can_be_deleted(offer, topic):
    sale = published(offer, topic)
    sale.topics = []
    publish(sale)
    topic.delete()
    assert not Topic.objects.exists()


def test_editors_are_told_which_promotions_stand_in_the_way(offer, admin, topic):
    published(offer, topic)
    for address in (
        reverse(f"{TOPICS}:delete", args=[topic.pk]),
        f"/admin/bulk/articles/topic/delete/?id={topic.pk}",
    ):
        for ask in (admin.get, admin.post):
            answer = ask(address, follow=True)
            assert answer.status_code == 200
            assert "show everywhere" in answer.text
            assert "“Winter sale” (sale)" in answer.text
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_of_many_promotions_ten_are_named_and_the_others_counted(offer, topic):
    for number in range(12):
        offer(f"sale-{number:02}", heading=f"Sale {number:02}", topics=[topic])
    with pytest.raises(ProtectedError) as refusal:
        topic.delete()
    assert "“Sale 09” (sale-09) and 2 more." in refusal.value.args[0]
    assert "Sale 10" not in refusal.value.args[0]


def test_editors_delete_a_topic_that_stands_in_no_promotion(offer, admin, topic):
    offer("sale")
    admin.post(reverse(f"{TOPICS}:delete", args=[topic.pk]))
    assert not Topic.objects.exists()
