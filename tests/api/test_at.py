"""Who may ask about another instant, how is it written, and who may keep the answer?"""

from datetime import timedelta
from typing import Any

import pytest

from cms.content.models import AccessToken
from tests.api.openapi import assert_matches
from tests.factories import ArticlePageFactory, AuthorFactory, TopicFactory, now
from tests.recorded_rows import recorded

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
# Those that answer with content, and what they need to be asked.
READS: list[tuple[str, str, dict[str, Any]]] = [
    ("articles", "articles/", {}),
    ("article", "articles/sleep/", {}),
    ("authors", "authors/", {}),
    ("author", "authors/ada/", {}),
    ("topics", "topics/", {}),
    ("topic", "topics/nights/", {}),
    ("home", "home/", {}),
    ("site", "site/", {}),
    ("resolve", "resolve/", {"path": "/articles/sleep/"}),
    ("active_promotions", "promotions/active/", {"path": "/articles/sleep/", "topic": "nights"}),
    ("promotions_manifest", "promotions/manifest/", {"topic": "nights"}),
]


@recorded
def plant_content(index: Any) -> None:
    topic, author = TopicFactory(slug="nights"), AuthorFactory(slug="ada")
    ArticlePageFactory(parent=index, slug="sleep", title="Sleep", topics=[topic], author=author)


@pytest.fixture
def content(clock: Any, index: Any, site: Any) -> None:
    """What each of the reads asks for."""
    plant_content(index)


@pytest.mark.parametrize(("name", "endpoint", "query"), READS)
def test_every_read_answers_in_its_usual_shape_for_nobody_else_to_keep(
    content, travel, name, endpoint, query
):
    answer = travel(now() + HOUR, endpoint, **query)
    assert answer.status_code == 200
    assert_matches(name, answer.json())
    assert answer["Cache-Control"] == "private, no-store"
    again = travel(now() + HOUR, endpoint, {"if-none-match": answer["ETag"]}, **query)
    assert again.status_code == 200


def test_nothing_at_an_instant_is_for_nobody_to_keep_either(content, travel):
    answer = travel(now() + HOUR, "articles/none/")
    assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-store")


NOT_TOKENS = [None, "", "Bearer", "Bearer ", "Bearer unknown", "Basic dXNlcjpzZWNyZXQ=", "Bearer é"]


@pytest.mark.parametrize(("_name", "endpoint", "query"), READS)
def test_without_a_valid_token_no_read_answers_and_says_so(content, get, _name, endpoint, query):
    for header in NOT_TOKENS:
        headers = {"authorization": header} if header is not None else {}
        answer = get(endpoint, headers=headers, at="2027-01-01T00:00:00Z", **query)
        assert answer.status_code == 401, header
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"
        assert answer["Cache-Control"] == "private, no-store"
        assert "token" in answer.json()["detail"]
        assert_matches("Problem", answer.json())


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_an_expired_a_revoked_and_another_kind_of_token_open_nothing(clock, home, get):
    issue, asked = AccessToken.objects.issue, {"at": "2027-01-01T00:00:00Z"}
    token = issue(AccessToken.Kind.PREVIEW, lifetime=HOUR)
    revoked, feed = issue(AccessToken.Kind.PREVIEW), issue(AccessToken.Kind.CALENDAR_FEED)
    assert get("home/", bearer(revoked), **asked).status_code == 200
    for row in AccessToken.objects.filter(expires_at=None, kind=AccessToken.Kind.PREVIEW):
        row.revoke(now())
    for worthless in (revoked, feed):
        assert get("home/", bearer(worthless), **asked).status_code == 401
    clock.move_to(now() + HOUR - SECOND)
    assert get("home/", bearer(token), **asked).status_code == 200
    clock.move_to(now() + SECOND)
    answer = get("home/", bearer(token), **asked)
    assert answer.status_code == 401
    assert "expired" in answer.json()["detail"]


def test_the_token_is_asked_for_before_anything_else(home, get, travel):
    for query in ({"at": "nonsense"}, {"at": "2027-01-01T00:00:00Z", "colour": "red"}):
        assert get("articles/", **query).status_code == 401
    assert travel("nonsense", "articles/").status_code == 400


