"""Does a developer find the endpoints, the OpenAPI document and its readable form?"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve

from home.models import HomePage
from tests.api.openapi import assert_matches, document

Get = Callable[..., Any]
NO_PAGE = {"Accept": "application/xml"}


@pytest.fixture(autouse=True)
def _site(home: HomePage) -> None:
    """A site to ask."""


def test_index_lists_endpoints_that_exist(get: Get) -> None:
    answer = get("").json()
    assert_matches("index", answer)
    assert answer["articles"] == "https://api.example/api/v1/articles/"
    for url in answer.values():
        assert (
            resolve(url.removeprefix("https://api.example")).func.cls.__module__
            != "cms.fallback_views"
        )


def test_schema_is_json_unless_asked_otherwise(get: Get) -> None:
    answer = get("schema/")
    assert answer.headers["Content-Type"] == "application/vnd.oai.openapi+json"
    assert answer.json() == document()
    assert_matches("schema", answer.json())


@pytest.mark.parametrize("accept", ["application/json", "*/*", "text/html", "application/xml"])
def test_schema_as_plain_json_by_parameter(get: Get, accept: str) -> None:
    answer = get("schema/", headers={"Accept": accept}, format="json")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["openapi"].startswith("3.1")


def test_unknown_format_of_the_schema_is_a_bad_request(get: Get) -> None:
    answer = get("schema/", format="yaml")
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["format"]
    assert_matches("schema", answer.json(), 400)


@pytest.mark.parametrize("endpoint", ["schema/", "docs/", ""])
def test_what_cannot_be_made_is_not_acceptable(get: Get, endpoint: str) -> None:
    answer = get(endpoint, headers=NO_PAGE)
    assert answer.status_code == 406
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert_matches("schema", answer.json(), 406)


@pytest.mark.parametrize("endpoint", ["schema/", "docs/", ""])
def test_unknown_parameter_is_named(get: Get, endpoint: str) -> None:
    answer = get(endpoint, colour="red")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "colour"


@pytest.mark.parametrize("endpoint", ["schema/", "docs/", ""])
def test_writing_is_refused(client: Client, endpoint: str) -> None:
    answer = client.post(f"/api/v1/{endpoint}")
    assert answer.status_code == 405
    assert_matches("docs", answer.json(), 405)


@pytest.mark.parametrize("endpoint", ["schema/", "docs/", ""])
def test_documentation_is_cached_like_any_read(get: Get, endpoint: str) -> None:
    answer = get(endpoint)
    assert answer.headers["Cache-Control"].startswith("public, max-age=0, must-revalidate")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Vary" not in answer.headers or "Cookie" not in answer.headers["Vary"]
    again = get(endpoint, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_docs_page_loads_nothing_from_elsewhere(get: Get) -> None:
    answer = get("docs/")
    page = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Set-Cookie" not in answer.headers
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", page) == []
    assert "/api/v1/schema/" in page


def test_assets_of_the_docs_page_are_served_from_here(get: Get) -> None:
    page = get("docs/").content.decode()
    assets = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    assert len(assets) >= 3
    assert [asset for asset in assets if finders.find(asset) is None] == []
