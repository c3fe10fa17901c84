"""Failed purges are retried later, and no save waits for them meanwhile."""

import logging
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from articles.models import ArticlePage
from cms.delivery.purge import outbox
from cms.delivery.purge.outbox import PurgeResult
from tests.delivery.purge.cdn import Cdn
from tests.delivery.purge.purged_site import article, cdn, commit, planted, unsettled
from tests.factories import publish

__all__ = ["article", "cdn", "commit", "planted"]

LATER = (503, {"Retry-After": "3600"}, b"")


def test_who_settles_while_others_go_on_writing_comes_to_an_end(
    article: Any, settings: Any, monkeypatch: Any
) -> None:
    settings.PURGE_BACKENDS = {}
    passes: list[int] = []

    def somebody_writes(*_args: Any, **_named: Any) -> list[str]:
        passes.append(1)
        assert len(passes) < 9, "It goes on for as long as others do."
        Page.objects.filter(pk=article.pk).update(seo_title=f"Words {len(passes)}")
        return []

    monkeypatch.setattr(outbox.backends, "purge", somebody_writes)
    Page.objects.filter(pk=article.pk).update(seo_title="Words")
    assert outbox.process_pending(0.0) is PurgeResult.BUSY
    assert outbox.has_pending()


def test_a_passing_failure_is_tried_again_at_once(
    article: Any, cdn: Cdn, commit: Callable[..., None]
) -> None:
    cdn.answers = [(503, {}, b"")]
    commit(lambda: publish(article))
    assert [call.tags for call in cdn.calls] == [cdn.calls[0].tags] * 2
    assert unsettled() == set()


def test_what_a_cdn_has_not_taken_is_kept_for_later_and_the_save_goes_well(
    clock: Any, article: Any, cdn: Cdn, commit: Callable[..., None], caplog: Any
) -> None:
    def publish_as(title: str) -> None:
        article.title = title
        commit(lambda: publish(article))

    cdn.usual = LATER
    with caplog.at_level(logging.WARNING, "wellspring.purging"):
        publish_as("One")
    assert "answered 503" in caplog.text
    left, calls = unsettled(), len(cdn.calls)
    assert f"page-{article.pk}" in left

    # The next editor does not wait for a CDN that has just failed.
    publish_as("Two")
    assert len(cdn.calls) == calls

    cdn.usual = (200, {}, b"")
    clock.shift(outbox.FIRST_RETRY_PAUSE)
    cdn.forget()
    publish_as("Three")
    assert left <= set(cdn.purged)
    assert unsettled() == set()


def test_the_pause_grows_with_each_failure_and_no_further_than_five_minutes(
    clock: Any, article: Any, cdn: Cdn
) -> None:
    cdn.usual = LATER
    ArticlePage.objects.update(summary="New")
    pauses = []
    for _ in range(9):
        assert outbox.process_pending() is PurgeResult.FAILED
        assert outbox.process_pending() is PurgeResult.POSTPONED
        again = outbox.current_state().not_before
        assert again is not None
        pauses.append(int((again - timezone.now()).total_seconds()))
        clock.move_to(again)
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300]


def test_the_command_says_that_something_stays_unsettled(article: Any, cdn: Cdn) -> None:
    cdn.usual = LATER
    ArticlePage.objects.filter(pk=article.pk).update(summary="New")
    for _ in range(2):
        with pytest.raises(CommandError, match=r"^3 changes are not settled"):
            call_command("settle")
    assert len(cdn.calls) == 2


def test_the_scheduled_command_tries_again(article: Any, cdn: Cdn) -> None:
    cdn.usual = LATER
    ArticlePage.objects.filter(pk=article.pk).update(summary="New")
    outbox.process_pending()
    cdn.usual = (200, {}, b"")
    call_command("publish_scheduled", stdout=StringIO())
    assert unsettled() == set()


def test_whoever_finds_another_process_at_it_leaves_it_alone(article: Any, cdn: Cdn) -> None:
    Page.objects.filter(pk=article.pk).update(title="New")
    holder = outbox._acquire_lease(force=False)
    assert holder is not None
    assert outbox.process_pending() is PurgeResult.BUSY
    assert cdn.calls == []
    outbox._release_lease(holder, PurgeResult.DONE)
    assert outbox.process_pending() is PurgeResult.DONE
    assert cdn.calls != []


def test_a_process_that_died_at_it_holds_nobody_up_for_long(
    clock: Any, article: Any, cdn: Cdn
) -> None:
    Page.objects.filter(pk=article.pk).update(title="New")
    assert outbox._acquire_lease(force=False) is not None
    clock.shift(outbox.LEASE)
    assert outbox.process_pending() is PurgeResult.DONE
    assert cdn.calls != []


def test_a_mistake_in_the_settings_fails_no_save(
    article: Any, settings: Any, commit: Callable[..., None], caplog: Any
) -> None:
    settings.PURGE_BACKENDS = {
        "fastly": {"BACKEND": "cms.delivery.purge.backends.Fastly", "API_TOKEN": "x"}
    }
    commit(lambda: publish(article))
    assert "SERVICE_ID" in caplog.text
    assert unsettled() != set()