def test_a_token_without_an_instant_is_an_ordinary_read(content, get, token):
    for secret in (token, "unknown"):
        answer = get("articles/sleep/", bearer(secret))
        assert answer.status_code == 200
        assert answer["Cache-Control"].startswith("public")
        assert answer.content == get("articles/sleep/").content


def test_its_use_is_noted(content, travel):
    travel(now() + HOUR, "home/")
    assert AccessToken.objects.get().last_used_at == now()


NO_OFFSET, MALFORMED, OUT_OF_RANGE = "offset", "no instant", "1970 to 2100"
MISTAKES = {
    "2027-01-01": NO_OFFSET,
    "2027-01-01T09:00": NO_OFFSET,
    "2027-01-01T09:00:00": NO_OFFSET,
    "2027-01-01 09:00:00.5": NO_OFFSET,
    "tomorrow": MALFORMED,
    "2027-13-01T00:00:00Z": MALFORMED,
    "2027-02-30": MALFORMED,
    "2027-01-01Z": MALFORMED,
    "2027-01-01T24:00:00Z": MALFORMED,
    "2027-01-01T23:59:60Z": MALFORMED,
    "2027-01-01T00:00:00+25:00": MALFORMED,
    "2027-01-01T00:00:00 Europe/London": MALFORMED,
    "1798761600": MALFORMED,
    "20270101T000000Z": MALFORMED,
    "٢٠٢٧-01-01T00:00:00Z": MALFORMED,
    "2027-01-01T00:00:00Z\0": MALFORMED,
    "\ud7ff" * 5000: MALFORMED,
    "": "such as",
    "1969-12-31T23:59:59Z": OUT_OF_RANGE,
    "1970-01-01T00:59:59+01:00": OUT_OF_RANGE,
    "2101-01-01T00:00:00Z": OUT_OF_RANGE,
    "0001-01-01T00:00:00+14:00": OUT_OF_RANGE,
    "9999-12-31T23:59:59-14:00": OUT_OF_RANGE,
}


def test_each_mistake_has_a_message_of_its_own_at_its_name(home, travel):
    for value, message in MISTAKES.items():
        answer = travel(value, "articles/")
        assert answer.status_code == 400, value[:50]
        assert answer["Cache-Control"] == "private, no-store"
        assert_matches("Problem", answer.json())
        (error,) = answer.json()["errors"]
        assert error["parameter"] == "at"
        assert message in error["detail"], (value[:50], error)


def test_an_instant_given_twice_is_refused(home, client, token):
    twice = "/api/v1/articles/?at=2027-01-01T00:00:00Z&at=2027-01-01T00:00:00Z"
    answer = client.get(twice, headers=bearer(token))
    assert [error["parameter"] for error in answer.json()["errors"]] == ["at"]


@pytest.mark.parametrize(
    "written",
    [
        "2027-01-01T09:00:00Z", "2027-01-01t09:00:00z", "2027-01-01 09:00:00Z",
        "2027-01-01T09:00Z", "2027-01-01T09:00:00.999999999Z", "2027-01-01T10:00:00%2B01:00",
        "2027-01-01T10:00:00+01:00", "2027-01-01 10:00:00+01:00", "2027-01-01T10:00:00+0100",
        "2027-01-01T03:30:00-05:30", "2027-01-01T10:00+01:00", "2027-01-01T10:00+0100",
        "2027-01-01 10:00+0100", "2027-01-01T10:00:00.5+0100",
    ],
)  # fmt: skip
def test_one_instant_may_be_written_in_several_ways(home, client, token, written):
    answer = client.get(f"/api/v1/promotions/active/?at={written}", headers=bearer(token))
    assert (answer.status_code, answer.json()["at"]) == (200, "2027-01-01T09:00:00Z")


@pytest.mark.parametrize("instant", ["1970-01-01T00:00:00Z", "2100-12-31T23:59:59Z"])
def test_the_first_and_the_last_instant_are_answered(content, travel, instant):
    for _name, endpoint, query in READS:
        assert travel(instant, endpoint, **query).status_code == 200


@pytest.mark.parametrize("endpoint", ["", "schema/", "docs/", "preview/?token=x"])
def test_what_is_no_content_of_the_site_takes_no_instant(home, client, token, endpoint):
    mark = "&" if "?" in endpoint else "?"
    answer = client.get(f"/api/v1/{endpoint}{mark}at=2027-01-01T00:00:00Z", headers=bearer(token))
    assert answer.status_code == 400
