"""Is an alias public just when the page that it follows is, and with the same words?"""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from wagtail.models import Page, Revision, Site, get_page_models

from articles.models import ArticleIndexPage, ArticlePage
from cms.publishing.live_versions import DelayedAliasesMixin
from tests.articles.editing import admin, editor, form_data
from tests.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    HomePageFactory,
    moved_to_past,
    now,
    publish,
)
from tests.publishing.schedules import HOUR, planned_update

__all__ = ["admin", "editor"]

DAYS = timedelta(days=20)


@pytest.fixture
def read(get: Any) -> Any:
    """`read("rest")`: the status of an article by its slug, at its path and in the list."""

    def read(slug: str) -> list[Any]:
        listed = {card["slug"] for card in get("articles/").json()["results"]}
        place = get("resolve/", path=f"/articles/{slug}/")
        return [get(f"articles/{slug}/").status_code, place.status_code, slug in listed]

    return read


SEEN, HIDDEN = [200, 200, True], [404, 404, False]


def schedule(page: Any, **fields: Any) -> Any:
    """Approve a draft for an instant in twenty days; the page as it is then."""
    return planned_update(page, now() + DAYS, **fields)


def arrive(page: Any) -> None:
    """Let the scheduled instant of a page come."""
    moved_to_past(page, go_live_at=now())


def followed(index: Any, **fields: Any) -> ArticlePage:
    """An article "sleep" with an alias "rest", which has the alias "calm"."""
    page = ArticlePageFactory(parent=index, slug="sleep", title="Sleep", **fields)
    page.create_alias(update_slug="rest").create_alias(update_slug="calm")
    return page


def test_an_alias_of_a_scheduled_article_is_hidden_until_its_instant(index, get, read):
    page = schedule(followed(index, live=False))
    assert [read(slug) for slug in ("sleep", "rest", "calm")] == [HIDDEN] * 3
    arrive(page)
    assert [read(slug) for slug in ("sleep", "rest", "calm")] == [SEEN] * 3
    dates = [get(f"articles/{slug}/").json()["published_at"] for slug in ("sleep", "rest", "calm")]
    assert dates == [dates[0]] * 3


def test_an_alias_is_seen_ahead_of_time_from_the_instant_of_its_original_on(index, travel):
    schedule(followed(index, live=False), expire_at=now() + DAYS + HOUR)
    second = timedelta(seconds=1)
    for after, status in ((DAYS - second, 404), (DAYS, 200), (DAYS + HOUR, 404)):
        for slug in ("sleep", "rest", "calm"):
            assert travel(now() + after, f"articles/{slug}/").status_code == status, (after, slug)


def test_an_alias_made_after_its_original_was_scheduled_is_hidden_too(index, read):
    page = schedule(ArticlePageFactory(parent=index, slug="sleep", live=False))
    page.create_alias(update_slug="rest")
    assert read("rest") == HIDDEN
    arrive(page)
    assert read("rest") == SEEN


def test_what_an_editor_copies_as_an_alias_and_then_schedules_is_hidden(admin, index, read):
    page = ArticlePageFactory(parent=index, slug="sleep", live=False)
    copy = {"new_title": "Rest", "new_slug": "rest", "new_parent_page": index.pk, "alias": "on"}
    admin.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), copy)
    assert ArticlePage.objects.get(slug="rest").alias_of_id == page.pk
    instant = (now() + DAYS).strftime("%Y-%m-%d %H:%M")
    data = {**form_data(go_live_at=instant), "action-publish": "1"}
    admin.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert Revision.objects.filter(approved_go_live_at__gt=now()).count() == 1
    assert [read("sleep"), read("rest")] == [HIDDEN, HIDDEN]


def test_an_alias_of_a_withdrawn_article_that_comes_back_is_hidden_until_then(index, read):
    page = followed(index)
    page.unpublish()
    page = schedule(ArticlePage.objects.get(pk=page.pk))
    assert [read(slug) for slug in ("sleep", "rest", "calm")] == [HIDDEN] * 3
    arrive(page)
    assert [read(slug) for slug in ("sleep", "rest", "calm")] == [SEEN] * 3


def test_an_alias_of_what_is_no_longer_to_go_live_stays_hidden(index, read):
    page = schedule(followed(index, live=False))
    page.revisions.update(approved_go_live_at=None)
    assert [read(slug) for slug in ("sleep", "rest", "calm")] == [HIDDEN] * 3


@pytest.mark.parametrize("has_live_revision", [True, False])
def test_a_scheduled_update_reaches_no_alias_before_its_instant(index, get, has_live_revision):
    page = followed(index)
    if not has_live_revision:
        ArticlePage.objects.update(live_revision=None)
    page = schedule(ArticlePage.objects.get(pk=page.pk), title="Sleep, revised")
    for title in ("Sleep", "Sleep, revised"):
        for slug in ("sleep", "rest", "calm"):
            assert get(f"articles/{slug}/").json()["title"] == title
        arrive(page)


