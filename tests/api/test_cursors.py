"""Does a crawl meet every row exactly once, whatever comes and goes meanwhile?"""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from wagtail.models import Page

from articles.api import ORDERS
from articles.models import ArticleIndexPage, ArticlePage
from cms.api.cursors import Key
from tests.api.openapi import assert_matches
from tests.factories import ArticlePageFactory, AuthorFactory, TopicFactory
from tests.fixtures import plant_home, plant_index
from tests.search_sizes import examples

ORDERINGS = ["-published_at", "published_at", "title"]
DAYS = st.integers(0, 4) | st.none()
TITLES = st.sampled_from(["a", "B", "é", "z", "ZZ"])


def row(index, number, day=0, title="a"):
    """A visible article, written as directly as the test can; days may be the same, or none."""
    moment = None if day is None else datetime(2026, 1, 1, tzinfo=UTC) + timedelta(day)
    page = ArticlePage(
        title=title, slug=f"n-{number}", locale=index.locale, first_published_at=moment, live=True
    )
    return index.add_child(instance=page).slug


def followed(client, url, meanwhile=lambda: None, link="next"):
    """The slugs of each page of a crawl, with something happening between any two."""
    pages = []
    while url:
        answer = client.get(url.removeprefix("https://api.example"))
        assert answer.status_code == 200, answer.content
        assert answer.json()["count"] is None
        pages.append([item["slug"] for item in answer.json()["results"]])
        url = answer.json()[link]
        meanwhile()
    return pages


