"""A site whose outbox is empty before each test, and a way to commit a change."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from articles.models import ArticlePage
from cms.delivery.purge import outbox
from cms.delivery.purge.outbox import PurgeResult
from cms.versions.content_versions import ContentVersion
from tests.delivery.purge.cdn import Cdn, running_cdn
from tests.factories import ArticlePageFactory
from tests.fixtures import plant_home, plant_index


@pytest.fixture
def cdn(settings: Any) -> Iterator[Cdn]:
    settings.ANSWERS_STORED = False
    with running_cdn() as found:
        settings.PURGE_BACKENDS = {
            "http-1": {"BACKEND": "cms.delivery.purge.backends.HTTP", "LOCATION": found.url}
        }
        yield found


@pytest.fixture(scope="module")
def planted(module_db: None) -> None:
    """Two published articles, with nothing left to purge."""
    index = plant_index(plant_home())
    for slug in ("sleep", "other"):
        ArticlePageFactory(parent=index, slug=slug)
    with override_settings(ANSWERS_STORED=False):
        assert outbox.process_pending() is PurgeResult.DONE


@pytest.fixture
def article(planted: None, db: None, delivery_settings: Any, cdn: Cdn) -> Any:
    return ArticlePage.objects.get(slug="sleep")


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Callable[..., None]:
    """Return `commit(write)`, which runs `write` and the callbacks that follow a commit."""

    def commit(write: Callable[[], Any]) -> None:
        # The callbacks of the transaction around the test, which is never committed.
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            write()

    return commit


def unsettled() -> set[str]:
    return set(ContentVersion.objects.filter(settled=False).values_list("scope", flat=True))
