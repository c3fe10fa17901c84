"""Is what will not be public at an instant absent from every answer as of that instant?"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.marked_site import MARK, World, found_in, secret_page
from tests.api.query_plans import HOUR, draft, expire, plan, restrict, withdrawn
from tests.factories import AuthorFactory, TopicFactory, now, stream, text

HIDDEN_FOR_NOW: dict[str, Callable[[Any], Any]] = {
    "a draft": withdrawn,
    "approved for later": lambda thing: plan(withdrawn(thing), 3 * HOUR),
    "expired by then": lambda thing: expire(thing, HOUR),
    "approved, but expired by then": lambda thing: plan(thing, expire_at=now() + 2 * HOUR),
    "approved and then withdrawn": lambda thing: withdrawn(plan(thing)),
}


@pytest.fixture
def world(clock, home, index, site) -> World:
    return World(home, index, site)


@pytest.fixture
def at_two(get, travel) -> Callable[..., Any]:
    """Reads as of two hours from now, for the search through all endpoints."""

    def at_two(endpoint: str, **query: Any) -> Any:
        # The list of endpoints is the same at all times.
        return travel(now() + 2 * HOUR, endpoint, **query) if endpoint else get(endpoint)

    return at_two


@pytest.mark.parametrize("how", [*HIDDEN_FOR_NOW, "private"])
def test_a_page_hidden_by_then_is_nowhere(world, at_two, how):
    page = secret_page(world.index)
    world.point_at(pages=[page])
    {**HIDDEN_FOR_NOW, "private": lambda page: restrict(plan(page))}[how](page)
    assert found_in(at_two) == []


@pytest.mark.parametrize("how", HIDDEN_FOR_NOW)
def test_people_and_topics_hidden_by_then_are_nowhere(world, at_two, how):
    person = AuthorFactory(name=f"{MARK} name", slug=f"{MARK}-slug", biography=f"<p>{MARK}</p>")
    topic = TopicFactory(name=f"{MARK} topic", slug=f"{MARK}-slug", description=MARK)
    world.point_at(people=[person], topics=[topic])
    for thing in (person, topic):
        HIDDEN_FOR_NOW[how](thing)
    assert found_in(at_two) == []


def test_a_page_public_by_then_is_found_wherever_something_points_at_it(world, at_two, get):
    page = secret_page(world.index)
    world.point_at(pages=[page])
    plan(withdrawn(page))
    places = set(found_in(at_two))
    assert {
        "articles/ {}", "articles/public/ {}", f"articles/{MARK}-slug/ {{}}", "home/ {}",
        "site/ {}", "authors/ada/ {}", "promotions/active/ {}", "resolve/ {'path': '/old/'}",
    } <= places  # fmt: skip


def test_a_draft_newer_than_the_approved_version_is_nowhere(world, at_two):
    world.point_at()
    plan(world.article, title="Approved")
    draft(world.article, title=MARK, body=stream(text(MARK)))
    assert found_in(at_two) == []