class Crawl(HypothesisTestCase):
    def setUp(self):
        self.index = plant_index(plant_home())

    @settings(
        max_examples=examples(8), deadline=None, derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip
    @given(
        ordering=st.sampled_from(ORDERINGS),
        limit=st.integers(1, 4),
        first=st.lists(st.tuples(DAYS, TITLES), max_size=8),
        later=st.lists(
            st.tuples(st.booleans(), DAYS, TITLES, st.integers(0, 30)), min_size=1, max_size=6
        ),
    )  # fmt: skip
    def test_what_is_there_all_the_time_is_met_exactly_once(self, ordering, limit, first, later):
        ArticlePage.objects.filter(path__startswith=self.index.path).delete()
        index = ArticleIndexPage.objects.get()
        slugs = [row(index, n, day, title) for n, (day, title) in enumerate(first)]
        there, steps, numbers = set(slugs), iter(later), iter(range(100, 200))

        def meanwhile():
            for adds, day, title, which in [next(steps, None) or (None, 0, "", 0)]:
                index.refresh_from_db()
                if adds:
                    row(index, next(numbers), day, title)
                elif adds is False and slugs:
                    slug = slugs.pop(which % len(slugs))
                    there.discard(slug)
                    Page.objects.get(slug=slug).delete()

        url = f"/api/v1/articles/?cursor=start&limit={limit}&ordering={ordering}"
        met = [slug for page in followed(self.client, url, meanwhile) for slug in page]

        assert len(met) == len(set(met))
        assert there <= set(met)


@pytest.fixture
def seven(index):
    """Articles published on three days, and one without a date."""
    return [row(index, n, n % 3 if n else None, "abcabca"[n]) for n in range(7)]


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_a_crawl_has_the_order_of_the_list_and_goes_both_ways(seven, client, get, ordering):
    whole = [item["slug"] for item in get("articles/", ordering=ordering).json()["results"]]
    url = f"/api/v1/articles/?cursor=start&limit=3&ordering={ordering}"
    there = followed(client, url)
    assert there == [whole[:3], whole[3:6], whole[6:]]
    first = get("articles/", cursor="start", limit=3, ordering=ordering).json()
    second = client.get(first["next"].removeprefix("https://api.example")).json()
    third = client.get(second["next"].removeprefix("https://api.example")).json()
    back = followed(client, third["previous"], link="previous")
    assert back == [whole[3:6], whole[:3]]
    assert (first["previous"], third["next"]) == (None, None)
    assert_matches("articles", second)


@pytest.mark.parametrize(
    ("endpoint", "factory"), [("authors", AuthorFactory), ("topics", TopicFactory)]
)
def test_people_and_topics_can_be_crawled_too(site, client, endpoint, factory):
    for slug in "cab":
        factory(name=slug, slug=slug)
    assert followed(client, f"/api/v1/{endpoint}/?cursor=start&limit=2") == [["a", "b"], ["c"]]


def test_the_links_keep_filters_and_a_page_may_be_of_another_length(index, client, get):
    topic = TopicFactory(slug="pain")
    for number in range(4):
        ArticlePageFactory(parent=index, slug=f"n-{number}", topics=[topic] if number else [])
    first = get("articles/", cursor="start", limit=1, topic="pain", ordering="title").json()
    query = dict(parse_qsl(urlsplit(first["next"]).query))
    assert (query["topic"], query["ordering"], query["limit"]) == ("pain", "title", "1")
    rest = client.get(f"/api/v1/articles/?{urlencode({**query, 'limit': 50})}").json()
    assert [item["slug"] for item in rest["results"]] == ["n-2", "n-3"]


def changed(cursor):
    """Cursors that are none of ours, or are cut, or have another content."""
    signer = signing.Signer(salt="wellspring.cursor", sep=".")
    question, way, values = signer.unsign_object(cursor)
    other = signing.Signer(salt="wellspring.other", sep=".")
    return [
        "x", "START", cursor[:-1], cursor + "A", cursor.swapcase(), "A" + cursor,
        cursor.split(".")[0],
        other.sign_object([question, way, values]),
        "." + cursor, f"{cursor}.{cursor}", "x" * 10_000, "🐈",
    ]  # fmt: skip


def test_a_cursor_that_is_not_ours_is_refused_by_its_name(seven, get):
    link = get("articles/", cursor="start", limit=2).json()["next"]
    cursor = dict(parse_qsl(urlsplit(link).query))["cursor"]
    for wrong in changed(cursor):
        answer = get("articles/", cursor=wrong, limit=2)
        assert answer.status_code == 400, wrong
        assert [error["parameter"] for error in answer.json()["errors"]] == ["cursor"]


def test_a_cursor_belongs_to_one_question(seven, get):
    link = get("articles/", cursor="start", limit=2).json()["next"]
    cursor = dict(parse_qsl(urlsplit(link).query))["cursor"]
    assert get("articles/", cursor=cursor, limit=5).status_code == 200
    for other in ({"ordering": "title"}, {"topic": "pain"}, {"locale": "de"}, {"search": "a"}):
        answer = get("articles/", cursor=cursor, **other)
        assert answer.status_code == 400, other
        assert [error["parameter"] for error in answer.json()["errors"]] == ["cursor"]
    assert get("topics/", cursor=cursor).status_code == 400


def test_a_cursor_belongs_to_the_columns_of_its_release(seven, get, monkeypatch):
    link = get("articles/", cursor="start", limit=2, ordering="title").json()["next"]
    cursor = dict(parse_qsl(urlsplit(link).query))["cursor"]
    monkeypatch.setitem(ORDERS, "title", (Key("title"), Key("slug"), Key("pk")))
    answer = get("articles/", cursor=cursor, limit=2, ordering="title")
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["cursor"]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"cursor": "start", "offset": 0}, ["offset"]),
        ({"cursor": "start", "ordering": "relevance", "search": "a"}, ["cursor"]),
        ({"cursor": ["start", "start"]}, ["cursor"]),
        ({"cursor": ""}, ["cursor"]),
    ],
)
def test_a_crawl_has_neither_offset_nor_relevance(seven, get, query, named):
    answer = get("articles/", **query)
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == named


def test_a_crawl_never_counts(seven, get):
    link = get("articles/", cursor="start", limit=2).json()["next"]
    cursor = dict(parse_qsl(urlsplit(link).query))["cursor"]
    with CaptureQueriesContext(connection) as captured:
        get("articles/", cursor=cursor, limit=2)
    assert not [query["sql"] for query in captured if "COUNT(" in query["sql"]]


def test_a_crawl_goes_on_at_another_name_of_the_same_site(seven, client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    first = client.get("/api/v1/articles/?cursor=start&limit=6", headers={"host": "inside:8000"})
    path = first.json()["next"].removeprefix("https://api.example")
    rest = client.get(path, headers={"host": "api.example"})
    assert rest.status_code == 200
    assert len(rest.json()["results"]) == 1
