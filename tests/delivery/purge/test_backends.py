"""Each CDN gets a purge of exactly the given tags, and failures are recognized."""

import socket
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms import checks
from cms.delivery.purge import backends
from cms.delivery.purge.surrogate_keys import (
    MAX_TAG_LENGTH,
    MAX_TAGS_LENGTH,
    kind_key,
    tags_for,
    tags_to_purge,
)
from cms.environment import purge_backends
from tests.delivery.purge.cdn import Cdn, running_cdn

UNSET: dict[str, Any] = {
    "cloudflare": ("", ""), "fastly": ("", ""), "urls": [], "method": "", "header": "", "token": "",
}  # fmt: skip


@pytest.fixture
def cdn() -> Iterator[Cdn]:
    with running_cdn() as found:
        yield found


@pytest.fixture
def configure(settings: Any, cdn: Cdn) -> Any:
    """Return `configure(fastly=(…))`: settings as from the environment, with the test's CDN."""

    def configure(**variables: Any) -> None:
        settings.PURGE_BACKENDS = {
            name: {**entry, "API_URL": cdn.url}
            for name, entry in purge_backends(**{**UNSET, **variables}).items()
        }

    return configure


def purge(tags: list[str], seconds: float = 20) -> list[str]:
    return backends.purge(tags, until=monotonic() + seconds)


def numbered(count: int) -> list[str]:
    return [f"page-{number}" for number in range(count)]


def test_cloudflare_is_told_by_zone_thirty_tags_a_call(configure: Any, cdn: Cdn) -> None:
    configure(cloudflare=("zone-1", "a-token"))
    assert purge(numbered(61)) == []
    assert [len(call.tags) for call in cdn.calls] == [30, 30, 1]
    assert cdn.purged == sorted(numbered(61))
    call = cdn.calls[0]
    assert (call.method, call.path) == ("POST", "/zones/zone-1/purge_cache")
    assert call.headers["authorization"] == "Bearer a-token"
    assert call.headers["content-type"] == "application/json"


def test_fastly_is_told_by_service_256_keys_a_call(configure: Any, cdn: Cdn) -> None:
    configure(fastly=("service-1", "a-token"))
    assert purge(numbered(257)) == []
    assert [len(call.tags) for call in cdn.calls] == [256, 1]
    call = cdn.calls[0]
    assert (call.method, call.path) == ("POST", "/service/service-1/purge")
    assert call.headers["fastly-key"] == "a-token"


def test_every_cache_of_ones_own_is_told_in_a_header(configure: Any, cdn: Cdn) -> None:
    configure(urls=[f"{cdn.url}/one", f"{cdn.url}/two"], token="a-token")
    assert purge(["page-1", "pages"]) == []
    assert [(call.method, call.path) for call in cdn.calls] == [
        ("PURGE", "/one"),
        ("PURGE", "/two"),
    ]
    assert {call.headers["surrogate-key"] for call in cdn.calls} == {"page-1 pages"}
    assert {call.headers["authorization"] for call in cdn.calls} == {"Bearer a-token"}


def test_method_and_header_can_be_chosen(configure: Any, cdn: Cdn) -> None:
    configure(urls=[cdn.url], method="POST", header="Cache-Tag")
    assert purge(["page-1", "pages"]) == []
    assert cdn.calls[0].method == "POST"
    assert cdn.calls[0].headers["cache-tag"] == "page-1,pages"
    assert "authorization" not in cdn.calls[0].headers


def test_with_nothing_configured_nothing_is_sent(configure: Any) -> None:
    configure()
    assert backends.backends() == {}
    assert purge(["page-1"]) == []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_may_pass_is_tried_again(configure: Any, cdn: Cdn, status: int) -> None:
    configure(fastly=("service", "token"))
    cdn.answers = [(status, {}, b"later")]
    assert purge(["page-1"]) == []
    assert [call.tags for call in cdn.calls] == [["page-1"], ["page-1"]]


def test_a_cdn_that_asks_for_more_patience_than_there_is_fails_at_once(
    configure: Any, cdn: Cdn, caplog: pytest.LogCaptureFixture
) -> None:
    configure(fastly=("service", "secret-token"))
    cdn.answers = [(429, {"Retry-After": "3600"}, b"")]
    assert purge(["page-1"]) == ["fastly"]
    assert len(cdn.calls) == 1
    assert "Fastly answered 429" in caplog.text
    assert "secret-token" not in caplog.text


@pytest.mark.parametrize("status", [301, 400, 401, 404])
def test_what_will_not_pass_is_a_failure_at_once(configure: Any, cdn: Cdn, status: int) -> None:
    configure(fastly=("service", "token"))
    cdn.usual = (status, {"Location": f"{cdn.url}/elsewhere"}, b"")
    assert purge(["page-1"]) == ["fastly"]
    assert len(cdn.calls) == 1


