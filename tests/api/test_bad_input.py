"""Is every mistake in a request answered as a problem that names it, never a 5xx, never HTML?"""

import json
from typing import Any
from urllib.parse import quote

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from articles.models import ArticleIndexPage
from home.models import HomePage
from tests.api.openapi import assert_matches
from tests.factories import ArticlePageFactory, AuthorFactory, TopicFactory, stream, text
from tests.fixtures import plant_german, plant_home, plant_index

ENDPOINTS = [
    "", "articles/", "articles/sleep/", "authors/", "authors/ada/", "topics/", "topics/pain/",
    "home/", "site/", "resolve/", "promotions/active/", "promotions/manifest/", "preview/",
]  # fmt: skip
LISTS = ["articles/", "authors/", "topics/"]
PROMOTIONS = ["promotions/active/", "promotions/manifest/"]
TOO_LONG = "x" * 10_000
NO_TEXT = ["%00", "a%00b", "%FF", "a%C3(", "%0A", "%ED%A0%80"]
NUMBERS = [
    "", "-1", "x", "1e3", "0x10", "1.0", "1.5", "٣", "NaN", "99999999999999999999", "9" * 5000,
    "null", "[]", "1,2", *NO_TEXT,
]  # fmt: skip
INSTANTS = [
    "", "2026", "2026-13-01", "2026-02-30", "yesterday", "2026-11-22T09:00:00",
    "2026-11-22T25:00:00Z", "2026-W47-7T09:00:00Z", "20261122T090000Z", "%D9%A2026-11-22T09:00:00Z",
    "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "-2026-01-01", TOO_LONG, *NO_TEXT,
]  # fmt: skip
TEXTS = [TOO_LONG, *NO_TEXT]
BAD: list[tuple[str, str, list[str]]] = [
    *[(endpoint, "limit", [*NUMBERS, "0", "101"]) for endpoint in LISTS],
    *[(endpoint, "offset", [*NUMBERS, "10000001"]) for endpoint in LISTS],
    ("articles/", "topic", ["", *TEXTS]),
    ("articles/", "tag", ["", *TEXTS]),
    ("articles/", "author", ["", *TEXTS]),
    ("articles/", "search", ["", *TEXTS]),
    ("articles/", "published_after", INSTANTS),
    ("articles/", "published_before", INSTANTS),
    ("articles/", "ordering", ["", "relevance", "-title", "pk", "body", *TEXTS]),
    *[
        (endpoint, "locale", ["", "xx", "EN", "en-GB", "../en", *TEXTS])
        for endpoint in [*LISTS, "articles/sleep/", "authors/ada/", "topics/pain/", "home/"]
    ],
    ("resolve/", "path", ["", *TEXTS, "%2500", "/a%250Ab/"]),
    *[
        (f"promotions/{endpoint}/", name, values)
        for endpoint in ("active", "manifest")
        for name, values in [
            ("path", ["", *TEXTS, "%2500"]),
            ("slot", ["", "popup", *TEXTS]),
            ("locale", ["", "xx", *TEXTS]),
            ("topic", ["", *TEXTS]),
        ]
    ],
    ("preview/", "token", ["", *TEXTS]),
]


@pytest.fixture(scope="module")
def content(module_db):
    index = plant_index(plant_home())
    ArticlePageFactory(
        parent=index, slug="sleep", title="Sleep", body=stream(text("Nights heal the nerves."))
    )
    AuthorFactory(slug="ada")
    TopicFactory(slug="pain")


pytestmark = pytest.mark.usefixtures("content", "db", "delivery_settings")


def told(answer: Any, status: int) -> Any:
    """The problem of an answer, checked for its form."""
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"]
    problem = json.loads(answer.content) if answer.content else {}
    assert problem["status"] == status
    assert problem["type"] == "about:blank"
    assert problem["title"]
    assert problem["detail"]
    assert_matches("Problem", problem)
    return problem


def named(answer: Any) -> list[str]:
    return [error["parameter"] for error in told(answer, 400)["errors"]]


