"""Is what the public may not see absent from every endpoint, at every depth?

Each case hides one thing that carries a marker word in all its fields and that everything else
points at, asks every endpoint in every way, and walks the whole of each answer. The same content
unhidden is the control: there the marker must be found, or the test could not fail.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from tests.api.marked_site import INHERITED, MARK, found_in, secret_page, world
from tests.factories import (
    ArticleIndexPageFactory,
    AuthorFactory,
    HomePageFactory,
    PromotionFactory,
    TopicFactory,
    moved_to_past,
    publish,
    stream,
    text,
)

__all__ = ["world"]

Hide = Callable[[Any], None]


def restrict(page: Any, kind: str) -> None:
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="open sesame" if kind == "password" else ""
    )
    if kind == "groups":
        restriction.groups.add(Group.objects.create(name="Readers"))


def expire(thing: Any) -> None:
    """Past its expiry, with no job having run: the row still says live."""
    type(thing).objects.filter(pk=thing.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def expire_half_way(thing: Any) -> None:
    """Past its expiry, and taking it down fails at every read."""
    from django.core.cache import cache

    from cms.publishing.scheduled_publishing import due_events

    expire(thing)
    for event in due_events(timezone.now()):
        cache.set(event.failure_key, True, 60)


def withdraw(thing: Any) -> None:
    """A published thing is saved again as not yet live, to come back in an hour."""
    thing.refresh_from_db()
    thing.unpublish()
    draft = thing.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    publish(draft)


def never_published(thing: Any) -> None:
    type(thing).objects.filter(pk=thing.pk).update(
        live=False, live_revision=None, first_published_at=None
    )


def to_other_site(page: Any) -> None:
    other = HomePageFactory(parent=Page.get_first_root_node(), title="Other", slug="other")
    Site.objects.create(hostname="second.example", port=80, root_page=other)
    Site.clear_site_root_paths_cache()
    section = ArticleIndexPageFactory(parent=other, slug="articles")
    page.move(section, pos="last-child")


def outside_of_sites(page: Any) -> None:
    root = HomePageFactory(parent=Page.get_first_root_node(), title="Attic", slug="attic")
    page.move(ArticleIndexPageFactory(parent=root, slug="articles"), pos="last-child")


HIDING: dict[str, Hide] = {
    "draft": never_published,
    "unpublished": lambda thing: thing.unpublish(),
    "expired": expire,
    "expired, and taking it down fails": expire_half_way,
    "not yet live": withdraw,
}
PAGES_ONLY: dict[str, Hide] = {
    "on another site": to_other_site,
    "outside of all sites": outside_of_sites,
    "password": lambda page: restrict(page, "password"),
    "login": lambda page: restrict(page, "login"),
    "groups": lambda page: restrict(page, "groups"),
}


@pytest.mark.parametrize("how", [*HIDING, *PAGES_ONLY])
def test_a_hidden_page_is_nowhere(world, get, how):
    page = secret_page(world.index)
    world.point_at(pages=[page])
    {**HIDING, **PAGES_ONLY}[how](page)
    assert found_in(get) == []


@pytest.mark.parametrize("kind", INHERITED)
def test_a_page_below_a_private_one_is_nowhere(world, get, kind):
    parent = ArticleIndexPageFactory(
        parent=world.home, title=f"{MARK} parent", slug=f"{MARK}-parent"
    )
    page = secret_page(parent)
    world.point_at(pages=[page])
    restrict(parent, kind)
    assert found_in(get) == []


def test_a_page_below_an_unpublished_one_is_still_public(world, get):
    parent = ArticleIndexPageFactory(parent=world.home, title="Parent", slug=f"{MARK}-parent")
    page = secret_page(parent)
    world.point_at(pages=[page])
    parent.unpublish()
    assert get("resolve/", path=f"/{MARK}-parent/{MARK}-slug/").status_code == 200


def test_a_visible_page_is_found_wherever_something_points_at_it(world, get):
    world.point_at(pages=[secret_page(world.index)])
    assert set(found_in(get)) == {
        "articles/ {}",
        "articles/ {'search': 'xyzzy'}",
        "count of {'search': 'xyzzy'}",
        "articles/ {'tag': 'xyzzy-tag'}",
        "count of {'tag': 'xyzzy-tag'}",
        "articles/ {'ordering': 'title', 'limit': 100}",
        "articles/public/ {}",
        "articles/xyzzy-slug/ {}",
        "resolve/ {'path': '/'}",
        "resolve/ {'path': '/articles/public/'}",
        "resolve/ {'path': '/articles/xyzzy-slug/'}",
        "resolve/ {'path': '/old/'}",
        "home/ {}",
        "site/ {}",
        "authors/ {}",
        "authors/ada/ {}",
        "promotions/active/ {}",
        "promotions/active/ {'path': '/articles/public/', 'topic': 'xyzzy-slug'}",
        "promotions/manifest/ {}",
        "promotions/manifest/ {'path': '/articles/public/', 'topic': 'xyzzy-slug'}",
        "articles/ {'search': 'innocent'}",
    }


@pytest.mark.parametrize("how", HIDING)
def test_a_hidden_translation_is_nowhere(world, german, get, how):
    page = secret_page(german)
    world.point_at(pages=[page])
    type(page).objects.filter(pk=page.pk).update(translation_key=world.article.translation_key)
    page.refresh_from_db()
    assert [entry["locale"] for entry in get("articles/public/").json()["alternates"]] == ["de"]
    HIDING[how](page)
    assert found_in(get) == []
    assert get("articles/public/").json()["alternates"] == []


@pytest.mark.parametrize("how", HIDING)
def test_a_hidden_person_is_nowhere(world, get, how):
    person = AuthorFactory(
        name=f"{MARK} name", slug=f"{MARK}-slug", role=f"{MARK} role", biography=f"<p>{MARK}</p>"
    )
    world.point_at(people=[person])
    assert "articles/public/ {}" in found_in(get)
    HIDING[how](person)
    assert found_in(get) == []


@pytest.mark.parametrize("how", HIDING)
def test_a_hidden_topic_is_nowhere(world, get, how):
    topic = TopicFactory(name=f"{MARK} topic", slug=f"{MARK}-slug", description=MARK)
    world.point_at(topics=[topic])
    assert {"articles/public/ {}", "topics/ {}"} < set(found_in(get))
    HIDING[how](topic)
    assert found_in(get) == []


@pytest.mark.parametrize("how", ["draft", "unpublished", "expired", "not yet live"])
def test_a_hidden_promotion_is_nowhere(world, get, how):
    world.point_at()
    promotion = PromotionFactory(key=MARK, heading=f"{MARK} heading", body=f"<p>{MARK}</p>")
    assert found_in(get) != []
    HIDING[how](promotion)
    assert found_in(get) == []


def test_a_draft_of_a_public_page_is_nowhere(world, get):
    world.point_at()
    draft = world.article.get_latest_revision_as_object()
    draft.title, draft.slug = f"{MARK} title", f"{MARK}-slug"
    draft.body = stream(text(MARK))
    draft.save_revision()
    assert found_in(get) == []


def test_a_planned_update_of_a_public_page_is_nowhere_before_its_instant(world, get):
    world.point_at()
    draft = world.article.get_latest_revision_as_object()
    draft.title, draft.body = f"{MARK} title", stream(text(MARK))
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    page = publish(draft)
    assert found_in(get) == []
    moved_to_past(page, go_live_at=timezone.now())
    assert "articles/public/ {}" in found_in(get)


def test_each_host_answers_for_its_own_site_only(world, client):
    page = secret_page(world.index)
    world.point_at(pages=[page])
    to_other_site(page)
    here = client.get(f"/api/v1/articles/{MARK}-slug/")
    there = client.get(f"/api/v1/articles/{MARK}-slug/", headers={"host": "second.example"})
    assert (here.status_code, there.status_code) == (404, 200)
    assert there.json()["url"] == f"http://second.example/articles/{MARK}-slug/"
    assert (
        client.get("/api/v1/articles/public/", headers={"host": "second.example"}).status_code
        == 404
    )
