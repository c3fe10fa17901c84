"""Does "Why does it show?" answer for an article as the site does, which knows its topics?"""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.factories import ArticlePageFactory, PromotionFactory, TopicFactory, publish
from tests.tokens.test_admin import member

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
PATH = "/articles/pain/"
WHY = "/admin/promotions/explain/"


@pytest.fixture
def manager(clock, index, settings):
    settings.TIME_ZONE = "Europe/London"
    clock.move_to(NOW)
    return member("Promotions managers")


@pytest.fixture
def topics():
    return {slug: TopicFactory(slug=slug, name=slug.title()) for slug in ("pain", "sleep", "food")}


@pytest.fixture
def article(manager, index, topics):
    return ArticlePageFactory(parent=index, slug="pain", topics=[topics["pain"], topics["sleep"]])


@pytest.fixture
def offers(article, topics):
    for slug, topic in topics.items():
        PromotionFactory(key=slug, heading=slug, slot="inline", topics=[topic])
    PromotionFactory(key="all", heading="all", slot="inline", priority=-1)


def ask(manager, **query):
    answer = manager.get(WHY, {"slot": "inline", "path": PATH, **query})
    assert answer.status_code == 200
    return answer


def shown(answer):
    return [each.heading for each in answer.context["shown"]]


def ticked(answer):
    return answer.context["form"]["topic"].value()


def resent(answer, **changes):
    """What the form of an answer sends when its button is pressed, with some fields changed."""
    form = answer.context["form"]
    sent = {field.name: field.value() for field in form if field.value()}
    return {**sent, **changes}


def of_site(get, topics, **query):
    answer = get("promotions/active/", slot="inline", path=PATH, topic=topics, **query)
    return [item["key"] for item in answer.json()["slots"]["inline"]]


def test_an_article_is_explained_with_its_topics_as_the_site_answers(manager, offers, get):
    page = get("resolve/", path=PATH).json()["page"]
    answer = ask(manager)
    assert shown(answer) == of_site(get, [topic["slug"] for topic in page["topics"]])
    assert shown(answer) == ["pain", "sleep", "all"]
    assert ticked(answer) == ["pain", "sleep"]
    assert "The topics of this page." in answer.content.decode()


def test_topics_that_are_given_count_in_place_of_the_pages(manager, offers, get):
    answer = ask(manager, topic="food")
    assert shown(answer) == of_site(get, ["food"]) == ["food", "all"]
    assert ticked(answer) == ["food"]
    assert "The topics of this page." not in answer.content.decode()


def test_no_topic_at_all_can_be_chosen_and_stays_chosen(manager, offers, get):
    first = ask(manager)
    none = manager.get(WHY, resent(first, topic=[]))
    assert shown(none) == of_site(get, []) == ["all"]
    again = manager.get(WHY, resent(none))
    assert (shown(again), ticked(again)) == (["all"], [])
    page = again.content.decode()
    assert "Take the topics of this page" in page
    back = manager.get(WHY + again.context["take_url"])
    assert shown(back) == ["pain", "sleep", "all"]


def test_the_topics_of_one_page_are_not_taken_to_another(manager, offers, index, topics):
    ArticlePageFactory(parent=index, slug="food", topics=[topics["food"]])
    other = manager.get(WHY, resent(ask(manager), path="/articles/food/"))
    assert (shown(other), ticked(other)) == (["food", "all"], ["food"])


def test_a_chosen_topic_is_kept_for_another_page(manager, offers, index, topics):
    ArticlePageFactory(parent=index, slug="food", topics=[topics["food"]])
    chosen = manager.get(WHY, resent(ask(manager), topic=["pain"]))
    other = manager.get(WHY, resent(chosen, path="/articles/food/"))
    assert (shown(other), ticked(other)) == (["pain", "all"], ["pain"])


def test_the_topics_are_those_of_the_instant(manager, offers, article, topics, get, clock):
    draft = article.get_latest_revision_as_object()
    draft.topics = [topics["food"]]
    draft.go_live_at = datetime(2026, 12, 1, tzinfo=UTC)
    publish(draft)
    assert shown(ask(manager)) == ["pain", "sleep", "all"]
    answer = ask(manager, at="2026-12-01T00:00:00Z")
    assert (shown(answer), ticked(answer)) == (["food", "all"], ["food"])


def test_a_topic_that_is_not_public_is_none_of_the_page(manager, offers, topics):
    topics["sleep"].unpublish()
    assert ticked(ask(manager)) == ["pain"]


@pytest.mark.parametrize(
    ("path", "said"),
    [("/articles/", "This page has no topics."), ("/articles/none/", ""), ("", "")],
)
def test_where_no_page_has_topics_none_is_ticked(manager, offers, path, said):
    answer = ask(manager, path=path)
    assert (shown(answer), ticked(answer)) == (["all"], [])
    assert said in answer.content.decode()
    assert "The topics of this page." not in answer.content.decode()


def test_the_calendar_asks_for_the_topics_that_a_promotion_is_meant_for(manager, offers):
    answer = manager.get(reverse("promotions_calendar"), {"slot": "inline"})
    for item in answer.context["listed"]:
        assert item.heading in shown(manager.get(item.explain_url))


def test_the_calendar_of_a_page_asks_for_the_topics_of_that_page(manager, offers):
    answer = manager.get(reverse("promotions_calendar"), {"slot": "inline", "path": PATH})
    food = next(item for item in answer.context["listed"] if item.heading == "food")
    assert shown(manager.get(food.explain_url)) == ["pain", "sleep", "all"]
