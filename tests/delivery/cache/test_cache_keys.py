"""Which requests share a cache key, and which have none."""

from typing import Any

import pytest

from cms.delivery.cache import cache_keys, content_encoding
from cms.delivery.cache.cache_keys import CacheKeys, accepts_json
from cms.delivery.cache.content_encoding import accepted_encodings


@pytest.mark.parametrize(
    ("accept", "told"),
    [
        ("*/*", True), ("", True), ("application/json", True), ("application/*;q=0.8", True),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html", False), ("application/json; indent=8", False), ("*/*;q=0", False),
        (",text/html", False), ("text/html, ,", False), (", application/json,", True), (" ", True),
        (";q=1", False), ("text/html,;q=1", False),
        ("*/*;q=0.000", False), ("*/*" + "," * 9_999, False), ("application/problem+json", False),
    ],
)  # fmt: skip
def test_an_accept_header_that_may_get_something_else_passes_by(accept, told, home, get):
    assert accepts_json(accept) is told
    answer = get("home/", headers={"accept": accept})
    assert answer.status_code == 200 if told else answer.status_code in (200, 406)


def test_long_headers_are_not_remembered():
    remembered = content_encoding._ranked.cache_info, cache_keys._accepts_json.cache_info
    before = [told().currsize for told in remembered]
    accepted_encodings("gzip, " * 400)
    accepts_json("*/*, " * 400)
    assert [told().currsize for told in remembered] == before


def environ(**changed: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET", "wsgi.url_scheme": "http", "HTTP_HOST": "testserver",
        "SERVER_PORT": "80", "PATH_INFO": "/api/v1/articles/", "QUERY_STRING": "", **changed,
    }  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"wsgi.url_scheme": "https"}, {"HTTP_HOST": "other"}, {"SERVER_PORT": "81"},
        {"PATH_INFO": "/api/v1/home/"}, {"QUERY_STRING": "limit=1"},
    ],
)  # fmt: skip
def test_other_questions_are_told_apart(changed):
    ask = CacheKeys().key_of
    assert ask(environ(**changed)) not in (None, ask(environ()))


@pytest.mark.parametrize(
    "changed",
    [
        {"REQUEST_METHOD": "POST"}, {"PATH_INFO": "/admin/"}, {"QUERY_STRING": "at=2026-11-27"},
        {"HTTP_HOST": "h" * 300}, {"QUERY_STRING": "q" * 3_000}, {"SCRIPT_NAME": "/below"},
        {"CONTENT_TYPE": "text/plain; charset=latin-1"}, {"HTTP_ACCEPT": "text/html"},
        {"CONTENT_TYPE": "text/plain; charset=latin-1; x=charset=utf-8"},
        {"CONTENT_TYPE": 'text/plain; charset=latin-1; x="charset=utf-8"'},
        {"CONTENT_TYPE": "text/plain; charset=latin-1; charset=utf-8"},
        {"PATH_INFO": "/api/v1/articles/\nlimit=1"}, {"QUERY_STRING": "limit=1\n"},
    ],
)  # fmt: skip
def test_what_only_django_can_answer_is_no_question(changed):
    assert CacheKeys().key_of(environ(**changed)) is None


def test_who_names_the_usual_charset_asks_what_everybody_asks():
    told = {"CONTENT_TYPE": 'application/json; charset="UTF-8"'}
    assert CacheKeys().key_of(environ(**told)) == CacheKeys().key_of(environ())


def test_the_scheme_is_told_by_the_proxy_only_where_it_is_trusted(settings):
    forwarded = {"HTTP_X_FORWARDED_PROTO": "https"}
    settings.SECURE_PROXY_SSL_HEADER = None
    plain = CacheKeys()
    assert plain.key_of(environ(**forwarded)) == plain.key_of(environ())
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    trusting = CacheKeys()
    secure = trusting.key_of(environ(**{"wsgi.url_scheme": "https"}))
    assert trusting.key_of(environ(**forwarded)) == secure != trusting.key_of(environ())
    for spoilt in ("http, https", "nonsense", ""):
        assert trusting.key_of(environ(HTTP_X_FORWARDED_PROTO=spoilt)) == trusting.key_of(environ())


def test_no_question_is_told_where_other_headers_choose_the_site(settings):
    assert CacheKeys().is_usable
    settings.USE_X_FORWARDED_HOST = True
    assert not CacheKeys().is_usable
