"""Do searches answer, whatever signs somebody types, on every database?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Site
from wagtail.search.backends import get_search_backend
from wagtail.search.query import Phrase, PlainText

from articles.models import ArticleIndexPage
from promotions.models import Promotion
from tests.factories import ArticlePageFactory, PromotionFactory, stream, text

pytestmark = pytest.mark.django_db

TYPED = ['sale"', '"sale', '"', '" "', '"winter sale"', "sale'", "50%", "sale\\", "NEAR(", "sale*"]
LISTS = [
    ("wagtailsnippets_promotions_promotion:list", []),
    ("wagtailsnippets_promotions_promotion:list_results", []),
    ("articles:index", []),
    ("wagtailsnippets_articles_author:list", []),
    ("wagtailsnippets_articles_topic:list", []),
    ("wagtailadmin_pages:search", []),
    ("wagtailimages:index", []),
    ("wagtaildocs:index", []),
    ("wagtailusers_users:index", []),
]


@pytest.fixture
def admin(client: Client, site: Site) -> Client:
    client.force_login(User.objects.create_superuser("Mira"))
    return client


@pytest.mark.parametrize("typed", TYPED)
def test_every_list_of_the_admin_can_be_searched(admin: Client, typed: str) -> None:
    for name, args in LISTS:
        response = admin.get(reverse(name, args=args), {"q": typed})
        assert response.status_code == 200, name


@pytest.mark.parametrize("typed", TYPED)
def test_articles_can_be_searched_by_frontends(get: Callable[..., Any], typed: str) -> None:
    assert get("articles/", search=typed).status_code == 200


@pytest.mark.parametrize("typed", ['sale"', '"winter sale"', '"winter" sale', "sale"])
def test_quotation_marks_take_nothing_away_from_what_is_found(admin: Client, typed: str) -> None:
    PromotionFactory(heading="The winter sale")
    PromotionFactory(heading="Something else")

    response = admin.get(reverse("wagtailsnippets_promotions_promotion:list"), {"q": typed})

    assert [each.heading for each in response.context["page_obj"]] == ["The winter sale"]


@pytest.mark.parametrize(
    "query",
    [PlainText('winter "sale'), PlainText('winter"', operator="or"), Phrase('winter "sale')],
)
def test_queries_made_in_code_can_hold_them_too(site: Site, query: Any) -> None:
    promotion = PromotionFactory(heading="The winter sale")

    found = get_search_backend().search(query, Promotion)

    assert list(found) == [promotion]


def test_pages_are_found_as_before(admin: Client, index: ArticleIndexPage) -> None:
    article = ArticlePageFactory(parent=index, title="About winter sales")
    response = admin.get(reverse("wagtailadmin_pages:search"), {"q": 'winter"'})

    assert article.title in response.content.decode()


def test_a_page_with_more_words_than_the_index_takes_is_found_by_its_first(
    index: ArticleIndexPage, client: Client
) -> None:
    words = [f"{number:05}{'слово' * 8}" for number in range(20_000)]
    ArticlePageFactory(parent=index, body=stream(text(" ".join(words))))
    for word, count in ((words[0], 1), (words[-1], 0)):
        answer = client.get("/api/v1/articles/", {"search": word})
        assert answer.json()["count"] == count
