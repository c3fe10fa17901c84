"""Is what a process keeps between reads right at every read, and never more than is public?"""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Site

from articles.models import Topic
from cms.content.models import ContentVersion
from cms.publishing import scheduled_publishing
from cms.publishing.visibility import PublicContent
from promotions.active import timetable_cache
from promotions.models import Promotion, Window
from tests.factories import PromotionFactory, TopicFactory, now, publish
from tests.promotions.promotion_factories import weekly, window

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def nothing_is_made(monkeypatch):
    """From here on, no timetable may be made."""

    def refuse(*_arguments: Any) -> None:
        raise AssertionError("made anew")

    def forbid() -> None:
        monkeypatch.setattr(timetable_cache, "Timetable", refuse)

    return forbid


def test_the_next_read_works_nothing_out_again(offer, get, nothing_is_made):
    offer("sale", windows=[window()])
    before = get("promotions/active/").content
    nothing_is_made()
    assert get("promotions/active/").content == before
    assert get("promotions/manifest/", slot="modal").json()["slots"]["modal"][0]["key"] == "sale"


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


CHANGES = {
    "update": (lambda sale: Promotion.objects.update(slot="inline"), []),
    "raw SQL": (lambda sale: execute("UPDATE promotions_promotion SET live = false"), []),
    "delete": (lambda sale: sale.delete(), []),
    "unpublish": (lambda sale: sale.unpublish(), []),
    "a new one": (lambda sale: PromotionFactory(key="more", site=sale.site), ["sale", "more"]),
    "a window": (lambda sale: Window.objects.update(mode="exclude"), []),
    "its topics": (lambda sale: Promotion.topics.through.objects.all().delete(), ["sale"]),
    "the name of a topic": (lambda sale: Topic.objects.update(slug="other"), []),
    "another site": (lambda sale: Promotion.objects.update(site=other_site(sale.site)), []),
}


def other_site(site: Site) -> Site:
    return Site.objects.create(hostname="second.example", port=80, root_page=site.root_page)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_however_written_shows_at_the_next_read(offer, keys, name):
    offer("sale", topics=[TopicFactory(slug="pain")], windows=[window()])
    change, expected = CHANGES[name]
    assert keys(topic="pain") == ["sale"]
    change(Promotion.objects.get())
    assert keys(topic="pain") == expected


def test_what_a_promotion_says_is_read_anew(offer, get):
    offer("sale", heading="Old")
    for heading in ("Old", "New"):
        Promotion.objects.update(heading=heading)
        assert get("promotions/active/").json()["slots"]["modal"][0]["content"]["heading"] == (
            heading
        )


def test_a_change_that_is_rolled_back_is_not_shown(offer, keys):
    offer("sale")
    assert keys() == ["sale"]
    with transaction.atomic():
        Promotion.objects.update(slot="inline")
        assert keys() == []
        transaction.set_rollback(True)
    assert keys() == ["sale"]


def test_without_a_token_nothing_is_kept(offer, keys, nothing_is_made):
    offer("sale")
    ContentVersion.objects.all().delete()
    assert keys() == ["sale"]
    nothing_is_made()
    with pytest.raises(AssertionError, match="made anew"):
        keys()


def failing(instant: Any) -> None:
    """What is due by then was tried and has failed, so that the rows stay as they are."""
    cache.set_many(
        {event.failure_key: True for event in scheduled_publishing.due_events(instant)}, None
    )


@pytest.mark.parametrize("what", [Promotion, Topic])
def test_what_expires_is_gone_at_its_instant_though_nothing_was_written(clock, offer, keys, what):
    end = now() + HOUR
    offer("sale", topics=[TopicFactory(slug="pain")])
    what.objects.update(expire_at=end)
    failing(end)
    for instant, expected in [
        (end - HOUR, ["sale"]),
        (end - SECOND / 1000, ["sale"]),
        (end, []),
        (end + HOUR, []),
        (end - SECOND, ["sale"]),
    ]:
        clock.move_to(instant)
        assert keys(topic="pain") == expected
    assert what.objects.get().live


def test_a_topic_that_goes_live_brings_its_promotions_with_it(clock, offer, keys):
    start = now() + HOUR
    topic = TopicFactory(slug="pain", go_live_at=start)
    offer("sale", topics=[topic])
    assert keys(topic="pain") == []
    clock.move_to(start - SECOND)
    assert keys(topic="pain") == []
    clock.move_to(start)
    assert keys(topic="pain") == ["sale"]


def test_a_draft_is_never_kept(offer, site):
    offer("draft", live=False)
    offer("withdrawn").unpublish()
    changed = offer("public")
    changed.slot = "inline"
    changed.save_revision()
    timetable_cache.snapshot(PublicContent(site, timezone.now()))
    kept = timetable_cache._cache[site.pk].timetable
    assert [(each.key, each.slot) for group in kept._groups for each in group] == [
        ("public", "modal")
    ]
    assert [each.payload for group in kept._groups for each in group] == [
        timetable_cache.PromotionRef(changed.pk, True)
    ]


