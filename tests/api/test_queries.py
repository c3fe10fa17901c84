"""How many SQL queries does a read cost, whatever the size of what it answers?

One of them tells how new the content was that the answer is made of (`Last-Modified`, the store).
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from cms.content.images import renditions
from cms.content.models import SiteSettings
from promotions.models import Promotion
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    DocumentFactory,
    ImageFactory,
    PromotionFactory,
    TopicFactory,
    publish,
    stream,
    text,
)


@pytest.fixture
def queries(get):
    """`queries("articles/")`: how many SQL queries a second, equal read makes."""

    def queries(endpoint: str, **query: Any) -> int:
        get(endpoint, **query)
        with CaptureQueriesContext(connection) as captured:
            answer = get(endpoint, **query)
        assert answer.status_code == 200, answer.content
        return len(captured)

    return queries


def picture() -> Any:
    image = ImageFactory()
    renditions.make_renditions([image])
    return image


def rich(parent: Any, size: int, slug: str) -> Any:
    """An article with `size` of everything that an answer may have to load."""
    linked = [ArticlePageFactory(parent=parent) for _ in range(size)]
    topics = [TopicFactory() for _ in range(size)]
    blocks: list[Any] = []
    for number, page in enumerate(linked):
        film = f"https://www.youtube.com/watch?v={slug}{number}"
        Embed.objects.create(url=film, hash=get_embed_hash(film), type="video", html="<b></b>")
        target = {"page": page.pk, "document": None, "url": ""}
        leaflet = DocumentFactory()
        blocks += [
            ("heading", {"text": "Part", "level": "h2"}),
            text(f'<a linktype="page" id="{page.pk}">a</a>'),
            text(f'<a linktype="document" id="{leaflet.pk}">b</a>'),
            ("embed", {"url": film, "title": ""}),
            ("call_to_action", {"label": "Go", "link": target, "style": "primary"}),
            (
                "image",
                {
                    "image": {"image": picture().pk, "alt_text": "x", "decorative": False},
                    "caption": "",
                    "credit": "",
                },
            ),
        ]
    photo = picture()
    person = {"biography": f'<p><a linktype="page" id="{linked[0].pk}">c</a></p>', "photo": photo}
    return ArticlePageFactory(
        parent=parent,
        slug=slug,
        body=stream(*blocks),
        topics=topics,
        tags=[f"{slug}-{number}" for number in range(size)],
        related=linked[:6],
        author=AuthorFactory(**person),
        reviewer=AuthorFactory(**person),
        reviewed_on="2026-01-01",
        hero_image=photo,
        seo_image=photo,
    )


@pytest.fixture
def full_site(index, site):
    SiteSettings.objects.create(site=site, brand_name="Brand", logo=picture(), seo_image=picture())
    return index


def test_article_costs_the_same_queries_small_or_large(full_site, queries):
    rich(full_site, 1, "small")
    rich(full_site, 12, "large")
    small, large = queries("articles/small/"), queries("articles/large/")
    assert small == large == 16


def test_resolving_an_article_costs_the_same_queries_small_or_large(full_site, queries):
    rich(full_site, 1, "small")
    rich(full_site, 12, "large")
    small = queries("resolve/", path="/articles/small/")
    large = queries("resolve/", path="/articles/large/")
    assert small == large == 17


@pytest.fixture
def hundred_articles(index):
    topics = [TopicFactory() for _ in range(5)]
    people = [
        AuthorFactory(photo=picture(), biography=f'<p><a linktype="page" id="{index.pk}">x</a></p>')
        for _ in range(5)
    ]
    hero = picture()
    for number in range(100):
        ArticlePageFactory(
            parent=index,
            title=f"Article {number:03}",
            author=people[number % 5],
            reviewer=people[(number + 1) % 5],
            reviewed_on="2026-01-01",
            topics=topics[: number % 5],
            tags=[f"tag-{number % 7}"],
            hero_image=hero,
        )


def test_list_costs_the_same_queries_for_20_or_100_cards(hundred_articles, get, queries):
    assert len(get("articles/", limit=100).json()["results"]) == 100
    assert queries("articles/") == queries("articles/", limit=100) == 10
    asked = {"search": "reader", "published_after": "2020-01-01", "ordering": "title"}
    assert len(get("articles/", limit=100, **asked).json()["results"]) == 100
    assert queries("articles/", **asked) == queries("articles/", limit=100, **asked) == 10


@pytest.mark.parametrize("endpoint", ["authors/", "topics/"])
def test_people_and_topics_cost_the_same_queries_few_or_many(index, queries, endpoint):
    def make(count: int) -> None:
        for _ in range(count):
            TopicFactory()
            AuthorFactory(
                photo=picture(), biography=f'<p><a linktype="page" id="{index.pk}">x</a></p>'
            )

    make(2)
    few = queries(endpoint)
    make(10)
    assert queries(endpoint) == few <= 8


def test_home_and_site_cost_the_same_queries_few_or_many(home, full_site, queries):
    def feature(count: int) -> None:
        pages = [rich(full_site, 1, f"page-{count}-{number}") for number in range(count)]
        fresh = type(home).objects.get()
        fresh.featured = stream(*[("page", page.pk) for page in pages])
        fresh.hero_image = picture()
        publish(fresh)
        settings = SiteSettings.objects.get()
        settings.navigation = stream(
            *[
                ("entry", {"label": "x", "link": {"page": page.pk, "document": None, "url": ""}})
                for page in pages
            ]
        )
        settings.save()

    feature(1)
    home_queries, site_queries = queries("home/"), queries("site/")
    feature(6)
    assert queries("home/") == home_queries <= 20
    assert queries("site/") == site_queries <= 8


def test_redirect_costs_few_queries(index, queries):
    Redirect.add_redirect("/old", redirect_to=ArticlePageFactory(parent=index))
    assert queries("resolve/", path="/old/") <= 8


@pytest.fixture
def offers(index, site):
    """`offers(10)`: so many promotions that show, and as many that are to come."""
    topic = TopicFactory(slug="pain")

    def offers(count: int) -> None:
        for secret in (True, False):
            for year in ("2026", "2027"):
                for _ in range(count):
                    page = ArticlePageFactory(parent=index)
                    PromotionFactory(
                        site=site,
                        body=f'<p><a linktype="page" id="{page.pk}">x</a></p>',
                        image=picture(),
                        call_to_action_label="Go",
                        call_to_action_page=page,
                        topics=[topic],
                        embargoed=secret,
                        windows=[{"start": f"{year}-01-01T00:00", "time_zone": "Europe/London"}],
                    )

    return offers


@pytest.mark.parametrize("endpoint", ["promotions/active/", "promotions/manifest/"])
def test_promotions_cost_the_same_queries_few_or_many(clock, offers, queries, get, endpoint):
    clock.move_to(datetime(2026, 12, 24, tzinfo=UTC))
    offers(1)
    few = queries(endpoint, topic="pain")
    offers(5)
    many = queries(endpoint, topic="pain")
    assert len(get(endpoint, topic="pain").json()["slots"]["modal"]) == 12
    assert few == many == 7


@pytest.mark.parametrize("endpoint", ["promotions/active/", "promotions/manifest/"])
def test_promotions_cost_few_queries_after_a_change_too(clock, offers, get, endpoint):
    clock.move_to(datetime(2026, 12, 24, tzinfo=UTC))
    offers(3)
    get(endpoint, topic="pain")
    Promotion.objects.update(priority=1)
    with CaptureQueriesContext(connection) as captured:
        assert get(endpoint, topic="pain").status_code == 200
    assert len(captured) == 9
