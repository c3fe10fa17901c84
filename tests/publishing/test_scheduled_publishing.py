"""Does content appear and vanish at its instant, whether or not any job has run?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page, Revision

from articles.models import ArticlePage, Author
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    TopicFactory,
    approved,
    moved_to_past,
    now,
    publish,
)
from tests.publishing.schedules import HOUR, planned_update, scheduled

MILLISECOND = timedelta(milliseconds=1)


def stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_article_is_absent_before_its_instant_and_published_by_the_first_read_after(index, get):
    page = scheduled(index, slug="soon")
    assert get("articles/soon/").status_code == 404
    instant = now() - timedelta(seconds=5)
    moved_to_past(page, go_live_at=instant)

    answer = get("articles/soon/")

    assert answer.status_code == 200
    assert answer.json()["published_at"] == answer.json()["updated_at"] == stamp(instant)
    page.refresh_from_db()
    assert page.live
    assert page.first_published_at == page.last_published_at == instant
    assert approved() == 0


def test_any_endpoint_carries_out_what_is_due(index, get):
    page = scheduled(index, slug="soon")
    moved_to_past(page, go_live_at=now())
    assert get("topics/").status_code == 200
    assert ArticlePage.objects.get().live


def test_go_live_holds_to_the_second(clock, index, get):
    page = scheduled(index, slug="soon")
    instant = timezone.now() + timedelta(seconds=1.2)
    moved_to_past(page, go_live_at=instant)
    clock.move_to(instant - MILLISECOND)
    assert get("articles/soon/").status_code == 404
    clock.move_to(instant)
    assert get("articles/soon/").status_code == 200


def test_expiry_holds_to_the_second_without_any_job(clock, index, get):
    ArticlePageFactory(parent=index, slug="brief")
    instant = timezone.now() + timedelta(seconds=1.2)
    Page.objects.filter(slug="brief").update(expire_at=instant)
    clock.move_to(instant - MILLISECOND)
    assert get("articles/brief/").status_code == 200
    clock.move_to(instant)
    assert get("articles/brief/").status_code == 404
    page = Page.objects.get(slug="brief")
    assert (page.live, page.expired) == (False, True)


def test_scheduled_update_keeps_the_first_publication_and_takes_its_instant_as_the_last(index, get):
    page = ArticlePageFactory(parent=index, slug="sleep", title="Sleep")
    first = page.first_published_at
    page = planned_update(page, now() + HOUR, title="Sleep, revised")
    assert get("articles/sleep/").json()["title"] == "Sleep"
    instant = now()
    moved_to_past(page, go_live_at=instant)

    answer = get("articles/sleep/").json()

    assert answer["title"] == "Sleep, revised"
    assert (answer["published_at"], answer["updated_at"]) == (stamp(first), stamp(instant))


def test_an_alias_goes_along_and_has_the_scheduled_instant_too(index, get):
    page = ArticlePageFactory(parent=index, slug="sleep", title="Sleep")
    page.create_alias(update_slug="rest").create_alias(update_slug="calm")
    page = planned_update(page, now() + HOUR, title="Sleep, revised")
    instant = now() - HOUR
    moved_to_past(page, go_live_at=instant)

    for slug in ("rest", "calm"):
        answer = get(f"articles/{slug}/").json()
        assert (answer["title"], answer["updated_at"]) == ("Sleep, revised", stamp(instant))


def test_scheduling_an_update_of_a_page_published_without_a_revision_keeps_it_public(index, get):
    page = ArticlePageFactory(parent=index, slug="old", title="Old words", live=False)
    ArticlePage.objects.filter(pk=page.pk).update(live=True, live_revision=None)

    page = planned_update(ArticlePage.objects.get(pk=page.pk), now() + HOUR, title="New words")

    assert get("articles/old/").json()["title"] == "Old words"
    moved_to_past(page, go_live_at=now())
    assert get("articles/old/").json()["title"] == "New words"


def test_scheduling_a_version_saved_before_the_first_publication_keeps_the_page_public(index, get):
    page = ArticlePageFactory(parent=index, slug="old", title="First words", live=False)
    page.title, page.go_live_at = "Planned words", now() + HOUR
    planned = page.save_revision()
    page.title, page.go_live_at = "Public words", None
    publish(page)

    Revision.objects.get(pk=planned.pk).publish()

    assert get("articles/old/").json()["title"] == "Public words"


def test_what_was_due_to_go_live_and_to_expire_is_not_public(index, get):
    page, instant = scheduled(index, slug="short"), now() - 2 * HOUR
    moved_to_past(page, go_live_at=instant, expire_at=now() - HOUR)
    assert get("articles/short/").status_code == 404
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert page.first_published_at == instant


def test_expiring_keeps_a_version_approved_for_later(index, get):
    page = ArticlePageFactory(parent=index, slug="sale", title="Now")
    planned_update(page, now() + HOUR, title="Again")
    Page.objects.filter(pk=page.pk).update(expire_at=now())
    assert get("articles/sale/").status_code == 404
    assert approved() == 1
    moved_to_past(ArticlePage.objects.get(), go_live_at=now())
    assert get("articles/sale/").json()["title"] == "Again"


def test_a_version_that_goes_live_at_the_very_instant_of_expiry_is_shown(index, get):
    page = ArticlePageFactory(parent=index, slug="sale", title="Until noon")
    planned_update(page, now() + HOUR, title="From noon")
    noon = now()
    moved_to_past(ArticlePage.objects.get(), go_live_at=noon)
    Page.objects.filter(pk=page.pk).update(expire_at=noon)
    assert get("articles/sale/").json()["title"] == "From noon"


def test_authors_and_topics_appear_and_vanish_by_the_clock(index, get):
    author = AuthorFactory(slug="ada", go_live_at=now() + HOUR)
    topic = TopicFactory(slug="pain")
    assert get("authors/ada/").status_code == 404
    assert get("topics/pain/").status_code == 200

    moved_to_past(author, go_live_at=now())
    type(topic).objects.update(expire_at=now())

    assert get("authors/ada/").status_code == 200
    assert get("topics/pain/").status_code == 404
    assert Author.objects.get().first_published_at == Author.objects.get().last_published_at


def seconds_kept(answer: Any) -> int:
    parts = dict(part.partition("=")[::2] for part in answer["Cache-Control"].split(", "))
    return int(parts["s-maxage"]) + int(parts.get("stale-while-revalidate", 0))


@pytest.mark.parametrize("endpoint", ["articles/", "articles/soon/", "resolve/?path=/x/", "site/"])
def test_no_cache_keeps_an_answer_past_the_next_scheduled_instant(clock, index, get, endpoint):
    page = scheduled(index, slug="soon")
    assert seconds_kept(get(endpoint)) == 120
    moved_to_past(page, go_live_at=now() + timedelta(seconds=20))
    assert seconds_kept(get(endpoint)) == 20


def test_expiry_bounds_the_lifetime_too(clock, index, get):
    ArticlePageFactory(parent=index, slug="brief", expire_at=now() + timedelta(seconds=90))
    answer = get("articles/brief/")
    assert answer.status_code == 200
    assert seconds_kept(answer) == 90
    assert "s-maxage=60" in answer["Cache-Control"]


def test_an_answer_that_changes_within_a_second_is_not_kept(clock, index, get):
    page = scheduled(index, slug="soon")
    moved_to_past(page, go_live_at=timezone.now() + timedelta(seconds=0.9))
    answer = get("articles/soon/")
    assert answer.status_code == 404
    assert answer["Cache-Control"] == "no-store"