def test_a_cdn_that_never_responds_fails_when_the_time_is_over(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        settings.PURGE_BACKENDS = purge_backends(**{**UNSET, "urls": [url]})
        start = monotonic()
        assert purge(["page-1"], seconds=0.3) == ["http-1"]
        assert monotonic() - start < 1


def test_a_netrc_file_does_not_replace_the_token(
    configure: Any, cdn: Cdn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    configure(cloudflare=("zone", "a-token"))
    assert purge(["page-1"]) == []
    assert cdn.calls[0].headers["authorization"] == "Bearer a-token"


@pytest.mark.parametrize("body", [b'{"success": false, "errors": []}', b"<html>", b"[]", b""])
def test_cloudflare_must_say_that_it_succeeded(configure: Any, cdn: Cdn, body: bytes) -> None:
    configure(cloudflare=("zone", "token"))
    cdn.usual = (200, {}, body)
    assert purge(["page-1"]) == ["cloudflare"]


def test_a_cdn_that_cannot_be_reached_does_not_keep_the_others_from_being_purged(
    configure: Any, cdn: Cdn
) -> None:
    with running_cdn() as gone:
        pass
    configure(urls=[gone.url, cdn.url])
    assert purge(["page-1"], seconds=0.5) == ["http-1"]
    assert cdn.purged == ["page-1"]


def test_an_address_that_cannot_be_asked_is_a_failure_like_any_other(
    configure: Any, cdn: Cdn
) -> None:
    configure(urls=[f"http://{'a' * 70}.example", f"{cdn.url}/there"])
    assert purge(["page-1"], seconds=0.1) == ["http-1"]
    assert [call.path for call in cdn.calls] == ["/there"]


def test_a_line_of_tags_that_grows_long_falls_back_on_the_coarse_ones() -> None:
    scopes = {"site", "author-3", *(f"page-{number}" for number in range(400))}
    assert tags_for(scopes) == ["author-3", "pages", "site"]
    assert tags_for({"site", "page-1", "page-2"}) == ["page-1", "page-2", "site"]
    for count in range(0, 3_000, 100):
        many = {f"{kind}-{number}" for kind in ("page", "x") for number in range(count)}
        assert len(" ".join(tags_for(many))) <= MAX_TAGS_LENGTH


def test_whatever_an_answer_depends_on_one_of_its_tags_is_purged_with_it() -> None:
    scopes = ["site", "author-3", *(f"page-{number}" for number in range(400)), "slug-" + "ü" * 99]
    tags = set(tags_for(scopes))
    assert all(tags & set(tags_to_purge([scope])) for scope in scopes)


def test_a_tag_fits_into_both_headers_whatever_its_scope() -> None:
    assert tags_for(["embed-a b,c\u00e9"]) == ["embed-a%20b%2Cc%C3%A9"]
    long = "embed-" + "x" * MAX_TAG_LENGTH
    assert tags_for([long]) == [kind_key(long)]


def test_no_tag_tells_a_slug(settings: Any) -> None:
    """A response depends on the slugs of drafts that it links to."""
    [tag] = tags_for(["slug-secret-offer"])
    assert "secret" not in tag
    assert [tag] == tags_for(["slug-secret-offer"]) != tags_for(["slug-other"])
    assert tag in tags_to_purge(["slug-secret-offer"])
    settings.SECRET_KEY = "another key " * 5
    assert tags_for(["slug-secret-offer"]) != [tag]


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"cloudflare": ("zone", "")}, "CLOUDFLARE_API_TOKEN"),
        ({"cloudflare": ("", "secret")}, "CLOUDFLARE_ZONE_ID"),
        ({"fastly": ("", "secret")}, "FASTLY_SERVICE_ID"),
        ({"fastly": ("service", "secret\r\nX: y")}, "FASTLY_API_TOKEN"),
        ({"token": "secret"}, "PURGE_URL"),
        ({"urls": ["cache.example"]}, "PURGE_URL"),
        ({"urls": ["http://[::1"]}, "PURGE_URL"),
        ({"urls": ["http://editor:secret@cache.example"]}, "PURGE_URL"),
        ({"urls": ["http://cache.example"], "method": "DELETE"}, "PURGE_METHOD"),
    ],
)
def test_half_a_configuration_is_reported_by_its_variables(
    configure: Any, variables: dict[str, Any], named: str
) -> None:
    configure(**variables)
    (mistake,) = checks.check_purging()
    assert named in mistake.msg
    assert mistake.hint
    assert "secret" not in mistake.msg
    if named != "PURGE_METHOD":
        with pytest.raises(ImproperlyConfigured):
            backends.backends()


def test_a_whole_configuration_is_not_reported(configure: Any) -> None:
    configure(cloudflare=("zone", "token"), fastly=("service", "token"), urls=["https://a.example"])
    assert checks.check_purging() == []
