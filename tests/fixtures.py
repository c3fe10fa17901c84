"""Which content and clients do the tests of delivery start from?"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from wagtail.models import Collection, Locale, Page, Site

from articles.models import ArticleIndexPage
from cms.content.models import AccessToken
from home.models import HomePage
from tests.factories import ArticleIndexPageFactory, HomePageFactory
from tests.recorded_rows import recorded


@pytest.fixture
def delivery_settings(settings: Any) -> Any:
    """Addresses that tests can foresee, and empty caches."""
    settings.SECURE_SSL_REDIRECT = False
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "second.example"]
    settings.PUBLIC_URL = "https://api.example"
    settings.FRONTEND_URL = "https://www.example"
    for cache in caches.all(initialized_only=False):
        cache.clear()
    return settings


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Time stands still at a whole second; `clock.move_to(instant)` is the only way it passes."""
    instant = datetime.now(UTC).replace(microsecond=0)
    with time_machine.travel(instant, tick=False) as traveller:
        yield traveller


def empty_tree() -> Page:
    """The root of the page tree with nothing below, also after a test that emptied all tables."""
    Locale.objects.get_or_create(language_code="en")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    Page.objects.filter(depth=2).delete()
    return Page.objects.get(pk=root.pk)


@recorded
def plant_home() -> HomePage:
    """A default site of nothing but its published home page."""
    page = HomePageFactory(parent=empty_tree(), slug="home", locale=Locale.get_default())
    Site.objects.all().delete()
    Site.objects.create(
        hostname="testserver", port=80, root_page=page, is_default_site=True, site_name="Example"
    )
    Site.clear_site_root_paths_cache()
    return page


@recorded
def plant_index(home: HomePage) -> ArticleIndexPage:
    """The page below which articles stand."""
    return ArticleIndexPageFactory(parent=home, slug="articles")


@recorded
def plant_german(home: HomePage) -> ArticleIndexPage:
    """The German half of the site; its index."""
    locale, _new = Locale.objects.get_or_create(language_code="de")
    page = HomePageFactory(
        parent=Page.get_first_root_node(),
        title="Startseite",
        slug="home-de",
        locale=locale,
        translation_key=home.translation_key,
    )
    Site.clear_site_root_paths_cache()
    return ArticleIndexPageFactory(parent=page, title="Artikel", slug="artikel")


@pytest.fixture
def home(db: None, delivery_settings: Any) -> HomePage:
    """The published home page of the default site."""
    return plant_home()


@pytest.fixture
def site(home: HomePage) -> Site:
    """The default site."""
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def index(home: HomePage) -> ArticleIndexPage:
    """The page below which articles stand."""
    return plant_index(home)


@pytest.fixture
def german(home: HomePage) -> ArticleIndexPage:
    """The index of the German half of the site."""
    return plant_german(home)


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database for fixtures that all tests of a module read: undone after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def get(client: Client) -> Callable[..., Any]:
    """`get("articles/", topic="sleep")`: the answer of an endpoint below /api/v1/."""

    def get(endpoint: str, headers: dict[str, str] | None = None, **query: Any) -> Any:
        return client.get(f"/api/v1/{endpoint}", query, headers=headers or {})

    return get


@pytest.fixture
def token(db: None) -> str:
    """A preview token."""
    return AccessToken.objects.issue(AccessToken.Kind.PREVIEW, lifetime=timedelta(days=30))


@pytest.fixture
def travel(get: Callable[..., Any], token: str) -> Callable[..., Any]:
    """`travel(instant, "articles/")`: the answer as of an instant."""

    def travel(instant: Any, endpoint: str, headers: Any = None, **query: Any) -> Any:
        at = instant.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(instant, datetime) else instant
        bearer = {"authorization": f"Bearer {token}"}
        return get(endpoint, headers={**bearer, **(headers or {})}, at=at, **query)

    return travel


@pytest.fixture
def plant(home: HomePage) -> Callable[[str], ArticleIndexPage]:
    """`plant("fr")`: the article index of the site in a language, made if it is not there."""

    def plant(code: str) -> ArticleIndexPage:
        found = ArticleIndexPage.objects.filter(locale__language_code=code).first()
        if found is not None:
            return found
        if code == home.locale.language_code:
            return plant_index(home)
        locale, _new = Locale.objects.get_or_create(language_code=code)
        page = HomePageFactory(
            parent=Page.get_first_root_node(),
            slug=f"home-{code}",
            locale=locale,
            translation_key=home.translation_key,
        )
        Site.clear_site_root_paths_cache()
        return ArticleIndexPageFactory(parent=page, slug="articles")

    return plant
