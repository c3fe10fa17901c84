"""Does a 404 tell whether something hidden stands at an address, or when it was written?

What is hidden is compared with an address at which nothing has ever stood: every header and every
byte, through the cache in front of Django and without it, now and later.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from articles.models import ArticlePage
from cms.content.models import ContentVersion
from home.models import HomePage
from tests.api.test_leaks import HIDING, PAGES_ONLY
from tests.delivery.cache.applications import Front, Sent
from tests.factories import ArticlePageFactory, AuthorFactory, TopicFactory, now
from tests.publishing.schedules import planned_update

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
HEADERS: dict[str, dict[str, str]] = {
    "plain": {},
    "gzip": {"HTTP_ACCEPT_ENCODING": "gzip, identity;q=0"},
    "since long ago": {"HTTP_IF_MODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT"},
    "since now": {"HTTP_IF_MODIFIED_SINCE": "Fri, 31 Dec 2100 23:59:59 GMT"},
    "unless since": {"HTTP_IF_UNMODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT"},
    "any tag": {"HTTP_IF_NONE_MATCH": "*"},
    "only with a tag": {"HTTP_IF_MATCH": '"another"'},
}
ENDPOINTS: dict[str, str] = {
    "article": "articles/{}/",
    "article in another language": "articles/{}/?locale=de",
    "article in any language": "articles/{}/?locale=de&fallback=true",
    "path": "resolve/?path=/articles/{}/",
}


@pytest.fixture
def front(clock: Any, index: Any, german: Any, site: Any) -> Front:
    return Front()


def without_front(endpoint: str, method: str = "GET", **headers: str) -> Sent:
    """The same through Django's own client."""
    answer = Client().generic(method, f"/api/v1/{endpoint}", **headers)
    told = {name.lower(): value for name, value in answer.items()}
    return Sent(answer.status_code, told, answer.content)


def settled_long_ago() -> None:
    """Let all that has changed until now have changed thirty years ago."""
    for row in ContentVersion.objects.all():
        second, _dash, rest = row.token.partition("-")
        ContentVersion.objects.filter(pk=row.pk).update(token=f"{int(second) - 10**9}-{rest}")


def answers(front: Front, endpoint: str) -> list[Sent]:
    """In each way in which it can be asked for, from the front twice: made, then stored."""
    ways = [(method, more) for method in ("GET", "HEAD") for more in HEADERS.values()]
    told = [ask(endpoint, *way[:1], **way[1]) for ask in (front.ask, without_front) for way in ways]
    tag = told[0].headers["etag"]
    return [*told, front.ask(endpoint), front.ask(endpoint, HTTP_IF_NONE_MATCH=tag)]


def assert_alike(front: Front, hidden: str, unused: str) -> None:
    for found, expected in zip(answers(front, hidden), answers(front, unused), strict=True):
        assert found.status == expected.status == 404
        assert found.headers.items() ^ expected.headers.items() == set(), (hidden, unused)
        assert found.body == expected.body


@pytest.mark.parametrize("how", [*HIDING, *PAGES_ONLY])
def test_a_hidden_article_is_answered_as_one_that_was_never_written(front, index, clock, how):
    page = ArticlePageFactory(parent=index, slug="hidden")
    settled_long_ago()
    {**HIDING, **PAGES_ONLY}[how](page)
    for _time in range(2):
        for endpoint in ENDPOINTS.values():
            assert_alike(front, endpoint.format("hidden"), endpoint.format("unused"))
        clock.shift(timedelta(seconds=7))
        ArticlePage.objects.get(pk=page.pk).save_revision()


@pytest.mark.parametrize("how", HIDING)
@pytest.mark.parametrize(
    ("factory", "endpoint"), [(AuthorFactory, "authors/{}/"), (TopicFactory, "topics/{}/")]
)
def test_a_hidden_person_or_topic_is_answered_as_one_that_nobody_made(
    front, clock, how, factory, endpoint
):
    thing = factory(slug="hidden")
    settled_long_ago()
    HIDING[how](thing)
    for _time in range(2):
        assert_alike(front, endpoint.format("hidden"), endpoint.format("unused"))
        clock.shift(timedelta(seconds=7))
        type(thing).objects.get(pk=thing.pk).save_revision()