@pytest.mark.parametrize(("endpoint", "name", "values"), BAD)
def test_each_bad_value_is_refused_by_its_name(client, endpoint, name, values):
    for value in values:
        # What is already escaped stays as it is.
        raw = value if "%" in value else quote(value, safe=":,[]")
        answer = client.get(f"/api/v1/{endpoint}?{name}={raw}")
        assert named(answer) == [name], value[:100]
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize(
    "name", ["colour", "format", "fields", "At", "Limit", "", "limit[]", "%00"]
)
def test_an_unknown_parameter_is_refused_by_its_name(client, endpoint, name):
    required = {"resolve/": "path=/&", "preview/": "token=x&"}.get(endpoint, "")
    errors = named(client.get(f"/api/v1/{endpoint}?{required}{name}=1"))
    assert errors == ["\0" if name == "%00" else name]


@pytest.mark.parametrize(
    ("endpoint", "name", "value"),
    [
        ("articles/", "limit", "1"),
        ("articles/", "search", "x"),
        ("articles/", "ordering", "title"),
        ("articles/", "locale", "en"),
        ("articles/", "published_after", "2026-01-01"),
        ("articles/sleep/", "locale", "en"),
        ("home/", "locale", "en"),
        ("resolve/", "path", "/"),
        ("promotions/active/", "path", "/"),
        ("preview/", "token", "x"),
    ],
)
def test_a_single_parameter_given_twice_is_refused_by_its_name(client, endpoint, name, value):
    assert named(client.get(f"/api/v1/{endpoint}?{name}={value}&{name}={value}")) == [name]


@pytest.mark.parametrize(("endpoint", "name"), [("resolve/", "path"), ("preview/", "token")])
def test_a_missing_required_parameter_is_named(client, endpoint, name):
    assert named(client.get(f"/api/v1/{endpoint}")) == [name]


def test_every_mistake_is_named_at_once(client):
    answer = client.get("/api/v1/articles/?limit=0&ordering=relevance&colour=red&topic=")
    assert named(answer) == ["colour", "limit", "ordering", "topic"]


def test_more_repetitions_than_anybody_needs_are_refused(client):
    assert named(client.get("/api/v1/articles/?" + "topic=a&" * 21)) == ["topic"]


def test_a_flood_of_parameters_is_a_problem(client):
    told(client.get("/api/v1/articles/?" + "&".join(f"p{n}=1" for n in range(10_001))), 400)


@pytest.mark.parametrize(
    "words",
    [
        '"', "'", '"sleep', "sleep*", "sleep AND", "NOT sleep", "(sleep", "title:sleep", "-sleep",
        "sleep & !", "a:b:*", "<->", "\\", "%", "_", "😴", "né", "ﬀ", "שינה", "x" * 500, "--", ";",
        "' OR 1=1", "{sleep}", "^sleep", "NEAR(sleep)", "+", "sleep\\", "a" + "\u0301" * 200,
    ],
)  # fmt: skip
def test_search_takes_any_words(get, words):
    answer = get("articles/", search=words)
    assert answer.status_code == 200
    assert answer.json()["count"] in (0, 1)


def test_search_finds_words_of_title_summary_and_body_and_needs_all_of_them(get):
    for words in ("sleep", "LEARNS", "nerves", "nerves sleep", '"nerves"'):
        assert get("articles/", search=words).json()["count"] == 1, words
    for words in ("nerves giraffe", "giraffe", "!!!"):
        assert get("articles/", search=words).json()["count"] == 0, words


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_writing_is_not_allowed(client, endpoint, method):
    answer = getattr(client, method)(f"/api/v1/{endpoint}")
    told(answer, 405)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "accept", ["text/html", "application/xml", "image/*", "nonsense", "a/b;q=x"]
)
def test_another_format_is_not_acceptable(get, accept):
    told(get("articles/", headers={"accept": accept}), 406)


