"""A site with prerendering switched on, and ways to look at what is stored."""

from typing import Any

import pytest
from django.utils import timezone

from articles.models import ArticleIndexPage, ArticlePage
from cms.delivery.cache.levels import ResponseStore
from cms.delivery.models import PrerenderedResponse
from cms.delivery.prerender import storage
from cms.delivery.prerender.internal_client import cache_key_of
from cms.delivery.purge import outbox
from tests.factories import ArticlePageFactory, TopicFactory
from tests.fixtures import plant_home, plant_index

API = "https://api.example/api/v1/"
RESOLVED = API + "resolve/?path=%2Farticles%2Fsleep%2F"


@pytest.fixture(autouse=True)
def hosts(delivery_settings: Any) -> Any:
    delivery_settings.PRERENDER = True
    delivery_settings.ALLOWED_HOSTS = ["api.example", "second.example", "testserver"]
    return delivery_settings


@pytest.fixture(scope="module")
def planted(module_db: None) -> None:
    """A site with one article."""
    topic = TopicFactory(slug="night", name="Night")
    index = plant_index(plant_home())
    ArticlePageFactory(parent=index, slug="sleep", title="Sleep", topics=[topic])


@pytest.fixture
def index(planted: None, db: None) -> Any:
    """The parent of the article, with nothing prerendered."""
    PrerenderedResponse.objects.all().delete()
    return ArticleIndexPage.objects.get(slug="articles")


@pytest.fixture
def article(index: Any) -> Any:
    """The article, after its publication has been purged and prerendered."""
    outbox.process_pending()
    return ArticlePage.objects.get(slug="sleep")


def urls() -> set[str]:
    return {
        url.removeprefix(API) for url in PrerenderedResponse.objects.values_list("url", flat=True)
    }


def prerendered(url: str) -> Any:
    """Return the prerendered response of a URL, current or not."""
    key = cache_key_of(url)
    assert key is not None
    return storage.find(key)


def served(url: str) -> Any:
    """Return what a process without responses in memory reads; None if it has to render."""
    key = cache_key_of(url)
    assert key is not None
    return ResponseStore().look_up(key, timezone.now().timestamp()).response
