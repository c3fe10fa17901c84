"""Prerendered responses equal rendered ones, and outdated ones are never used."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.delivery.models import PrerenderedDependency, PrerenderedResponse
from cms.delivery.prerender import storage
from cms.delivery.prerender.internal_client import cache_key_of
from cms.delivery.purge import outbox
from tests.delivery.prerender.prerendered_site import (
    API,
    RESOLVED,
    article,
    hosts,
    index,
    planted,
    prerendered,
    served,
    urls,
)
from tests.factories import now, publish

__all__ = ["article", "hosts", "index", "planted"]


def requested(client: Any, url: str) -> Any:
    path = url.removeprefix("https://api.example")
    return client.get(path, headers={"host": "api.example"}, secure=True)


def test_publishing_an_article_prepares_it_what_stands_at_its_path_and_the_list(
    article: Any,
) -> None:
    assert {"articles/sleep/", "resolve/?path=%2Farticles%2Fsleep%2F", "articles/"} <= urls()


def test_a_prepared_answer_is_byte_for_byte_the_one_that_is_rendered(
    article: Any, client: Any
) -> None:
    call_command("prepare_answers", stdout=StringIO())
    assert urls() == {
        "home/", "site/", "authors/", "topics/", "articles/", "articles/sleep/",
        *(f"resolve/?path=%2F{path}" for path in ("", "articles%2F", "articles%2Fsleep%2F")),
    }  # fmt: skip
    for url in PrerenderedResponse.objects.values_list("url", flat=True):
        rendered, answer = requested(client, url), prerendered(url)
        assert rendered.status_code == answer.status == 200, url
        assert rendered.content == answer.body, url
        told = {**dict(rendered.items())}
        assert {name: told[name] for name, _value in answer.headers} == dict(answer.headers)


def test_every_spelling_of_a_query_finds_the_answer(article: Any) -> None:
    for query in (
        "path=%2Farticles%2Fsleep%2F",
        "path=/articles/sleep/",
        "path=/articles%2fsleep/",
    ):
        assert prerendered(f"{API}resolve/?{query}") is not None
    for url in (f"{API}articles/sleep/?locale=", f"{API}articles/sleep", f"{API}articles/%ff/"):
        assert prerendered(url) is None
    assert prerendered("http://api.example/api/v1/articles/sleep/") is None


def test_a_cold_process_answers_with_two_queries(
    article: Any, django_assert_num_queries: Any
) -> None:
    question = cache_key_of(f"{API}articles/sleep/")
    assert question is not None
    with django_assert_num_queries(1):
        answer = storage.find(question)
    assert answer is not None
    with django_assert_num_queries(1):
        assert answer.is_current(timezone.now().timestamp())


def test_a_changed_article_is_prepared_anew_and_the_old_answer_is_not_used(article: Any) -> None:
    old = prerendered(f"{API}articles/sleep/")
    article.title = "Sleep well"
    publish(article)
    assert served(f"{API}articles/sleep/") is None
    outbox.process_pending()
    new = served(f"{API}articles/sleep/")
    assert b"Sleep well" in new.body
    assert new.body != old.body
    assert b"Sleep well" in served(RESOLVED).body
    assert b"Sleep well" in served(f"{API}articles/").body


def test_a_draft_changes_nothing_that_is_prepared(article: Any) -> None:
    before = dict(PrerenderedResponse.objects.values_list("key", "made_at"))
    article.title = "Not yet"
    article.save_revision()
    outbox.process_pending()
    assert dict(PrerenderedResponse.objects.values_list("key", "made_at")) == before
    assert b"Not yet" not in served(f"{API}articles/sleep/").body


@pytest.mark.parametrize("gone", ["unpublish", "delete", "private", "renamed"])
def test_answers_of_a_page_that_went_away_are_deleted(article: Any, gone: str) -> None:
    if gone == "private":
        article.view_restrictions.create(restriction_type="login")
    elif gone == "renamed":
        article.slug = "rest"
        publish(article)
    else:
        getattr(article, gone)()
    outbox.process_pending()
    assert served(f"{API}articles/sleep/") is None
    if gone != "private":
        # That of a restriction is the site's change: it is cleared away with the next run.
        assert "articles/sleep/" not in urls()
    call_command("prepare_answers", stdout=StringIO())
    assert "articles/sleep/" not in urls()
    assert ("articles/rest/" in urls()) == (gone == "renamed")
    assert not PrerenderedDependency.objects.exclude(
        answer__in=PrerenderedResponse.objects.all()
    ).exists()


def test_a_scheduled_instant_bounds_a_prepared_answer(clock: Any, article: Any) -> None:
    article.expire_at = now() + timedelta(hours=1)
    publish(article)
    outbox.process_pending()
    answer = prerendered(f"{API}articles/sleep/")
    assert answer.changes_at == article.expire_at
    assert answer.is_current(timezone.now().timestamp())
    clock.shift(timedelta(hours=1))
    assert not answer.is_current(timezone.now().timestamp())
    assert served(f"{API}articles/sleep/") is None


def test_what_another_release_has_made_is_not_found_and_is_cleared_away(
    article: Any, settings: Any
) -> None:
    stored = PrerenderedResponse.objects.count()
    settings.FRONTEND_URL = "https://new.example"
    assert prerendered(f"{API}articles/sleep/") is None
    printed = StringIO()
    call_command("prepare_answers", stdout=printed)
    assert f"Forgotten: {stored}." in printed.getvalue()
    assert b"https://new.example" in prerendered(f"{API}articles/sleep/").body
