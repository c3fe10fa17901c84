"""What does promotions/manifest/ tell of the next 30 days, to whom, and until when?"""

from datetime import UTC, datetime, timedelta

import pytest

from tests.api.openapi import assert_matches
from tests.factories import (
    ArticlePageFactory,
    ImageFactory,
    PromotionFactory,
    TopicFactory,
)
from tests.promotions.promotion_factories import stamp, weekly, window
from tests.snapshots import assert_golden

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
SECRET = "xyzzy"


@pytest.fixture(autouse=True)
def tuesday_noon(clock):
    clock.move_to(NOON)


@pytest.fixture
def manifest(get):
    """`manifest(slot="modal")`: the answer's JSON, checked for its shape."""

    def manifest(**context):
        answer = get("promotions/manifest/", **context)
        assert answer.status_code == 200, answer.content
        assert_matches("promotions_manifest", answer.json())
        return answer.json()

    return manifest


def upcoming(told):
    return [(item["key"], item["starts_at"], item["ends_at"]) for item in told["upcoming"]]


def transitions(told):
    return [(each["at"], each["slot"]) for each in told["transitions"]]


def test_the_manifest_is_the_golden_one(offer, index, get):
    article = ArticlePageFactory(parent=index, slug="sale")
    offer("always", slot="announcement_bar", heading="Free shipping", body="<p>Always.</p>")
    offer(
        "friday-evening",
        embargoed=False,
        heading="Fridays",
        body=f'<p>See the <a linktype="page" id="{article.pk}">sale</a>.</p>',
        countdown=True,
        call_to_action_label="Go",
        call_to_action_page=article,
        windows=[weekly(["fri"], "22:00", "02:00")],
    )
    offer(SECRET, slot="inline", heading=SECRET, windows=[window(NOON + DAY, NOON + 40 * DAY)])
    answer = get("promotions/manifest/")
    assert answer["Content-Type"] == "application/json"
    assert_matches("promotions_manifest", answer.json())
    assert_golden("promotions-manifest", answer.json())


def test_nothing_to_tell_is_an_empty_manifest(home, manifest):
    assert manifest(slot="modal") == {
        "at": None,
        "valid_until": None,
        "slots": {"modal": []},
        "transitions": [],
        "upcoming": [],
    }


def test_every_change_is_told_by_instant_and_slot_each_once(offer, manifest):
    start, end = NOON + DAY, NOON + 2 * DAY
    offer("a", windows=[window(start, end)])
    offer("b", windows=[window(start, end)])
    offer("c", slot="inline", windows=[window(end)])
    assert transitions(manifest()) == [
        (stamp(start), "modal"),
        (stamp(end), "inline"),
        (stamp(end), "modal"),
    ]


def test_where_one_ends_as_another_starts_is_one_transition(offer, manifest):
    change = NOON + DAY
    offer("a", windows=[window(None, change)])
    offer("b", embargoed=False, windows=[window(change)])
    told = manifest(slot="modal")
    assert transitions(told) == [(stamp(change), "modal")]
    assert upcoming(told) == [("b", stamp(change), None)]


def test_thirty_days_ahead_to_the_second(offer, manifest, clock):
    far = NOON + 30 * DAY
    offer("far", embargoed=False, windows=[window(far)])
    clock.move_to(NOON - SECOND / 1000)
    told = manifest()
    assert (transitions(told), upcoming(told)) == ([], [])
    assert told["valid_until"] == stamp(NOON)
    clock.move_to(NOON)
    told = manifest()
    assert transitions(told) == [(stamp(far), "modal")]
    assert upcoming(told) == [("far", stamp(far), None)]
    assert told["valid_until"] == stamp(far)
    clock.move_to(far)
    told = manifest()
    assert (transitions(told), upcoming(told), told["valid_until"]) == ([], [], None)
    assert [item["key"] for item in told["slots"]["modal"]] == ["far"]


def test_the_manifest_holds_until_the_next_transition_or_the_next_to_come_in_sight(
    offer, get, manifest, clock
):
    offer("soon", windows=[window(NOON + 3 * DAY)])
    assert manifest()["valid_until"] == stamp(NOON + 3 * DAY)
    offer("later", windows=[window(NOON + 32 * DAY)])
    told = manifest()
    assert told["valid_until"] == stamp(NOON + 2 * DAY)
    clock.move_to(NOON + 2 * DAY - SECOND)
    answer = get("promotions/manifest/")
    assert answer.json() == told
    assert "s-maxage=1" in answer["Cache-Control"].split(", ")
    clock.move_to(NOON + 2 * DAY)
    assert len(manifest()["transitions"]) == 2


