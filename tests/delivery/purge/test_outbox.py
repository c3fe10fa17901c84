"""CDNs are purged of exactly what has changed, after the commit."""

from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from articles.models import ArticlePage
from cms.delivery import signal_handlers
from cms.delivery.purge import outbox
from cms.delivery.purge.backends import TagBackend
from cms.delivery.purge.outbox import PurgeResult
from cms.delivery.purge.surrogate_keys import slug_tag
from home.models import HomePage
from tests.delivery.purge.cdn import Cdn
from tests.delivery.purge.purged_site import article, cdn, commit, planted, unsettled
from tests.factories import ArticlePageFactory, AuthorFactory, moved_to_past, now, publish

__all__ = ["article", "cdn", "commit", "planted"]


def test_publishing_purges_exactly_what_has_changed(
    article: Any, cdn: Cdn, commit: Callable[..., None]
) -> None:
    article.title = "Sleep well"
    commit(lambda: publish(article))
    assert set(cdn.purged) == {"any", "pages", f"page-{article.pk}", "search"}
    assert len(cdn.calls) == 1
    assert unsettled() == set()


def test_a_page_that_moves_to_another_address_purges_both(
    article: Any, cdn: Cdn, commit: Callable[..., None]
) -> None:
    article.slug = "rest"
    commit(lambda: publish(article))
    assert {f"page-{article.pk}", slug_tag("sleep"), slug_tag("rest")} <= set(cdn.purged)
    assert not {tag for tag in cdn.purged if tag.startswith(("page-", "author", "site"))} - {
        f"page-{article.pk}"
    }


def test_a_person_is_purged_without_any_page(
    article: Any, cdn: Cdn, commit: Callable[..., None]
) -> None:
    author = AuthorFactory(slug="ada")
    outbox.process_pending()
    cdn.forget()
    author.role = "Nurse"
    commit(lambda: publish(author))
    assert set(cdn.purged) == {"any", "authors", f"author-{author.pk}", slug_tag("ada")}


def test_a_draft_purges_nothing_but_what_names_its_address(
    article: Any, cdn: Cdn, commit: Callable[..., None]
) -> None:
    article.title = "Not yet"
    commit(lambda: article.save_revision())
    assert cdn.calls == []
    commit(lambda: ArticlePageFactory(parent=article.get_parent(), slug="new", live=False))
    assert set(cdn.purged) == {"any", slug_tag("new")}


def test_what_is_rolled_back_purges_nothing(
    article: Any, cdn: Cdn, commit: Callable[..., None]
) -> None:
    def fail() -> None:
        with transaction.atomic():
            publish(article)
            transaction.set_rollback(True)

    commit(fail)
    assert cdn.calls == []
    assert unsettled() == set()


def test_a_transaction_is_followed_by_one_purge_however_much_it_saves(
    article: Any, cdn: Cdn, django_capture_on_commit_callbacks: Any
) -> None:
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True) as called:
        for page in ArticlePage.objects.all():
            publish(page)
    assert called.count(signal_handlers.process_outbox) == 1
    assert len(cdn.calls) == 1
    assert {f"page-{page.pk}" for page in ArticlePage.objects.all()} <= set(cdn.purged)


def test_moving_a_page_is_seen_though_it_sends_no_signal_of_saving(
    article: Any, cdn: Cdn, commit: Callable[..., None]
) -> None:
    commit(lambda: article.move(HomePage.objects.get(), pos="last-child"))
    assert f"page-{article.pk}" in cdn.purged


def test_a_change_without_a_signal_is_settled_by_the_command(
    article: Any, cdn: Cdn, commit: Callable[..., None]
) -> None:
    commit(lambda: ArticlePage.objects.filter(pk=article.pk).update(summary="New"))
    assert cdn.calls == []
    printed = StringIO()
    call_command("settle", stdout=printed)
    assert printed.getvalue() == "Everything is settled.\n"
    assert set(cdn.purged) == {"any", "pages", f"page-{article.pk}"}


def test_without_a_cdn_changes_are_simply_settled(
    article: Any, cdn: Cdn, settings: Any, commit: Callable[..., None]
) -> None:
    settings.PURGE_BACKENDS = {}
    commit(lambda: publish(article))
    assert unsettled() == set()
    assert cdn.calls == []


def test_what_goes_live_by_the_clock_is_purged(
    article: Any, cdn: Cdn, get: Any, commit: Callable[..., None]
) -> None:
    page = ArticlePageFactory(parent=article.get_parent(), go_live_at=now(), live=False)
    publish(page)
    outbox.process_pending()
    cdn.forget()
    page.refresh_from_db()
    page.unpublish()
    page.go_live_at = timezone.now() + timezone.timedelta(hours=1)
    page = moved_to_past(publish(page), go_live_at=now())
    outbox.process_pending()
    cdn.forget()
    commit(lambda: get("articles/"))
    assert f"page-{page.pk}" in cdn.purged


class EditsMeanwhile(TagBackend):
    """A CDN during whose purge an editor publishes once more."""

    name = "busy"

    def purge(self, tags: Sequence[str], *, until: float) -> None:
        purges.append(list(tags))
        if len(purges) == 1:
            ArticlePage.objects.filter(slug="sleep").update(summary="Once more")


purges: list[list[str]] = []


def test_what_changes_while_it_is_purged_is_purged_again(article: Any, settings: Any) -> None:
    purges.clear()
    settings.PURGE_BACKENDS = {"busy": {"BACKEND": f"{__name__}.EditsMeanwhile"}}
    Page.objects.filter(pk=article.pk).update(title="Sleep well")
    assert outbox.process_pending() is PurgeResult.DONE
    own = f"page-{article.pk}"
    assert [own in tags for tags in purges] == [True, True]
    assert unsettled() == set()


def test_a_great_change_is_one_purge_of_all_answers(
    article: Any, cdn: Cdn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "PURGE_ALL_FROM", 3)
    Page.objects.update(title="All the same")
    assert outbox.process_pending() is PurgeResult.DONE
    assert [call.tags for call in cdn.calls] == [["site"]]
    assert unsettled() == set()


def test_more_than_one_batch_is_purged_in_as_many_calls(
    article: Any, cdn: Cdn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "ROWS_PER_PURGE", 2)
    Page.objects.filter(pk=article.pk).update(title="New")
    assert outbox.process_pending() is PurgeResult.DONE
    assert len(cdn.calls) == 2
    assert f"page-{article.pk}" in cdn.purged
