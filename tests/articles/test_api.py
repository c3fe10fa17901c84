"""Do lists of articles, people and topics hold what was asked for, in order?"""

from datetime import UTC, datetime

import pytest

from articles.models import ArticlePage
from tests.api.openapi import assert_matches
from tests.factories import ArticlePageFactory, AuthorFactory, TopicFactory, stream, text


def published(page, year):
    ArticlePage.objects.filter(pk=page.pk).update(
        first_published_at=datetime(year, 1, 1, tzinfo=UTC)
    )


@pytest.fixture
def slugs(get):
    def slugs(**query):
        answer = get("articles/", **query)
        assert answer.status_code == 200, answer.content
        assert_matches("articles", answer.json())
        return [item["slug"] for item in answer.json()["results"]]

    return slugs


@pytest.fixture
def three(index):
    for year, title in ((2024, "b-old"), (2025, "c-mid"), (2026, "a-new")):
        published(ArticlePageFactory(parent=index, title=title, slug=title), year)


def test_newest_come_first_unless_another_order_is_asked_for(three, slugs):
    assert slugs() == slugs(ordering="-published_at") == ["a-new", "c-mid", "b-old"]
    assert slugs(ordering="published_at") == ["b-old", "c-mid", "a-new"]
    assert slugs(ordering="title") == ["a-new", "b-old", "c-mid"]


def test_published_after_is_inclusive_and_published_before_is_exclusive(three, slugs):
    assert slugs(published_after="2025-01-01") == ["a-new", "c-mid"]
    assert slugs(published_after="2025-01-01T00:00:01Z") == ["a-new"]
    assert slugs(published_before="2025-01-01") == ["b-old"]
    assert slugs(published_after="2025-01-01T01:00:00+01:00") == ["a-new", "c-mid"]


def test_pages_of_a_list_link_to_each_other_and_keep_the_question(three, get):
    first = get("articles/", limit=2, ordering="title", published_after="2020-01-01").json()
    assert (first["count"], len(first["results"]), first["previous"]) == (3, 2, None)
    assert first["next"] == (
        "https://api.example/api/v1/articles/"
        "?ordering=title&published_after=2020-01-01&limit=2&offset=2"
    )
    last = get("articles/", limit=2, offset=2, ordering="title").json()
    assert (len(last["results"]), last["next"]) == (1, None)
    assert "offset=0" in last["previous"]
    beyond = get("articles/", offset=50).json()
    assert (beyond["count"], beyond["results"]) == (3, [])


def test_filters_by_topic_tag_and_author_take_any_of_several(index, slugs):
    pain, sleep = TopicFactory(slug="pain"), TopicFactory(slug="sleep")
    ada = AuthorFactory(slug="ada")
    ArticlePageFactory(parent=index, slug="one", topics=[pain, sleep], author=ada)
    ArticlePageFactory(parent=index, slug="two", topics=[sleep], tags=["Night Time"])
    ArticlePageFactory(parent=index, slug="three")
    assert slugs(topic="pain") == ["one"]
    assert sorted(slugs(topic=["pain", "sleep"])) == ["one", "two"]
    assert slugs(tag="Night Time") == slugs(tag="night-time") == ["two"]
    assert slugs(author="ada") == ["one"]
    assert slugs(topic="sleep", author="ada") == ["one"]
    assert slugs(topic="nothing") == []


def test_each_language_has_its_own_list_and_slugs(index, german, get, slugs):
    ArticlePageFactory(parent=index, slug="same", title="English")
    ArticlePageFactory(parent=german, slug="same", title="Deutsch")
    assert get("articles/same/").json()["title"] == "English"
    assert get("articles/same/", locale="de").json()["title"] == "Deutsch"
    assert (slugs(), slugs(locale="de")) == (["same"], ["same"])


def test_related_are_the_chosen_ones_filled_up_by_shared_topics(index, german, get):
    topics = [TopicFactory() for _ in range(3)]
    chosen = ArticlePageFactory(parent=index, slug="chosen")
    ArticlePageFactory(parent=index, slug="one-shared", topics=topics[:1])
    ArticlePageFactory(parent=index, slug="two-shared", topics=topics[:2])
    ArticlePageFactory(parent=index, slug="none-shared", topics=topics[2:])
    ArticlePageFactory(parent=german, slug="german", topics=topics)
    hidden = ArticlePageFactory(parent=index, slug="hidden", topics=topics)
    ArticlePageFactory(parent=index, slug="main", related=[hidden, chosen], topics=topics[:2])
    hidden.unpublish()
    related = get("articles/main/").json()["related"]
    assert [item["slug"] for item in related] == ["chosen", "two-shared", "one-shared"]
    for item in related:
        assert_matches("ArticleCard", item)


def test_related_of_an_article_without_topics_are_only_the_chosen(index, get):
    ArticlePageFactory(parent=index, slug="other")
    ArticlePageFactory(parent=index, slug="main")
    assert get("articles/main/").json()["related"] == []


def test_medical_web_page_is_claimed_only_where_somebody_reviewed(index, get):
    reviewer = AuthorFactory(name="Grace", role="Neurologist")
    ArticlePageFactory(parent=index, slug="plain")
    ArticlePageFactory(parent=index, slug="reviewed", reviewer=reviewer, reviewed_on="2026-05-04")
    assert get("articles/plain/").json()["seo"]["json_ld"]["@type"] == "Article"
    claimed = get("articles/reviewed/").json()["seo"]["json_ld"]
    assert claimed["@type"] == ["Article", "MedicalWebPage"]
    assert claimed["reviewedBy"]["name"] == "Grace"
    reviewer.unpublish()
    assert get("articles/reviewed/").json()["seo"]["json_ld"]["@type"] == "Article"


def test_reading_time_is_counted_from_the_words(index, get):
    ArticlePageFactory(parent=index, slug="long", body=stream(text("word " * 700)))
    assert get("articles/long/").json()["reading_minutes"] == 4
    (card,) = get("articles/").json()["results"]
    assert card["reading_minutes"] == 4


def test_people_and_topics_are_listed_by_name(index, get):
    AuthorFactory(name="Zoe", slug="zoe")
    AuthorFactory(name="Ada", slug="ada")
    TopicFactory(name="Sleep", slug="sleep")
    TopicFactory(name="Pain", slug="pain")
    for endpoint, slugs in (("authors", ["ada", "zoe"]), ("topics", ["pain", "sleep"])):
        answer = get(f"{endpoint}/").json()
        assert_matches(endpoint, answer)
        assert [item["slug"] for item in answer["results"]] == slugs
        assert get(f"{endpoint}/", limit=1, offset=1).json()["results"][0]["slug"] == slugs[1]
