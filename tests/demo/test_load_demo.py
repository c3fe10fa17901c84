"""The command adds everything once and does not change the work of editors."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.models import Embed
from wagtail.models import Page, Revision, Site

from articles.models import ArticlePage, Author, Topic
from cms.content.models import ContentImage, SiteSettings
from cms.demo.accounts import KNOWN_PASSWORD
from home.models import HomePage
from promotions.models import Promotion

COUNTED = (Page, Revision, Author, Topic, ContentImage, Promotion, Redirect, Embed)


def _counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def test_running_again_adds_nothing_and_makes_no_revision(
    loaded: str, load: Callable[..., str]
) -> None:
    assert "is loaded" in loaded
    before = _counts()

    assert "nothing was changed" in load()

    assert _counts() == before


def test_adding_what_is_missing_adds_nothing_where_all_is_there(load: Callable[..., str]) -> None:
    before = _counts()

    assert "is loaded" in load(again=True)

    assert _counts() == before


@pytest.mark.parametrize("again", [False, True])
def test_changes_of_an_editor_survive(load: Callable[..., str], again: bool) -> None:
    page = ArticlePage.objects.get(slug="a-calm-evening")
    page.title, page.slug = "Our own evening", "our-own-evening"
    page.save_revision().publish()
    settings = SiteSettings.objects.get()
    settings.brand_name = "Ours"
    settings.save()
    before = _counts()

    load(again=again)

    assert ArticlePage.objects.get(pk=page.pk).title == "Our own evening"
    assert SiteSettings.objects.get().brand_name == "Ours"
    assert _counts() == before


def test_what_was_deleted_comes_back_only_on_request(load: Callable[..., str]) -> None:
    ArticlePage.objects.get(slug="keep-a-pain-diary").delete()
    load()
    assert not ArticlePage.objects.filter(slug="keep-a-pain-diary").exists()

    load(again=True)

    assert ArticlePage.objects.get(slug="keep-a-pain-diary").live


def test_an_edited_home_page_stays_as_it_is(load: Callable[..., str]) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    home.title, home.summary, home.body, home.featured = "Ours", "Written by hand.", "", ""
    home.save_revision().publish()

    load(again=True)

    home.refresh_from_db()
    assert (home.title, home.summary) == ("Ours", "Written by hand.")
    assert not home.body


def test_windows_are_midnights_on_the_clock_of_the_site(
    settings: Any, load: Callable[..., str]
) -> None:
    settings.TIME_ZONE = "America/New_York"
    Promotion.objects.get(key="week-of-rest").delete()
    load(again=True)
    window = Promotion.objects.get(key="week-of-rest").windows.get()

    assert window.time_zone == "America/New_York"
    assert (window.start.hour, window.start.minute) == (0, 0)
    assert (window.end - window.start).days == 7


def test_accounts_with_a_known_password_are_made_only_in_debug(
    settings: Any, load: Callable[..., str]
) -> None:
    users = get_user_model()
    settings.DEBUG = False
    assert KNOWN_PASSWORD not in load(again=True)
    assert not users.objects.exists()

    assert KNOWN_PASSWORD not in load(accounts=True)
    admin = users.objects.get(username="admin")
    assert admin.is_superuser
    assert not admin.check_password(KNOWN_PASSWORD)


def test_accounts_are_in_their_groups_and_do_not_come_back(
    settings: Any, load: Callable[..., str]
) -> None:
    users = get_user_model()
    settings.DEBUG = True
    assert KNOWN_PASSWORD in load(again=True)
    reviewer = users.objects.get(username="reviewer")
    assert reviewer.check_password(KNOWN_PASSWORD)
    assert [group.name for group in reviewer.groups.all()] == ["Medical reviewers"]
    reviewer.delete()

    assert KNOWN_PASSWORD not in load()
    assert not users.objects.filter(username="reviewer").exists()


def test_a_site_whose_root_is_something_else_gets_a_home_page(load: Callable[..., str]) -> None:
    root = Page.get_first_root_node()
    other = root.add_child(instance=Page(title="Something else", slug="something-else"))
    Site.objects.update(root_page=other)

    load(again=True)

    assert isinstance(Site.objects.get().root_page.specific, HomePage)
    assert Page.objects.filter(pk=other.pk).exists()


def test_without_a_site_it_is_an_error(load: Callable[..., str]) -> None:
    Site.objects.all().delete()

    with pytest.raises(CommandError, match="no default site"):
        load()