def test_a_hidden_home_page_is_answered_as_a_language_without_one(front):
    settled_long_ago()
    HomePage.objects.get(locale__language_code="de").unpublish()
    assert_alike(front, "home/?locale=de", "home/?locale=fr")
    assert_alike(front, "resolve/?path=/de/", "resolve/?path=/fr/")


@pytest.mark.parametrize("how", [*HIDING, *PAGES_ONLY])
def test_a_redirect_to_a_hidden_page_is_answered_as_none(front, index, how):
    page = ArticlePageFactory(parent=index, slug="hidden")
    Redirect.add_redirect("/by-page", redirect_to=page)
    Redirect.add_redirect("/by-address", redirect_to="https://www.example/articles/hidden/")
    {**HIDING, **PAGES_ONLY}[how](page)
    assert_alike(front, "resolve/?path=/by-page/", "resolve/?path=/unused/")
    if how not in ("on another site", "outside of all sites"):
        assert_alike(front, "resolve/?path=/by-address/", "resolve/?path=/unused/")


def test_how_long_a_404_may_be_kept_is_the_same_everywhere_before_a_page_goes_live(
    front, index, clock
):
    page = ArticlePageFactory(parent=index, slug="hidden", live=False)
    settled_long_ago()
    planned_update(page, now() + HOUR)
    for before, control in ((30, "s-maxage=30"), (1, "s-maxage=1")):
        clock.move_to(page_goes_live() - before * SECOND)
        assert front.ask("articles/hidden/").headers["cache-control"].endswith(control)
        for endpoint in ENDPOINTS.values():
            assert_alike(front, endpoint.format("hidden"), endpoint.format("unused"))
    clock.move_to(page_goes_live())
    assert front.ask("articles/hidden/").status == 200


def page_goes_live() -> Any:
    return ArticlePage.objects.get(slug="hidden").go_live_at


PULLED: dict[str, Callable[[Page], Any]] = {
    "deleted": lambda page: page.delete(),
    "not to go live any more": lambda page: page.revisions.update(approved_go_live_at=None),
    "renamed": lambda page: (
        page.revisions.update(approved_go_live_at=None),
        ArticlePage.objects.filter(pk=page.pk).update(slug="elsewhere"),
    ),
}


@pytest.mark.parametrize("how", PULLED)
def test_what_is_pulled_at_the_last_minute_leaves_no_trace(front, index, how):
    page = ArticlePageFactory(parent=index, slug="hidden", go_live_at=now() + timedelta(seconds=90))
    places = [(each.format("hidden"), each.format("unused")) for each in ENDPOINTS.values()]
    for hidden, unused in places:
        assert_alike(front, hidden, unused)
    PULLED[how](page)
    for hidden, unused in places:
        assert_alike(front, hidden, unused)


def test_an_address_is_answered_as_before_once_a_draft_stands_there(front, index):
    settled_long_ago()
    before = answers(front, "articles/new/"), answers(front, "resolve/?path=/articles/new/")
    ArticlePageFactory(parent=index, slug="new", live=False)
    assert (answers(front, "articles/new/"), answers(front, "resolve/?path=/articles/new/")) == (
        before
    )


def test_a_preview_of_what_is_unknown_is_like_any_other(front, index):
    ArticlePageFactory(parent=index, slug="hidden", live=False)
    for ask in (front.ask, without_front):
        assert ask("preview/?token=hidden") == ask("preview/?token=unused")


def test_a_404_is_purged_with_every_change_that_may_end_it(front, index):
    tags = {"any", "site"}
    for endpoint in ("articles/new/", "resolve/?path=/new/", "authors/new/", "home/?locale=fr"):
        sent = front.ask(endpoint)
        assert set(sent.headers["cache-tag"].split(",")) == tags
        assert set(sent.headers["surrogate-key"].split(" ")) == tags
        assert "last-modified" not in sent.headers
    found = front.ask("home/")
    assert "last-modified" in found.headers
    assert "any" not in found.headers["cache-tag"].split(",")