def test_valid_until_is_exactly_when_the_manifest_of_many_weekly_promotions_changes(
    offer, get, clock
):
    for number, day in enumerate(["mon", "wed", "fri"]):
        offer(f"p{number}", embargoed=number == 1, windows=[weekly([day], "20:30", "09:15")])
    at = NOON
    for _ in range(12):
        clock.move_to(at)
        told = get("promotions/manifest/").json()
        until = datetime.fromisoformat(told["valid_until"])
        assert until > at
        clock.move_to(until - SECOND)
        assert get("promotions/manifest/").json() == told
        clock.move_to(until)
        assert get("promotions/manifest/").json() != told
        at = until


def test_upcoming_is_what_is_no_secret_and_not_active_now_in_the_order_of_its_start(
    offer, manifest
):
    start, end = NOON + DAY, NOON + 2 * DAY
    open_to_all = {"embargoed": False}
    offer("low", windows=[window(start, end)], **open_to_all)
    offer("high", priority=9, windows=[window(start, end)], **open_to_all)
    offer("first", windows=[window(NOON + SECOND, None)], **open_to_all)
    offer("again", windows=[window(None, start), window(end)], **open_to_all)
    offer("far", windows=[window(NOON + 31 * DAY)], **open_to_all)
    offer("over", windows=[window(None, NOON)], **open_to_all)
    offer("secret", windows=[window(start, end)])
    told = manifest(slot="modal")
    assert upcoming(told) == [
        ("first", stamp(NOON + SECOND), None),
        ("high", stamp(start), stamp(end)),
        ("low", stamp(start), stamp(end)),
    ]
    assert [item["key"] for item in told["slots"]["modal"]] == ["again"]


def test_an_upcoming_countdown_counts_to_the_end_of_the_interval_to_come(offer, manifest):
    offer("friday", embargoed=False, countdown=True, windows=[weekly(["fri"], "22:00", "02:00")])
    (item,) = manifest(slot="modal")["upcoming"]
    assert (item["starts_at"], item["ends_at"]) == ("2026-11-27T22:00:00Z", "2026-11-28T02:00:00Z")
    assert item["content"]["countdown_to"] == item["ends_at"]


def test_only_the_context_asked_about_is_told(offer, german, manifest):
    later = {"embargoed": False, "windows": [window(NOON + DAY)]}
    offer("everywhere", **later)
    offer("shop", include_paths=["/shop/*"], **later)
    offer("pain", topics=[TopicFactory(slug="pain")], **later)
    offer("bar", slot="announcement_bar", **later)
    offer("deutsch", locale=german.locale, **later)

    def keys(**context):
        return sorted(item["key"] for item in manifest(**context)["upcoming"])

    assert keys() == ["bar", "everywhere"]
    assert keys(slot="modal", path="/shop/x") == ["everywhere", "shop"]
    assert keys(slot="modal", topic="pain") == ["everywhere", "pain"]
    assert keys(locale="de") == ["deutsch"]
    assert len(manifest(slot="modal", path="/shop/x")["transitions"]) == 1


def test_nothing_of_a_secret_or_a_draft_is_in_any_answer_before_its_time(offer, get, clock, site):
    start = NOON + DAY
    hidden = {"heading": SECRET, "body": f"<p>{SECRET}</p>", "windows": [window(start)]}
    offer(SECRET, image=ImageFactory(title=SECRET), image_alt=SECRET, **hidden)
    offer(f"{SECRET}-draft", live=False, embargoed=False, **hidden)
    offer(f"{SECRET}-withdrawn", embargoed=False, **hidden).unpublish()
    changed = PromotionFactory(key="public", site=site, heading="Public", embargoed=False)
    changed.heading = SECRET
    changed.save_revision()
    asked = [
        (endpoint, context)
        for endpoint in ("promotions/active/", "promotions/manifest/")
        for context in ({}, {"slot": "modal"}, {"path": "/", "topic": SECRET})
    ]
    clock.move_to(start - SECOND)
    for endpoint, context in asked:
        answer = get(endpoint, **context)
        told = [answer.content.decode(), *(value for _name, value in answer.items())]
        repeated = answer["Content-Location"]
        assert not any(SECRET in text.replace(repeated, "") for text in told), (endpoint, context)
    assert transitions(get("promotions/manifest/").json()) == [(stamp(start), "modal")]
    clock.move_to(start)
    for endpoint, context in asked:
        told = get(endpoint, **context).content.decode()
        assert f'"key":"{SECRET}"' in told
        assert f"{SECRET}-" not in told


def test_another_promotion_coming_into_sight_bounds_every_cache(offer, get, clock):
    offer("later", windows=[window(NOON + 30 * DAY + 10 * SECOND)])
    answer = get("promotions/manifest/")
    parts = dict(part.partition("=")[::2] for part in answer["Cache-Control"].split(", "))
    assert int(parts["s-maxage"]) + int(parts.get("stale-while-revalidate", 0)) == 10
    clock.move_to(NOON + 10 * SECOND - SECOND / 2)
    assert get("promotions/manifest/")["Cache-Control"] == "no-store"