def test_each_site_has_its_own(offer, site, keys, client):
    offer("here")
    PromotionFactory(key="there", site=other_site(site))
    for _ in range(2):
        assert keys() == ["here"]
        answer = client.get("/api/v1/promotions/active/", headers={"host": "second.example"})
        assert [item["key"] for item in answer.json()["slots"]["modal"]] == ["there"]


def test_a_view_of_another_instant_keeps_nothing_and_uses_nothing_kept(clock, offer, site, keys):
    present = now()
    topic = TopicFactory(slug="old")
    offer("sale", topics=[topic], windows=[window(present + HOUR)])
    topic.slug, topic.go_live_at = "new", present + HOUR
    publish(topic)
    assert keys(topic="old") == []
    kept = timetable_cache._cache[site.pk]
    ahead = timetable_cache.snapshot(PublicContent(site, present + 2 * HOUR, present))
    assert ahead.timetable is not kept.timetable
    conditions = [each.topics for group in ahead.timetable._groups for each in group]
    assert conditions == [frozenset({"new"})]
    assert timetable_cache._cache[site.pk] is kept


def test_a_promotion_withdrawn_since_the_timetable_was_asked_is_left_out(offer, site):
    sale = offer("sale")
    public = PublicContent(site, timezone.now())
    timetable_cache.snapshot(public)
    ready = timetable_cache.snapshot(public)
    assert set(ready.promotions([sale.pk])) == {sale.pk}
    sale.unpublish()
    assert ready.promotions([sale.pk]) == {}


@pytest.fixture
def told_at(travel) -> Any:
    """What is told of an instant to come or gone, without what differs by being asked then."""

    def told_at(instant: Any, **context: Any) -> Any:
        answer = travel(instant, "promotions/active/", **context)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return told_at


@pytest.mark.parametrize("ahead", [-400 * DAY, -SECOND, SECOND, 400 * DAY])
def test_what_is_kept_tells_of_other_instants_what_one_made_for_them_tells(
    clock, offer, told_at, monkeypatch, ahead
):
    instant = now() + ahead
    offer("now", windows=[window(now(), now() + HOUR)])
    offer("then", windows=[window(instant, instant + HOUR)])
    offer("weekly", windows=[weekly(["mon", "wed"], "22:00", "02:00")])
    offer("pain", topics=[TopicFactory(slug="pain")])
    kept = [told_at(instant + step, topic="pain") for step in (SECOND, HOUR, 7 * HOUR)]
    monkeypatch.setattr(timetable_cache, "_cached", lambda *_: None)
    made = [told_at(instant + step, topic="pain") for step in (SECOND, HOUR, 7 * HOUR)]
    assert kept == made
    assert "then" in [item["key"] for item in kept[0]["slots"]["modal"]]


def test_an_instant_a_year_ahead_works_nothing_out_again(offer, keys, told_at, nothing_is_made):
    offer("sale", windows=[window(now() + 300 * DAY)])
    assert keys() == []
    nothing_is_made()
    assert [item["key"] for item in told_at(now() + 366 * DAY)["slots"]["modal"]] == ["sale"]
    assert told_at(now() - 366 * DAY)["slots"]["modal"] == []


def test_the_first_to_look_ahead_leaves_a_timetable_for_all(offer, keys, told_at, nothing_is_made):
    offer("sale")
    told_at(now() + 366 * DAY)
    nothing_is_made()
    assert keys() == ["sale"]


def test_a_topic_that_expires_is_seen_expired_from_then_on_and_not_before(offer, told_at):
    end = now() + HOUR
    offer("sale", topics=[TopicFactory(slug="pain", expire_at=end)])
    offer("rest")
    for _ in range(2):
        for instant, expected in [
            (end - 2 * DAY, ["sale", "rest"]),
            (end - SECOND, ["sale", "rest"]),
            (end, ["rest"]),
            (end + 366 * DAY, ["rest"]),
        ]:
            shown = told_at(instant, topic="pain")["slots"]["modal"]
            assert [item["key"] for item in shown] == expected


@pytest.mark.parametrize("is_used", [True, False])
def test_only_a_planned_topic_of_a_promotion_is_worked_out_for_its_instant(
    offer, keys, told_at, nothing_is_made, is_used
):
    start = now() + HOUR
    planned = TopicFactory(slug="pain", go_live_at=start)
    offer("sale", topics=[planned] if is_used else [TopicFactory(slug="pain-relief")])
    keys()
    nothing_is_made()
    if is_used:
        with pytest.raises(AssertionError, match="made anew"):
            told_at(start, topic="pain")
    else:
        assert told_at(start, topic="pain-relief")["slots"]["modal"]
