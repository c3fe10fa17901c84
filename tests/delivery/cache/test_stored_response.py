"""One stored response is sent as each client accepts it; no database is needed."""

import gzip
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.delivery.cache import conditional_requests
from cms.delivery.cache.cache_control import FULL_LIFETIME, cache_control, cache_control_for
from cms.delivery.cache.content_encoding import PREFERRED, accepted_encodings, etag
from cms.delivery.cache.stored_response import RawResponse, RequestHeaders, StoredResponse

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOW = NOON.timestamp()
BODY = b'{"title": "Sleep"}' * 40
DECODED = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


def answer(body: bytes = BODY, status: int = 200, **about: Any) -> StoredResponse:
    headers = [
        ("Content-Type", "application/json"), ("Access-Control-Allow-Origin", "*"),
        ("Content-Location", "/api/v1/articles/"), ("Cache-Tag", "site"),
        ("Last-Modified", "Sun, 22 Nov 2026 12:00:00 GMT"),
    ]  # fmt: skip
    return StoredResponse(status, headers, body, **about)


def ask(stored: StoredResponse, method: str = "GET", **asked: str) -> RawResponse:
    return stored.respond(RequestHeaders(method, **asked), NOW)


def header(response: RawResponse, name: str) -> str | None:
    return {each.lower(): value for each, value in response[1]}.get(name.lower())


@pytest.mark.parametrize(
    ("told", "sent"),
    [
        (None, "identity"), ("", "identity"), ("gzip", "gzip"), ("br", "br"), ("*", "br"),
        ("gzip, deflate, br, zstd", "br"), ("gzip;q=1.0, br;q=0.9", "gzip"), ("GZIP", "gzip"),
        ("br;q=0, *", "gzip"), ("identity", "identity"), ("identity, gzip;q=0.5", "identity"),
        ("br;q=0.001", "br"), ("deflate, zstd", "identity"), ("x-gzip", "gzip"),
        ("gzip ; q=0.5 , br ; q=0.2", "gzip"), ("*;q=0, gzip", "gzip"), ("br;q=2, gzip", "gzip"),
        ("br;level=4, gzip", "gzip"), (";;,,=", "identity"), ("br" + " " * 10_000, "identity"),
    ],
)  # fmt: skip
def test_a_client_gets_the_coding_that_it_likes_best(told, sent):
    response = ask(answer(), accept_encoding=told)
    assert response[0] == 200
    assert header(response, "Content-Encoding") == (None if sent == "identity" else sent)
    assert DECODED[sent](response[2]) == BODY
    assert header(response, "Vary") == "Accept-Encoding"
    assert header(response, "Content-Length") == str(len(response[2]))


@pytest.mark.parametrize("told", ["identity;q=0", "*;q=0", "identity;q=0.0, br;q=0, gzip;q=0"])
def test_who_refuses_even_plain_bytes_gets_406(told):
    response = ask(answer(), accept_encoding=told)
    assert (response[0], header(response, "Cache-Control")) == (406, "no-store")
    assert header(response, "Content-Type") == "application/problem+json"


named = st.tuples(
    st.sampled_from([*PREFERRED, "*", "zstd"]), st.sampled_from(["", ";q=0", ";q=0.3", ";q=1"])
)
accepting = st.lists(named).map(lambda members: ",".join(map("".join, members)))


@given(st.text(max_size=60) | accepting)
def test_nobody_gets_a_coding_that_he_refused_or_did_not_name(told):
    weights = {}
    for member in told.lower().replace("x-gzip", "gzip").split(","):
        name, _semicolon, weight = (part.strip() for part in member.partition(";"))
        weights[name] = weight
    for coding in accepted_encodings(told):
        assert weights.get(coding, weights.get("*", "")) != "q=0"
        assert coding == "identity" or coding in weights or "*" in weights


def test_what_is_small_is_sent_as_it_is_unless_that_is_refused():
    small = answer(b'{"a": 1}')
    assert header(ask(small, accept_encoding="br, gzip"), "Content-Encoding") is None
    refusing = ask(small, accept_encoding="gzip, identity;q=0")
    assert gzip.decompress(refusing[2]) == b'{"a": 1}'


def test_each_coding_has_its_own_tag_which_is_the_same_after_a_restart():
    tags = [header(ask(answer(), accept_encoding=told), "ETag") for told in PREFERRED]
    again = [header(ask(answer(), accept_encoding=told), "ETag") for told in PREFERRED]
    assert tags == again
    assert len(set(tags)) == len(PREFERRED)
    assert tags[-1] == etag(BODY)


def test_a_tag_of_one_coding_is_not_taken_for_another():
    stored = answer()
    tag = header(ask(stored, accept_encoding="gzip"), "ETag") or ""
    assert ask(stored, accept_encoding="gzip", if_none_match=tag)[0] == 304
    assert ask(stored, accept_encoding="br", if_none_match=tag)[0] == 200


