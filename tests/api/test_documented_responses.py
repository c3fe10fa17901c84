"""Does every operation answer with the statuses and headers that the document lists?"""

import re
from typing import Any

import pytest
from wagtail.models import Site

from tests import golden
from tests.api.openapi import assert_matches, document, operations
from tests.api.schema_rules import resolved
from tests.fixtures import plant_german, plant_home, plant_index

pytestmark = pytest.mark.usefixtures("article", "db", "delivery_settings")
QUERIES = {
    "resolve": {"path": "/articles/"},
    "autocomplete": {"search": "sleep"},
    "preview": {"token": "nothing"},
}
SLUGS = {"article": "sleep-and-pain", "author": "grace-okafor", "topic": "sleep"}
ABSENT = {"resolve": "resolve/?path=/nothing/", "preview": "preview/?token=nothing"}
# What a server, a proxy or another rule adds to whatever it sends.
NOT_OURS = {
    "content-type", "content-length", "content-encoding", "x-frame-options", "referrer-policy",
    "x-content-type-options", "cross-origin-opener-policy", "access-control-allow-origin",
    "access-control-expose-headers", "date", "server",
}  # fmt: skip
CACHEABLE = sorted(set(operations()) - {"preview"})


@pytest.fixture(scope="module")
def article(module_db: None) -> Any:
    home = plant_home()
    return golden.build(home, plant_index(home), plant_german(home), Site.objects.get())


def path_of(name: str) -> str:
    found = [path for path, methods in document()["paths"].items()
             if methods["get"]["operationId"] == name]  # fmt: skip
    return found[0].removeprefix("/api/v1/").replace("{slug}", SLUGS.get(name, ""))


def ask(client: Any, name: str, method: str = "get", **headers: str) -> Any:
    path = f"/api/v1/{path_of(name)}"
    return getattr(client, method)(path, QUERIES.get(name, {}), headers=headers)


def documented(name: str) -> set[str]:
    return set(operations()[name]["responses"])


def names(answer: dict[str, Any]) -> set[str]:
    return {name.lower() for name in answer.get("headers", {})}


def shared(name: str) -> set[str]:
    return names(document()["components"]["responses"][name])


def headers_of(answer: Any) -> set[str]:
    return {name.lower() for name in answer.headers} - NOT_OURS


def example(status: int) -> Any:
    answer = resolved(document(), operations()["articles"]["responses"][str(status)])
    return next(iter(answer["content"]["application/problem+json"]["examples"].values()))["value"]


def test_answers_carry_the_documented_headers(client: Any) -> None:
    for name in CACHEABLE:
        answer = ask(client, name)
        assert answer.status_code == 200
        assert headers_of(answer) == names(operations()[name]["responses"]["200"]), name


def test_conditions_are_answered_as_documented(client: Any) -> None:
    assert not documented("preview") & {"304", "412"}
    for name in CACHEABLE:
        assert {"304", "412"} <= documented(name)
        tag = ask(client, name)["ETag"]
        unchanged = ask(client, name, **{"if-none-match": tag})
        assert unchanged.status_code == 304
        assert headers_of(unchanged) >= shared("NotModified")
        failed = ask(client, name, **{"if-match": '"another"'})
        assert (failed.status_code, failed.json()) == (412, example(412))
        assert headers_of(failed) >= shared("PreconditionFailed")


def test_an_unknown_parameter_is_answered_as_documented(client: Any) -> None:
    for name in operations():
        asked = {**QUERIES.get(name, {}), "colour": "red"}
        answer = client.get(f"/api/v1/{path_of(name)}", asked)
        assert (answer.status_code, answer.json()) == (400, example(400))
        assert headers_of(answer) >= shared("BadRequest")
        assert_matches(name, answer.json(), 400)


def test_other_methods_and_formats_are_answered_as_documented(client: Any) -> None:
    for name in operations():
        assert {"405", "406"} <= documented(name)
        posted = client.post(f"/api/v1/{path_of(name)}")
        assert (posted.status_code, posted.json()) == (405, example(405))
        assert headers_of(posted) >= shared("MethodNotAllowed")
        strange = ask(client, name, accept="application/x-nothing")
        assert (strange.status_code, strange.json()) == (406, example(406))
        assert headers_of(strange) >= shared("NotAcceptable")


def test_another_instant_is_refused_as_documented(client: Any) -> None:
    for name in operations():
        answer = client.get(f"/api/v1/{path_of(name)}?at=2026-11-27T09:00:00Z")
        assert (answer.status_code == 401) == ("401" in documented(name)), name
        if answer.status_code == 401:
            assert answer.json() == example(401)
            assert headers_of(answer) >= shared("Unauthorized")


def test_what_is_not_there_is_answered_as_documented(client: Any) -> None:
    for name in (*SLUGS, *ABSENT):
        path = ABSENT.get(name) or re.sub(r"[^/]+/$", "nothing/", path_of(name))
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 404
        assert_matches(name, answer.json(), 404)
        if name not in ABSENT:
            assert answer.json() == example(404)
            assert headers_of(answer) == shared("NotFound")


def test_where_no_site_answers_every_read_of_content_is_a_404(client: Any) -> None:
    Site.objects.all().delete()
    Site.clear_site_root_paths_cache()
    for name in CACHEABLE:
        assert (ask(client, name).status_code == 404) == ("404" in documented(name)), name
