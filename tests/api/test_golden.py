"""Is every answer the very JSON that frontends were built on, and as the schema promises?"""

import pytest
from wagtail.models import Site

from tests import golden
from tests.api.openapi import assert_matches
from tests.fixtures import plant_german, plant_home, plant_index
from tests.snapshots import assert_golden

ANSWERS = {
    "index": ("index", "", {}),
    "articles": ("articles", "articles/", {"ordering": "title"}),
    "article": ("article", "articles/sleep-and-pain/", {}),
    "article-german": ("article", "articles/schlaf-und-schmerz/", {"locale": "de"}),
    "authors": ("authors", "authors/", {}),
    "author": ("author", "authors/grace-okafor/", {}),
    "topics": ("topics", "topics/", {}),
    "topic": ("topic", "topics/sleep/", {}),
    "home": ("home", "home/", {}),
    "site": ("site", "site/", {}),
    "resolve-page": ("resolve", "resolve/", {"path": "/articles/"}),
    "resolve-redirect": ("resolve", "resolve/", {"path": "/old-guide/?x=1"}),
    "promotions-active": ("active_promotions", "promotions/active/", {"topic": "pain"}),
}
PROBLEMS = {
    "problem-400": ("articles", "articles/", {"limit": "0", "colour": "red"}, 400),
    "problem-404": ("article", "articles/nothing/", {}, 404),
}


pytestmark = pytest.mark.usefixtures("article", "db", "delivery_settings")


@pytest.fixture(scope="module")
def article(module_db):
    home = plant_home()
    return golden.build(home, plant_index(home), plant_german(home), Site.objects.get())


@pytest.mark.parametrize("name", ANSWERS)
def test_answer_is_the_golden_one(get, name):
    operation, endpoint, query = ANSWERS[name]
    answer = get(endpoint, **query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert_matches(operation, answer.json())
    assert_golden(name, answer.json())


@pytest.mark.parametrize("name", PROBLEMS)
def test_problem_is_the_golden_one(get, name):
    operation, endpoint, query, status = PROBLEMS[name]
    answer = get(endpoint, **query)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert_matches(operation, answer.json(), status)
    assert_golden(name, answer.json())


def test_resolve_answers_an_article_as_its_own_endpoint_does(get):
    resolved = get("resolve/", path="/articles/sleep-and-pain")
    assert resolved.json() == {"kind": "page", "page": get("articles/sleep-and-pain/").json()}
    assert_matches("resolve", resolved.json())


def test_every_block_type_is_in_the_golden_article(article, get):
    told = {block["type"] for block in get("articles/sleep-and-pain/").json()["body"]}
    assert told == set(article.body.stream_block.child_blocks)
