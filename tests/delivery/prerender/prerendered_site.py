"""Of which site do tests prepare answers, and how do they look at what is prepared?"""

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
    """The page below which it stands."""
    PrerenderedResponse.objects.all().delete()
    return ArticleIndexPage.objects.get(slug="articles")


@pytest.fixture
def article(index: Any) -> Any:
    """The article, of whose publication everything has settled."""
    outbox.process_pending()
    return ArticlePage.objects.get(slug="sleep")


def urls() -> set[str]:
    return {
        url.removeprefix(API) for url in PrerenderedResponse.objects.values_list("url", flat=True)
    }


def lying(url: str) -> Any:
    """The prepared answer to a URL, as the store in front of Django asks for it."""
    question = cache_key_of(url)
    assert question is not None
    return storage.find(question)


def served(url: str) -> Any:
    """What a process that has nothing in memory takes from the database; None: it renders."""
    question = cache_key_of(url)
    assert question is not None
    return ResponseStore().look_up(question, timezone.now().timestamp()).response
