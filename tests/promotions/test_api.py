"""What does promotions/active/ answer in each context, and until when?"""

from datetime import timedelta

import pytest

from tests.factories import (
    ArticlePageFactory,
    ImageFactory,
    PromotionFactory,
    TopicFactory,
    now,
    stream,
    text,
)
from tests.promotions.promotion_factories import stamp, window

MILLISECOND = timedelta(milliseconds=1)
SLOTS = ["announcement_bar", "modal", "slide_in", "inline"]


def test_all_slots_are_there_and_empty_where_nothing_runs(index, get):
    answer = get("promotions/active/").json()
    assert answer == {"at": None, "valid_until": None, "slots": {slot: [] for slot in SLOTS}}


def test_only_the_slots_asked_for_are_there(offer, get):
    offer("a", slot="modal")
    offer("b", slot="inline")
    answer = get("promotions/active/", slot=["inline", "slide_in"]).json()
    assert {slot: len(shown) for slot, shown in answer["slots"].items()} == {
        "inline": 1,
        "slide_in": 0,
    }


def test_a_window_opens_and_closes_to_the_second(clock, offer, get, keys):
    start = now() + timedelta(seconds=2)
    end = start + timedelta(seconds=1)
    offer("brief", windows=[window(start, end)])
    clock.move_to(start - MILLISECOND)
    assert keys() == []
    clock.move_to(start)
    answer = get("promotions/active/").json()
    assert [item["key"] for item in answer["slots"]["modal"]] == ["brief"]
    assert answer["valid_until"] == stamp(end)
    shown = answer["slots"]["modal"][0]
    assert (shown["starts_at"], shown["ends_at"]) == (stamp(start), stamp(end))
    clock.move_to(end - MILLISECOND)
    assert keys() == ["brief"]
    clock.move_to(end)
    assert keys() == []


def test_an_exclude_takes_its_time_away(offer, keys):
    offer("paused", windows=[window(), window(now(), now() + timedelta(hours=1), "exclude")])
    offer("not-yet-paused", windows=[window(now() + timedelta(hours=1), None, "exclude")])
    assert keys() == ["not-yet-paused"]


def test_no_cache_keeps_the_answer_past_the_next_change(clock, offer, get):
    change = now() + timedelta(seconds=15)
    offer("ends-soon", windows=[window(None, change)])
    answer = get("promotions/active/")
    assert answer.json()["valid_until"] == stamp(change)
    parts = dict(part.partition("=")[::2] for part in answer["Cache-Control"].split(", "))
    kept = int(parts["s-maxage"]) + int(parts.get("stale-while-revalidate", 0))
    assert kept == 15
    assert kept == int(parts["s-maxage"]) + int(parts.get("stale-if-error", 0))


def test_an_answer_that_changes_within_a_second_is_not_kept(clock, offer, get):
    change = now() + timedelta(seconds=1)
    offer("ends", windows=[window(None, change)])
    clock.move_to(change - MILLISECOND)
    answer = get("promotions/active/")
    assert answer["Cache-Control"] == "no-store"


def test_a_change_of_a_promotion_for_another_context_does_not_bound_the_answer(offer, get):
    offer(
        "elsewhere", include_paths=["/shop/*"], windows=[window(None, now() + timedelta(hours=1))]
    )
    assert get("promotions/active/", path="/articles/").json()["valid_until"] is None
    assert get("promotions/active/", path="/shop/x/").json()["valid_until"] is not None


def test_candidates_stand_in_the_order_in_which_a_frontend_tries_them(offer, keys):
    day = timedelta(days=1)
    offer("z-low", priority=1)
    offer("older", priority=5, windows=[window(now() - 2 * day)])
    offer("newer", priority=5, windows=[window(now() - day)])
    offer("b-open", priority=5)
    offer("a-open", priority=5)
    offer("special", priority=5, include_paths=["/articles/*"])
    assert keys(path="/articles/x/") == [
        "special", "newer", "older", "a-open", "b-open", "z-low",
    ]  # fmt: skip


def test_paths_are_matched_after_normalising(offer, keys):
    offer("articles", include_paths=["/articles/*"], exclude_paths=["/articles/private/*"])
    for path in ("/articles/sleep/", "articles/a/b", "/articles/sleep?x=1", "/articles/%73leep"):
        assert keys(path=path) == ["articles"], path
    for path in ("/", "/other/articles/x/", "/articles/private/x"):
        assert keys(path=path) == [], path
    assert keys() == []


def test_a_pattern_without_its_last_slash_means_the_page(offer, keys):
    offer("about", include_paths=["/about"])
    assert keys(path="/about/") == ["about"]
    assert keys(path="/about/us/") == []


