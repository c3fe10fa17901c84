"""Without PRERENDER nothing is rendered before it is requested, and no table of it is read."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import representation
from articles.models import ArticlePage
from cms.delivery.models import PrerenderedResponse
from cms.delivery.prerender import prerendering
from cms.delivery.purge import outbox
from tests.delivery.cache.applications import Front
from tests.factories import ArticlePageFactory, publish
from tests.fixtures import plant_home, plant_index


@pytest.fixture(scope="module")
def planted(module_db: None) -> None:
    ArticlePageFactory(parent=plant_index(plant_home()), slug="sleep", title="Sleep")


@pytest.fixture
def article(planted: None, db: None, delivery_settings: Any) -> ArticlePage:
    delivery_settings.ALLOWED_HOSTS = ["api.example", "testserver"]
    outbox.process_pending()
    return ArticlePage.objects.get(slug="sleep")


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The articles that are rendered during the test."""
    found: list[Any] = []
    whole = representation.detail
    monkeypatch.setattr(
        representation, "detail", lambda *args: found.append(args[0]) or whole(*args)
    )
    return found


def save(article: ArticlePage, callbacks: Any) -> None:
    connection.run_on_commit.clear()
    article.title = "Sleep well"
    with callbacks(execute=True):
        publish(article)


def test_prerendering_is_off_by_default(settings: Any) -> None:
    assert settings.PRERENDER is False
    assert not prerendering.is_enabled()


@pytest.mark.parametrize("on", [False, True])
def test_a_save_renders_only_if_prerendering_is_on(
    article: Any, settings: Any, rendered: Any, django_capture_on_commit_callbacks: Any, on: bool
) -> None:
    settings.PRERENDER = on
    save(article, django_capture_on_commit_callbacks)
    assert bool(rendered) is on
    assert PrerenderedResponse.objects.exists() is on
    assert not outbox.has_pending()


@pytest.mark.parametrize("on", [False, True])
def test_a_cold_read_looks_for_a_prerendered_response_only_if_it_is_on(
    article: Any, settings: Any, on: bool
) -> None:
    settings.PRERENDER = on
    front = Front()
    with CaptureQueriesContext(connection) as queries:
        assert front.ask("articles/sleep/").status == 200
    tables = {"delivery_preparedanswer", "delivery_preparedscope"}
    read = [query for query in queries.captured_queries if any(t in query["sql"] for t in tables)]
    assert len(read) == int(on)


def test_the_command_says_that_it_is_off(article: Any) -> None:
    with pytest.raises(CommandError, match=r"Prerendering is off\. Set PRERENDER=true"):
        call_command("prepare_answers", stdout=StringIO())
    assert not PrerenderedResponse.objects.exists()