def test_304_repeats_what_a_cache_needs_and_nothing_of_the_body():
    stored = answer()
    whole = ask(stored)
    unchanged = ask(stored, if_none_match=header(whole, "ETag") or "")
    assert unchanged[::2] == (304, b"")
    told = {name for name, _value in unchanged[1]}
    body = {"Content-Type", "Content-Length", "Content-Encoding"}
    assert told == {name for name, _value in whole[1]} - body
    assert {"ETag", "Cache-Control", "Vary", "Last-Modified", "Content-Location"} <= told


TAG = etag(BODY)


@pytest.mark.parametrize(
    "told",
    [TAG, f"W/{TAG}", "*", " * ", f'"a", {TAG}', f'W/"a",W/{TAG} , "b"', f"{TAG},", f'x {TAG}, "'],
)
def test_a_list_that_names_the_tag_is_answered_with_304(told):
    assert ask(answer(), if_none_match=told)[0] == 304


@pytest.mark.parametrize(
    "told", ["", "nonsense", TAG.strip('"'), TAG[:-1], '"*"', "W/", ",,,", f'"a{TAG[1:]}', "x" * 99]
)
def test_a_list_that_does_not_gets_the_answer(told):
    assert ask(answer(), if_none_match=told)[0] == 200


@given(st.text(alphabet='W/"*, abc' + TAG[1:-1], max_size=200))
def test_no_list_of_tags_is_an_error(told):
    assert ask(answer(), if_none_match=told)[0] in (200, 304)
    assert ask(answer(), if_match=told)[0] in (200, 412)


@given(
    st.lists(st.from_regex(r'(W/)?"[a-f0-9,/]{0,12}"', fullmatch=True), max_size=5), st.booleans()
)
def test_a_tag_is_found_just_where_it_stands(others, named):
    told = ", ".join([*others, TAG] if named else others)
    assert conditional_requests.none_match_has(told, TAG) == named


def test_a_404_is_sent_whole_whatever_a_client_has():
    missing = answer(b'{"status": 404}' * 20, 404)
    tag = header(ask(missing), "ETag") or ""
    for told in (tag, "*"):
        assert ask(missing, if_none_match=told)[0] == 404
    assert ask(missing, if_match='"other"')[0] == 404


def test_a_precondition_is_compared_strongly():
    assert ask(answer(), if_match=TAG)[0] == ask(answer(), if_match="*")[0] == 200
    for told in ('"other"', f"W/{TAG}"):
        refused = ask(answer(), if_match=told)
        assert (refused[0], header(refused, "Cache-Control")) == (412, "no-store")


def test_head_tells_the_length_that_get_would_have():
    for told in PREFERRED:
        stored = answer()
        head, whole = (ask(stored, method, accept_encoding=told) for method in ("HEAD", "GET"))
        assert head == (200, whole[1], b"")


def test_no_cache_keeps_it_past_the_earlier_of_two_instants():
    in_an_hour, in_a_minute = NOON + timedelta(hours=1), NOON + timedelta(seconds=70)
    later = answer(changes_at=in_an_hour)
    assert header(ask(later), "Cache-Control") == FULL_LIFETIME
    bounded = later.respond(RequestHeaders(), NOW, in_a_minute.timestamp())
    assert header(bounded, "Cache-Control") == cache_control(NOON, in_a_minute)
    assert header(ask(answer(changes_at=NOON)), "Cache-Control") == "no-store"


@given(st.floats(-10, 300) | st.just(inf))
def test_the_lifetimes_never_add_up_to_more_than_what_is_left(left):
    told = dict(part.partition("=")[::2] for part in cache_control_for(left).split(", "))
    if "no-store" in told:
        assert left < 1
        return
    for stale in ("stale-while-revalidate", "stale-if-error"):
        assert int(told["s-maxage"]) + int(told.get(stale, 0)) <= min(left, 120)


def test_it_is_the_same_after_it_was_written_and_read():
    stored = answer(
        dependencies={"site", "page-é"}, changes_at=NOON + timedelta(seconds=9.5),
        content_token="1-any", fingerprint="print",
    )  # fmt: skip
    ask(stored, accept_encoding="gzip")
    read = StoredResponse.from_bytes(stored.to_bytes())
    assert read is not None
    for name in (
        "status",
        "headers",
        "body",
        "dependencies",
        "changes_at",
        "expires_at",
        "content_token",
        "fingerprint",
    ):
        assert getattr(read, name) == getattr(stored, name), name
    for told in PREFERRED:
        assert ask(read, accept_encoding=told) == ask(stored, accept_encoding=told)


@given(st.binary(max_size=80), st.integers(0, 2_000))
def test_what_is_damaged_or_of_another_release_is_no_answer(rubbish, length):
    whole = answer(dependencies={"site"}).to_bytes()
    for damaged in (rubbish, whole[: min(length, len(whole) - 1)], whole + b" ", rubbish + whole):
        assert StoredResponse.from_bytes(damaged) is None or damaged == whole