@pytest.mark.parametrize(
    "accept", ["", "*/*", "application/json", "application/*", "text/html, */*;q=0.1"]
)
def test_json_is_answered_to_whoever_takes_it(get, accept):
    assert get("articles/", headers={"accept": accept}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nothing/", "/api/v1/articles", "/api/v1/articles/sleep", "/api/v1/articles/a/b/",
        "/api/v1/articles/%2F/", "/api/v1/articles/..%2Fsleep/", "/api/v1/articles/sleep%2F/",
        "/api/v1/articles/%00/", "/api/v1/articles/a%00/", "/api/v1/articles/%FF/",
        "/api/v1/articles/%0A/", f"/api/v1/articles/{TOO_LONG}/", "/api/v1/articles/Sleep/",
        "/api/v1/authors/%00/", "/api/v1/topics/%00/", "/api/v1//articles/", "/api/", "/api/v2/",
        "/api/v1/articles//", "/api/v1/articles/%E2%80%AE/", "/api/v1/articles/' OR 1=1/",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_a_problem(client, path):
    told(client.get(path), 404)


@pytest.mark.parametrize("host", ["evil.example", "a b", "testserver:x", "", "[::1", "a" * 300])
def test_an_unknown_host_is_a_problem(client, host):
    told(client.get("/api/v1/articles/", headers={"host": host}), 400)


def test_a_server_without_a_site_for_the_host_answers_a_problem(client):
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()
    for endpoint in ("articles/", "home/", "site/", "resolve/?path=/", *PROMOTIONS):
        told(client.get(f"/api/v1/{endpoint}"), 404)


def test_a_mistake_of_the_server_is_a_problem_without_its_cause(client, settings):
    settings.ROOT_URLCONF = "tests.api.broken_urls"
    client.raise_request_exception = False
    problem = told(client.get("/api/v1/broken/"), 500)
    assert "secret cause" not in json.dumps(problem)


@pytest.mark.parametrize(
    "path",
    [
        "articles/sleep", "/articles/sleep", "//articles//sleep//", "/articles/sleep/?utm=1#x",
        "/articles/%73leep/", "https://www.example/articles/sleep/", "/articles/sleep?",
        "HTTPS://www.example/articles/sleep", "/./articles/sleep/"[2:],
    ],
)  # fmt: skip
def test_a_path_is_resolved_however_it_is_written(get, path):
    answer = get("resolve/", path=path)
    assert answer.status_code == 200
    assert answer.json()["page"]["slug"] == "sleep"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/", "https://[/x", "https://", "http://[::1", "/../", "/..%2f", "/%", "/%zz/",
        "/%25/", "/%ff/", "/articles/sleep/x", "/home/articles/sleep/", "?", "#", "/;/", "/a;b=1/",
        "javascript:alert(1)", "/😴/", "/\u202e/", "/" + "a/" * 900, "\\articles\\sleep",
        "/%2f%2f/x",
        "/de/", "/articles/SLEEP/", "/'/", '/"/', "/*/", "/ /",
    ],
)  # fmt: skip
def test_a_path_where_nothing_stands_is_a_problem(get, path):
    if path in ("https://", "http://[::1", "?", "#"):
        assert get("resolve/", path=path).json()["page"]["type"] == "home"
    else:
        told(get("resolve/", path=path), 404)


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("/old", "/old/"),
        ("/old/", "/old"),
        ("/old/page", "old/page?x=1"),
        ("/café", "/caf%C3%A9/"),
        ("/café", "/caf%c3%a9"),
        ("/caf%C3%A9", "/café/"),
        ("/a b", "/a%20b/"),
    ],
)
def test_a_redirect_is_found_however_its_path_is_written(get, stored, asked):
    Redirect.add_redirect(stored, redirect_to="https://else.example/")
    assert get("resolve/", path=asked).json() == {
        "kind": "redirect",
        "location": "https://else.example/",
        "permanent": True,
    }


def test_a_redirect_of_this_site_comes_before_one_of_all_sites(get):
    site = Site.objects.get()
    Redirect.add_redirect("/old", redirect_to="https://all.example/")
    Redirect.add_redirect("/old", redirect_to="https://one.example/", site=site)
    assert get("resolve/", path="/old").json()["location"] == "https://one.example/"


def test_the_german_home_page_comes_before_a_page_called_de(get):
    plant_german(HomePage.objects.get())
    english = ArticleIndexPage.objects.get(slug="articles")
    english.slug = "de"
    english.save_revision().publish()
    assert get("resolve/", path="/de/").json()["page"]["locale"] == "de"