def test_what_is_published_at_once_reaches_aliases_at_once(index, get, read):
    page = followed(index, live=False)
    publish(page)
    assert [read(slug) for slug in ("sleep", "rest", "calm")] == [SEEN] * 3
    page = ArticlePage.objects.get(pk=page.pk)
    page.title = "Sleep, revised"
    publish(page)
    for slug in ("rest", "calm"):
        assert get(f"articles/{slug}/").json()["title"] == "Sleep, revised"


def test_an_alias_has_the_dates_of_its_original_when_that_is_published_at_once(clock, index, get):
    page = followed(index, live=False)
    publish(page)
    first = now()
    for _edition in range(2):
        for slug in ("sleep", "rest", "calm"):
            answer = get(f"articles/{slug}/").json()
            dates = [answer["published_at"], answer["updated_at"]]
            assert dates == [f"{each:%Y-%m-%dT%H:%M:%SZ}" for each in (first, now())], slug
        clock.shift(HOUR)
        publish(ArticlePage.objects.get(pk=page.pk))


def test_an_alias_expires_with_its_original(clock, index, read):
    page = followed(index)
    page.expire_at = now() + HOUR
    publish(page)
    clock.shift(HOUR - timedelta(milliseconds=1))
    assert [read(slug) for slug in ("sleep", "rest", "calm")] == [SEEN] * 3
    clock.shift(timedelta(milliseconds=1))
    assert [read(slug) for slug in ("sleep", "rest", "calm")] == [HIDDEN] * 3


def test_an_alias_goes_live_and_expires_with_a_scheduled_article(clock, index, read):
    schedule(followed(index, live=False), expire_at=now() + DAYS + HOUR)
    for step, seen in ((DAYS - HOUR, HIDDEN), (HOUR, SEEN), (HOUR, HIDDEN)):
        clock.shift(step)
        assert [read(slug) for slug in ("sleep", "rest", "calm")] == [seen] * 3


def test_an_alias_is_unpublished_with_its_original(index, read):
    followed(index).unpublish()
    assert [read(slug) for slug in ("sleep", "rest", "calm")] == [HIDDEN] * 3


def test_aliases_of_the_pages_below_follow_each_its_own_original(home, index, get):
    waiting = ArticlePageFactory(parent=index, slug="sleep", live=False)
    ArticlePageFactory(parent=index, slug="night")
    other = HomePageFactory(parent=Page.get_first_root_node(), slug="other")
    Site.objects.create(hostname="second.example", port=80, root_page=other)
    ArticleIndexPage.objects.get().create_alias(recursive=True, parent=other, update_slug="again")
    waiting = schedule(waiting)

    def found() -> list[int]:
        paths, there = ("/again/", "/again/night/", "/again/sleep/"), {"host": "second.example"}
        return [get("resolve/", headers=there, path=path).status_code for path in paths]

    assert found() == [200, 200, 404]
    arrive(waiting)
    assert found() == [200, 200, 200]
    ArticleIndexPage.objects.get(slug="articles").unpublish()
    assert found() == [404, 200, 200]


@pytest.mark.parametrize("factory", [HomePageFactory, ArticleIndexPageFactory, ArticlePageFactory])
def test_an_alias_of_any_type_of_page_is_hidden_until_its_instant(home, get, factory):
    page = factory(parent=home, slug="sleep", live=False)
    page.create_alias(update_slug="rest").create_alias(update_slug="calm")
    page = schedule(page)
    paths = ("/sleep/", "/rest/", "/calm/")
    assert [get("resolve/", path=path).status_code for path in paths] == [404] * 3
    arrive(page)
    assert [get("resolve/", path=path).status_code for path in paths] == [200] * 3


def test_every_type_of_page_holds_its_aliases_back():
    ours = [model for model in get_page_models() if model is not Page]
    assert ours
    for model in ours:
        order = model.__mro__
        assert order.index(DelayedAliasesMixin) < order.index(Page), model


def test_upgrading_hides_aliases_that_were_published_ahead_of_their_originals(index, read):
    page = schedule(followed(index, live=False))
    ArticlePageFactory(parent=index, slug="night").create_alias(update_slug="dark")
    Page.objects.filter(slug__in=["rest", "calm"]).update(live=True)
    assert [read("rest"), read("calm")] == [SEEN, SEEN]
    migration = import_module("cms.content.migrations.0005_aliases_follow_their_originals")
    migration.hide(apps, SimpleNamespace(connection=connection))
    assert [read("rest"), read("calm")] == [HIDDEN, HIDDEN]
    assert [read("night"), read("dark")] == [SEEN, SEEN]
    arrive(page)
    assert [read("rest"), read("calm")] == [SEEN, SEEN]
