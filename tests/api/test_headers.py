"""Which headers does every answer carry, and when is it answered with 304?"""

import os
import re
import subprocess
import sys

import pytest

from articles.models import ArticlePage
from tests.factories import ArticlePageFactory
from tests.fixtures import plant_home, plant_index

STRONG = re.compile(r'"[0-9a-f]{32}"')


pytestmark = pytest.mark.usefixtures("article", "db", "delivery_settings")


@pytest.fixture(scope="module")
def article(module_db):
    return ArticlePageFactory(parent=plant_index(plant_home()), slug="sleep", title="Sleep")


@pytest.mark.parametrize("endpoint", ["", "articles/", "articles/sleep/", "home/", "site/"])
def test_an_answer_may_be_kept_and_recognised(get, endpoint):
    answer = get(endpoint)
    assert STRONG.fullmatch(answer["ETag"])
    assert answer["Cache-Control"] == (
        "public, max-age=0, must-revalidate, s-maxage=60, "
        "stale-while-revalidate=60, stale-if-error=60"
    )
    assert answer["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in answer


def test_a_404_may_be_kept_and_recognised(get):
    answer = get("articles/nothing/")
    assert STRONG.fullmatch(answer["ETag"])
    assert "s-maxage=60" in answer["Cache-Control"]


@pytest.mark.parametrize("endpoint", ["articles/?limit=0", "preview/?token=x", "nothing/"])
def test_what_must_not_be_kept_says_so_and_has_a_tag_all_the_same(get, endpoint):
    answer = get(endpoint)
    assert "no-store" in answer["Cache-Control"]
    assert STRONG.fullmatch(answer["ETag"])


def test_equal_answers_have_equal_tags_and_other_answers_have_others(get):
    article = ArticlePage.objects.get()
    first, again = get("articles/sleep/")["ETag"], get("articles/sleep/")["ETag"]
    assert first == again
    assert get("articles/sleep/", locale="en")["ETag"] == first
    article.title = "Sleep well"
    article.save_revision().publish()
    assert get("articles/sleep/")["ETag"] != first


def test_the_tag_is_the_same_in_every_process():
    code = "from cms.delivery.cache.content_encoding import etag; print(etag(b'the same bytes'))"
    tags = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(tags) == 1


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '"other",W/{} , "more"', "*"])
def test_an_unchanged_answer_is_304_without_a_body(get, form):
    fresh = get("articles/sleep/")
    answer = get("articles/sleep/", headers={"if-none-match": form.format(fresh["ETag"])})
    assert answer.status_code == 304
    assert answer.content == b""
    for name in ("ETag", "Cache-Control", "Access-Control-Allow-Origin"):
        assert answer[name] == fresh[name]
    assert "Content-Type" not in answer


@pytest.mark.parametrize("form", ['"other"', "nonsense", "", 'W/"other"', '"unfinished'])
def test_another_tag_gets_the_whole_answer(get, form):
    answer = get("articles/sleep/", headers={"if-none-match": form})
    assert answer.status_code == 200
    assert answer.json()["title"] == "Sleep"


def test_a_precondition_that_fails_is_a_problem(get):
    answer = get("articles/sleep/", {"If-Match": '"another"'})
    assert (answer.status_code, answer.json()["status"]) == (412, 412)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"


def test_a_404_is_never_304(get):
    tag = get("articles/nothing/")["ETag"]
    assert get("articles/nothing/", headers={"if-none-match": tag}).status_code == 404
    assert get("articles/nothing/", headers={"if-none-match": "*"}).status_code == 404


def test_head_has_the_headers_of_get_and_no_body(client, get):
    whole, head = get("articles/sleep/"), client.head("/api/v1/articles/sleep/")
    assert head.status_code == 200
    assert head.content == b""
    for name in ("ETag", "Cache-Control", "Content-Type", "Access-Control-Allow-Origin"):
        assert head[name] == whole[name]
    tag = {"if-none-match": whole["ETag"]}
    assert client.head("/api/v1/articles/sleep/", headers=tag).status_code == 304


def test_options_says_what_is_allowed(client):
    answer = client.options("/api/v1/articles/")
    assert answer.status_code == 200
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_what_can_be_done_here_is_nothing_that_a_cache_keeps(client, site):
    told = client.options("/api/v1/articles/")
    assert told["Cache-Control"] == "private, no-store"
    again = client.options("/api/v1/articles/", headers={"If-None-Match": told["ETag"]})
    assert (again.status_code, again.content) == (200, told.content)


@pytest.mark.parametrize("path", ["articles/", "nothing/", "articles/?limit=0"])
def test_a_preflight_is_answered_without_reading_anything(client, path, django_assert_num_queries):
    headers = {
        "origin": "https://app.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": "authorization, if-none-match",
    }
    with django_assert_num_queries(0):
        answer = client.options(f"/api/v1/{path}", headers=headers)
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    allowed = answer["Access-Control-Allow-Headers"].lower()
    assert "authorization" in allowed
    assert "if-none-match" in allowed


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("articles/", 200), ("articles/nothing/", 404), ("nothing/", 404), ("articles/?x=1", 400),
        ("preview/?token=x", 404),
    ],
)  # fmt: skip
def test_every_answer_may_be_read_from_any_origin(client, path, status):
    answer = client.get(f"/api/v1/{path}", headers={"origin": "https://app.example"})
    assert answer.status_code == status
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Access-Control-Expose-Headers"] == "ETag, Content-Location"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "origin" not in answer.get("Vary", "").lower()


def test_a_visitor_with_a_cookie_gets_what_everybody_gets(client, admin_user, get):
    before = get("articles/")
    client.force_login(admin_user)
    after = client.get("/api/v1/articles/")
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert after["Vary"] == "Accept-Encoding"


def test_other_pages_of_the_server_are_left_alone(client, admin_user):
    client.force_login(admin_user)
    answer = client.get("/admin/")
    assert "Access-Control-Allow-Origin" not in answer
