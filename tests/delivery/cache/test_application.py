"""Each response is current at each read, and rendered only when necessary."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page, Site

from articles.models import ArticlePage, Topic
from cms.content.models import ContentVersion, SiteSettings
from cms.delivery.cache.memory import Memory
from cms.publishing import scheduled_publishing
from cms.versions import content_versions
from tests.delivery.cache.applications import Front, Sent
from tests.factories import ArticlePageFactory, TopicFactory, moved_to_past, publish, stream, text
from tests.fixtures import plant_home, plant_index

pytestmark = pytest.mark.usefixtures("db", "delivery_settings", "article")

LONG = {"HTTP_ACCEPT_ENCODING": "br"}
READS = ("articles/sleep/", "articles/", "resolve/?path=/articles/sleep/", "topics/", "site/")


@pytest.fixture(scope="module")
def article(module_db: None) -> ArticlePage:
    index = plant_index(plant_home())
    body = stream(text("Words that make this answer longer than a small one. " * 9))
    return ArticlePageFactory(
        parent=index, slug="sleep", title="Sleep", body=body, topics=[TopicFactory(slug="rest")]
    )


@pytest.fixture
def front() -> Front:
    return Front()


def seconds_stored(sent: Sent) -> int:
    directives = dict(
        part.partition("=")[::2] for part in sent.headers["cache-control"].split(", ")
    )
    return int(directives.get("s-maxage", 0)) + int(directives.get("stale-while-revalidate", 0))


@pytest.mark.parametrize("endpoint", [*READS, "", "articles/nothing/", "promotions/active/"])
def test_the_second_answer_is_the_first_one_and_was_not_rendered(front, endpoint, client):
    first, second = front.ask(endpoint), front.ask(endpoint)
    assert first == second
    assert front.rendered == 1
    without = client.get(f"/api/v1/{endpoint}")
    assert (first.status, first.body) == (without.status_code, without.content)
    assert first.headers == {name.lower(): value for name, value in without.items()}


def test_the_headers_of_all_middleware_are_sent_again(front):
    secure = {"wsgi.url_scheme": "https"}
    assert front.ask("site/", **secure) == front.ask("site/", **secure)
    stored = front.ask("site/", **secure)
    assert front.rendered == 1
    for name in ("x-content-type-options", "x-frame-options", "referrer-policy"):
        assert name in stored.headers
    assert stored.headers["strict-transport-security"].startswith("max-age=")
    assert "strict-transport-security" not in front.ask("site/").headers


def test_tags_and_the_latest_change_are_told(front, article):
    sent = front.ask("articles/sleep/")
    tags = sent.headers["cache-tag"].split(",")
    assert sent.headers["surrogate-key"].split(" ") == tags
    assert {"site", f"page-{article.pk}"} <= set(tags)
    assert sent.headers["last-modified"].endswith(" GMT")


CHANGES: dict[str, Callable[[ArticlePage], Any]] = {
    "published": lambda page: publish(_retitled(page)),
    "update()": lambda page: ArticlePage.objects.filter(pk=page.pk).update(title="Rest"),
    "base row": lambda page: Page.objects.filter(pk=page.pk).update(title="Rest"),
    "unpublished": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
    "moved": lambda page: Page.objects.filter(pk=page.pk).update(slug="rest"),
    "expired": lambda page: Page.objects.filter(pk=page.pk).update(expire_at=timezone.now()),
    "topic": lambda page: Topic.objects.update(name="Quiet"),
    "topic hidden": lambda page: Topic.objects.filter(live=True).update(live=False),
    "settings": lambda page: SiteSettings.objects.update_or_create(
        site=Site.objects.get(), defaults={"disclaimer": "Ask a doctor."}
    ),
    "no site": lambda page: Site.objects.all().delete(),
}


def _retitled(page: ArticlePage) -> ArticlePage:
    page.title = "Rest"
    return page


@pytest.mark.parametrize("change", CHANGES)
def test_no_answer_is_older_than_the_content(front, client, change):
    for endpoint in READS:
        front.ask(endpoint)
    CHANGES[change](ArticlePage.objects.get())
    for _round in range(2):
        for endpoint in READS:
            sent, right = front.ask(endpoint), client.get(f"/api/v1/{endpoint}")
            assert (sent.status, sent.body) == (right.status_code, right.content), endpoint


def test_what_an_unrelated_change_leaves_as_it_was_is_not_rendered_again(front, article):
    other = ArticlePageFactory(parent=article.get_parent(), slug="other", title="Other")
    before = front.ask("articles/sleep/"), front.ask("articles/nothing/")
    for title in ("One", "Two"):
        ArticlePage.objects.filter(pk=other.pk).update(title=title)
        assert (front.ask("articles/sleep/"), front.ask("articles/nothing/")) == before
    assert front.rendered == 2


def test_content_that_changes_while_an_answer_is_made_keeps_it_from_being_stored(
    front, article, monkeypatch
):
    read_state = content_versions.dependency_versions

    def overtaken(scopes: Any) -> Any:
        """Commit a change between rendering and the reading of versions."""
        monkeypatch.undo()
        ArticlePage.objects.filter(pk=article.pk).update(title="Changed meanwhile")
        return read_state(scopes)

    monkeypatch.setattr(content_versions, "dependency_versions", overtaken)
    assert b"Changed meanwhile" not in front.ask("articles/sleep/").body
    assert b"Changed meanwhile" in front.ask("articles/sleep/").body


def test_nothing_is_stored_where_nothing_guards_content(front):
    ContentVersion.objects.all().delete()
    assert front.ask("site/").status == front.ask("site/").status == 200
    assert front.rendered == 2


def test_the_store_can_be_switched_off(settings):
    settings.ANSWERS_STORED = False
    front = Front()
    assert front.ask("site/") == front.ask("site/")
    assert front.rendered == 2


def test_a_scheduled_page_appears_at_its_instant_though_nothing_was_written(front, clock, article):
    instant = timezone.now() + timedelta(hours=1)
    page = ArticlePageFactory(parent=article.get_parent(), slug="soon", go_live_at=instant)
    assert not page.live
    assert front.ask("articles/soon/").status == front.ask("articles/soon/").status == 404
    clock.move_to(instant - timedelta(milliseconds=1))
    assert front.ask("articles/soon/").status == 404
    clock.move_to(instant)
    assert front.ask("articles/soon/").status == 200
    assert ArticlePage.objects.get(slug="soon").live


def test_a_stored_page_is_gone_at_the_instant_of_its_expiry(front, clock, article):
    instant = timezone.now() + timedelta(minutes=5)
    Page.objects.filter(pk=article.pk).update(expire_at=instant)
    assert seconds_stored(front.ask("articles/sleep/")) == 120
    clock.move_to(instant - timedelta(seconds=20))
    assert seconds_stored(front.ask("articles/sleep/")) == 20
    assert front.rendered == 1
    clock.move_to(instant)
    assert front.ask("articles/sleep/").status == 404


def test_what_is_scheduled_after_an_answer_was_stored_bounds_it_too(front, clock, article):
    other = ArticlePageFactory(parent=article.get_parent(), slug="other")
    assert seconds_stored(front.ask("articles/sleep/")) == 120
    other.go_live_at, other.title = timezone.now() + timedelta(seconds=30), "Planned"
    other.save_revision().publish()
    assert seconds_stored(front.ask("articles/sleep/")) == 30
    assert front.rendered == 1


def test_what_cannot_be_published_costs_no_stored_answer_and_is_tried_again(
    front, clock, article, monkeypatch
):
    page = ArticlePageFactory(
        parent=article.get_parent(), slug="soon", go_live_at=timezone.now() + timedelta(hours=1)
    )
    moved_to_past(page, go_live_at=timezone.now())
    tried = []
    monkeypatch.setattr(
        scheduled_publishing, "_publish", lambda event: tried.append(event) or 1 / 0
    )
    for _time in range(3):
        assert front.ask("articles/sleep/").status == 200
    assert (len(tried), front.rendered) == (1, 1)
    monkeypatch.undo()
    clock.shift(scheduled_publishing.RETRY_SECONDS + 1)
    cache.clear()  # Redis has a clock of its own, by which no minute has gone
    front.ask("articles/sleep/")
    assert front.ask("articles/soon/").status == 200


def test_a_revalidation_renders_nothing(front):
    whole = front.ask("articles/sleep/", **LONG)
    assert whole.headers["content-encoding"] == "br"
    same = front.ask("articles/sleep/", HTTP_IF_NONE_MATCH=whole.headers["etag"], **LONG)
    assert (same.status, same.body, front.rendered) == (304, b"", 1)
    for name in ("etag", "cache-control", "vary", "last-modified", "cache-tag"):
        assert same.headers[name] == whole.headers[name]


def test_a_revalidation_of_what_has_changed_gets_the_new_answer(front, article):
    tag = front.ask("articles/sleep/").headers["etag"]
    ArticlePage.objects.filter(pk=article.pk).update(title="Rest")
    assert front.ask("articles/sleep/", HTTP_IF_NONE_MATCH=tag).status == 200


def test_a_revalidation_or_a_head_that_comes_first_is_stored_whole(front):
    assert front.ask("site/", HTTP_IF_NONE_MATCH="*").status == 304
    assert front.ask("articles/", "HEAD").body == b""
    assert front.ask("site/").body.startswith(b"{")
    whole, head = front.ask("articles/"), front.ask("articles/", "HEAD")
    assert (head.body, head.headers) == (b"", whole.headers)
    assert int(head.headers["content-length"]) == len(whole.body) > 0
    assert front.rendered == 2


@pytest.mark.parametrize(
    "header",
    [
        {"HTTP_RANGE": "bytes=0-9"},
        {"HTTP_RANGE": "bytes=9-0,x", "HTTP_IF_RANGE": '"a"'},
        {"HTTP_IF_MODIFIED_SINCE": "Fri, 31 Dec 2100 23:59:59 GMT"},
        {"HTTP_IF_UNMODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"HTTP_ACCEPT_ENCODING": "compress;q=0.5,,;" * 600},
        {"HTTP_IF_NONE_MATCH": '"a",' * 4_000},
        {"HTTP_COOKIE": "sessionid=nobody"},
        {"HTTP_AUTHORIZATION": "Bearer nothing"},
        {"CONTENT_TYPE": "application/json"},
    ],
)
def test_headers_that_ask_for_something_else_get_the_whole_answer(front, header):
    plain = front.ask("articles/sleep/")
    assert front.ask("articles/sleep/", **header) == plain
    assert front.rendered == 1


@pytest.mark.parametrize(
    ("endpoint", "header", "status", "rendered"),
    [
        ("articles/sleep/", {"HTTP_HOST": "evil.example"}, 400, 2),
        ("articles/sleep/", {"HTTP_HOST": "a" * 9_999}, 400, 2),
        ("articles/sleep/", {"HTTP_HOST": ""}, 400, 2),
        ("articles/sleep/", {"HTTP_HOST": "testserver/api"}, 400, 2),
        ("articles/sleep/", {"HTTP_ACCEPT": "text/html"}, 406, 2),
        ("articles/sleep/", {"HTTP_ACCEPT_ENCODING": "identity;q=0"}, 406, 1),
        ("articles/sleep/", {"HTTP_IF_MATCH": '"other"'}, 412, 1),
        ("articles/?limit=0", {}, 400, 2),
        ("articles/?at=2026-11-27T09:00:00Z", {}, 401, 2),
        ("preview/?token=x", {}, 404, 2),
        ("nothing/", {}, 404, 2),
        ("articles/sle\nep/", {}, 404, 2),
    ],
)
def test_what_is_no_public_answer_is_never_stored(front, endpoint, header, status, rendered):
    for _time in range(2):
        assert front.ask(endpoint, **header).status == status
    assert front.rendered == rendered
    assert front.ask("articles/sleep/").status == 200


def test_a_charset_in_a_header_does_not_choose_what_others_find(front):
    question, charset = (
        "articles/?search=Schl%C3%A4f",
        {"CONTENT_TYPE": "text/plain; charset=latin-1"},
    )
    front.ask(question, **charset)
    assert len(front.delivery.store.memory) == 0


def test_redirects_to_https_are_not_stored(settings):
    settings.SECURE_SSL_REDIRECT = True
    front = Front()
    assert [front.ask("site/").status for _time in range(2)] == [301, 301]
    assert front.rendered == 2


def test_each_host_gets_the_answer_of_its_own_site(front, article):
    first = front.ask("site/")
    Site.objects.create(
        hostname="second.example", port=80, root_page=article.get_parent(), site_name="Second"
    )
    second = front.ask("site/", HTTP_HOST="second.example")
    assert first.body != second.body
    assert front.ask("site/").body == first.body


def test_a_flood_of_questions_stays_within_the_bounds(settings):
    settings.ANSWERS_IN_MEMORY = 1
    front = Front()
    front.delivery.store.memory = Memory(60_000)
    for number in range(40):
        assert front.ask(f"articles/{'x' * 100}-{number}/").status == 404
    memory = front.delivery.store.memory
    assert memory.size <= 60_000
    assert 0 < len(memory) < 40
    front.delivery.store.memory = Memory(0)
    assert front.ask("articles/sleep/").status == 200