def test_topics_are_any_of_those_given(offer, keys):
    offer("about-pain", topics=[TopicFactory(slug="pain"), TopicFactory(slug="sleep")])
    assert keys(topic="pain") == keys(topic=["other", "sleep"]) == ["about-pain"]
    assert keys() == keys(topic="other") == []


@pytest.mark.parametrize("hide", ["unpublish", "expire"])
def test_a_promotion_whose_topics_are_all_hidden_shows_nowhere(offer, keys, hide):
    topic = TopicFactory(slug="pain")
    offer("about-pain", topics=[topic])
    if hide == "unpublish":
        topic.unpublish()
    else:
        type(topic).objects.update(expire_at=now())
    for asked in ({}, {"topic": "pain"}, {"topic": "other"}, {"topic": str(topic.pk)}):
        assert keys(**asked) == [], asked


def test_each_language_has_its_own(offer, german, keys):
    offer("english")
    offer("german", locale=german.locale)
    assert keys() == ["english"]
    assert keys(locale="de") == ["german"]


def test_only_this_site_and_only_what_is_public_is_shown(offer, home, keys):
    from wagtail.models import Site

    other = Site.objects.create(hostname="second.example", port=80, root_page=home)
    PromotionFactory(key="other-site", site=other)
    offer("draft", live=False)
    offer("unpublished").unpublish()
    expired = offer("expired")
    type(expired).objects.filter(pk=expired.pk).update(expire_at=now())
    offer("public")
    assert keys() == ["public"]


def test_a_draft_of_a_live_promotion_changes_nothing(offer, get):
    promotion = offer("sale", heading="Public")
    promotion.heading = "Draft"
    promotion.save_revision()
    assert get("promotions/active/").json()["slots"]["modal"][0]["content"]["heading"] == "Public"


def test_a_button_that_leads_to_a_hidden_page_is_left_out(offer, index, get):
    page = ArticlePageFactory(parent=index, slug="sale")
    offer("sale", call_to_action_label="Go", call_to_action_page=page)
    offer("shop", call_to_action_label="Go", call_to_action_url="https://shop.example/")

    def buttons():
        shown = get("promotions/active/").json()["slots"]["modal"]
        return {item["key"]: item["content"]["call_to_action"] for item in shown}

    assert buttons() == {
        "sale": {"label": "Go", "url": "https://www.example/articles/sale/"},
        "shop": {"label": "Go", "url": "https://shop.example/"},
    }
    page.unpublish()
    assert buttons()["sale"] is None


def test_a_countdown_counts_to_the_real_end_or_not_at_all(offer, get):
    end = now() + timedelta(hours=1)
    offer("ends", countdown=True, windows=[window(None, end)])
    offer("endless", countdown=True)
    offer("quiet", windows=[window(None, end)])
    shown = get("promotions/active/").json()["slots"]["modal"]
    assert {item["key"]: item["content"]["countdown_to"] for item in shown} == {
        "ends": stamp(end),
        "endless": None,
        "quiet": None,
    }


def test_an_image_without_sizes_yet_is_answered_without_a_source(offer, get):
    offer("pictured", image=ImageFactory(), image_alt="A parcel")
    image = get("promotions/active/").json()["slots"]["modal"][0]["content"]["image"]
    assert (image["alt"], image["src"], image["srcset"]) == ("A parcel", None, [])


def test_the_nth_slot_of_an_article_shows_the_nth_inline_candidate(offer, index, get):
    topic = TopicFactory(slug="sleep")
    ArticlePageFactory(
        parent=index,
        slug="naps",
        topics=[topic],
        body=stream(
            text("One."),
            ("promotion_slot", {"slot": "inline"}),
            text("Two."),
            ("promotion_slot", {"slot": "inline"}),
        ),
    )
    offer("third", slot="inline")
    offer("second", slot="inline", topics=[topic], priority=1)
    offer("first", slot="inline", include_paths=["/articles/*"], priority=2)
    offer("elsewhere", slot="inline", include_paths=["/shop/*"], priority=9)
    article = get("articles/naps/").json()
    places = [block for block in article["body"] if block["type"] == "promotion_slot"]
    (slot,) = {block["value"]["slot"] for block in places}
    answer = get(
        "promotions/active/",
        slot=slot,
        path=article["path"],
        topic=[each["slug"] for each in article["topics"]],
    ).json()
    assert list(answer["slots"]) == ["inline"]
    candidates = [item["key"] for item in answer["slots"]["inline"]]
    assert dict(zip([block["id"] for block in places], candidates, strict=False)) == {
        "00000000-0000-4000-8000-000000000002": "first",
        "00000000-0000-4000-8000-000000000004": "second",
    }
