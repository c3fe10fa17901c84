"""A response names all its dependencies, and few others.

Each operation is carried out on a site and rolled back. If it changes the bytes of a response, it
must change the fingerprint of the dependencies of the old response.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client, override_settings
from django.urls import resolve
from wagtail.models import Site

from cms import router
from cms.api.views import ReadView
from cms.delivery.cache.stored_response import STORED_RESPONSE
from cms.versions import content_versions
from tests.delivery.dependency_site import ENDPOINTS, build, edited
from tests.delivery.editor_operations import (
    MEDIA,
    PAGES,
    PEOPLE_AND_TOPICS,
    PROMOTIONS,
    SITE,
    UNSEEN,
)

SEEN = {
    f"{kind}: {name}": operation
    for kind, operations in {
        "pages": PAGES,
        "people": PEOPLE_AND_TOPICS,
        "media": MEDIA,
        "site": SITE,
        "promotions": PROMOTIONS,
    }.items()
    for name, operation in operations.items()
}


class Recorded(NamedTuple):
    """A response and its dependencies."""

    body: tuple[int, bytes]
    dependencies: frozenset[str]
    fingerprint: str


def record(endpoint: str, query: dict[str, Any]) -> Recorded:
    answer = Client().get(f"/api/v1/{endpoint}", query)
    stored = answer.wsgi_request.META[STORED_RESPONSE]
    return Recorded(
        (answer.status_code, answer.content),
        frozenset(stored.dependencies),
        at(stored.dependencies),
    )


def at(dependencies: Any) -> str:
    state = content_versions.dependency_versions(dependencies)
    assert state is not None
    return state.fingerprint


def forget() -> None:
    for cache in caches.all(initialized_only=False):
        cache.clear()
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="module")
def stage(module_db: None) -> Iterator[Any]:
    addresses = {
        "SECURE_SSL_REDIRECT": False,
        "ALLOWED_HOSTS": ["*"],
        "PUBLIC_URL": "https://api.example",
        "FRONTEND_URL": "https://www.example",
    }
    with override_settings(**addresses):
        forget()
        yield build()


@pytest.fixture(scope="module")
def before(stage: Any) -> dict[str, Recorded]:
    return {f"{path} {query}": record(path, query) for path, query in ENDPOINTS}


@pytest.fixture(autouse=True)
def undone(db: None, stage: Any, before: Any) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    forget()


def test_every_endpoint_that_reads_content_is_compared() -> None:
    views = {url.name: getattr(url.callback, "cls", None) for url in router.urlpatterns}
    cached = {
        name
        for name, view in views.items()
        if view is not None and issubclass(view, ReadView) and view.cacheable
    }
    compared = {resolve(f"/api/v1/{path}").url_name for path, _query in ENDPOINTS}
    # The index and the document describe the API, whatever the content.
    assert cached - compared <= {"api-index", "api-schema", "api-docs"}


@pytest.mark.parametrize("name", SEEN)
def test_what_changes_an_answer_changes_the_fingerprint_of_its_scopes(
    stage: Any, before: dict[str, Recorded], name: str
) -> None:
    SEEN[name](stage)
    was_seen, stale = False, {}
    for path, query in ENDPOINTS:
        old = before[f"{path} {query}"]
        same = at(old.dependencies) == old.fingerprint
        if same or not was_seen:
            new = record(path, query).body
            was_seen |= new != old.body
            if same and new != old.body:
                stale[f"{path} {query}"] = (old.body, new)
    assert stale == {}
    assert was_seen, "Nobody sees this operation, so it proves nothing."


@pytest.mark.parametrize("name", UNSEEN)
def test_what_the_public_does_not_see_renews_nothing(
    stage: Any, before: dict[str, Recorded], name: str
) -> None:
    current = content_versions.current()
    UNSEEN[name](stage)
    assert content_versions.current() == current
    assert [each for each, old in before.items() if at(old.dependencies) != old.fingerprint] == []


def test_an_article_of_another_topic_leaves_the_others_as_they_were(
    stage: Any, before: dict[str, Recorded]
) -> None:
    edited(stage, "far", title="Far away", summary="x")
    renewed = {
        each.split(" ")[0]
        for each, old in before.items()
        if at(old.dependencies) != old.fingerprint
    }
    assert renewed == {"articles/", "articles/far/", "autocomplete/"}


def test_other_words_on_a_page_leave_the_pages_that_link_to_it_as_they_were(
    stage: Any, before: dict[str, Recorded]
) -> None:
    old = before["site/ {}"]
    edited(stage, "two", summary="Other words")
    assert at(old.dependencies) == old.fingerprint
    edited(stage, "two", slug="zwei")
    assert at(old.dependencies) != old.fingerprint


def test_what_is_rolled_back_leaves_every_fingerprint_as_it_was(
    before: dict[str, Recorded],
) -> None:
    assert [each for each, old in before.items() if at(old.dependencies) != old.fingerprint] == []
