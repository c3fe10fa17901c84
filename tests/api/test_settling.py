"""Are CDNs told of exactly what has changed, once it is committed, and of nothing too little?"""

import logging
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page

from articles.models import ArticlePage
from cms.api import handlers, settling
from cms.api.purging import TagBackend
from cms.api.settling import Outcome
from cms.api.tags import tag_of_slug
from cms.content.versions import ContentVersion
from home.models import HomePage
from tests.api.cdn import Cdn, running_cdn
from tests.factories import ArticlePageFactory, AuthorFactory, moved_to_past, now, publish
from tests.fixtures import plant_home, plant_index

LATER = (503, {"Retry-After": "3600"}, b"")


@pytest.fixture
def cdn(settings: Any) -> Iterator[Cdn]:
    settings.ANSWERS_STORED = False
    with running_cdn() as found:
        settings.PURGE_BACKENDS = {
            "http-1": {"BACKEND": "cms.api.purging.HTTP", "LOCATION": found.url}
        }
        yield found


@pytest.fixture(scope="module")
def planted(module_db: None) -> None:
    """Two published articles of which all CDNs know."""
    index = plant_index(plant_home())
    for slug in ("sleep", "other"):
        ArticlePageFactory(parent=index, slug=slug)
    with override_settings(ANSWERS_STORED=False):
        assert settling.settle() is Outcome.SETTLED


@pytest.fixture
def article(planted: None, db: None, delivery_settings: Any, cdn: Cdn) -> Any:
    """One of them."""
    return ArticlePage.objects.get(slug="sleep")


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Callable[..., None]:
    """`commit(write)`: as if what it writes were committed."""

    def commit(write: Callable[[], Any]) -> None:
        # The transaction around the test has promises of its own, which it will never keep.
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            write()

    return commit


def unsettled() -> set[str]:
    return set(ContentVersion.objects.filter(settled=False).values_list("scope", flat=True))


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
    assert {f"page-{article.pk}", tag_of_slug("sleep"), tag_of_slug("rest")} <= set(cdn.purged)
    assert not {tag for tag in cdn.purged if tag.startswith(("page-", "author", "site"))} - {
        f"page-{article.pk}"
    }


def test_a_person_is_purged_without_any_page(
    article: Any, cdn: Cdn, commit: Callable[..., None]
) -> None:
    author = AuthorFactory(slug="ada")
    settling.settle()
    cdn.forget()
    author.role = "Nurse"
    commit(lambda: publish(author))
    assert set(cdn.purged) == {"any", "authors", f"author-{author.pk}", tag_of_slug("ada")}


def test_a_draft_purges_nothing_but_what_names_its_address(
    article: Any, cdn: Cdn, commit: Callable[..., None]
) -> None:
    article.title = "Not yet"
    commit(lambda: article.save_revision())
    assert cdn.calls == []
    commit(lambda: ArticlePageFactory(parent=article.get_parent(), slug="new", live=False))
    assert set(cdn.purged) == {"any", tag_of_slug("new")}


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
    assert called.count(handlers.wake_up) == 1
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

    monkeypatch.setattr(settling.purging, "purge", somebody_writes)
    Page.objects.filter(pk=article.pk).update(seo_title="Words")
    assert settling.settle(0.0) is Outcome.BUSY
    assert settling.is_needed()


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
    clock.shift(settling.FIRST_PAUSE)
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
        assert settling.settle() is Outcome.FAILED
        assert settling.settle() is Outcome.POSTPONED
        again = settling.last_passes().not_before
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
    settling.settle()
    cdn.usual = (200, {}, b"")
    call_command("publish_scheduled", stdout=StringIO())
    assert unsettled() == set()


def test_what_goes_live_by_the_clock_is_purged(
    article: Any, cdn: Cdn, get: Any, commit: Callable[..., None]
) -> None:
    page = ArticlePageFactory(parent=article.get_parent(), go_live_at=now(), live=False)
    publish(page)
    settling.settle()
    cdn.forget()
    page.refresh_from_db()
    page.unpublish()
    page.go_live_at = timezone.now() + timezone.timedelta(hours=1)
    page = moved_to_past(publish(page), go_live_at=now())
    settling.settle()
    cdn.forget()
    commit(lambda: get("articles/"))
    assert f"page-{page.pk}" in cdn.purged


class EditsMeanwhile(TagBackend):
    """A CDN at which, while it is being told, an editor publishes once more."""

    name = "busy"

    def purge(self, tags: Sequence[str], *, until: float) -> None:
        told.append(list(tags))
        if len(told) == 1:
            ArticlePage.objects.filter(slug="sleep").update(summary="Once more")


told: list[list[str]] = []


def test_what_changes_while_it_is_purged_is_purged_again(article: Any, settings: Any) -> None:
    told.clear()
    settings.PURGE_BACKENDS = {"busy": {"BACKEND": f"{__name__}.EditsMeanwhile"}}
    Page.objects.filter(pk=article.pk).update(title="Sleep well")
    assert settling.settle() is Outcome.SETTLED
    own = f"page-{article.pk}"
    assert [own in tags for tags in told] == [True, True]
    assert unsettled() == set()


def test_a_great_change_is_one_purge_of_all_answers(
    article: Any, cdn: Cdn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "TOO_MANY", 3)
    Page.objects.update(title="All the same")
    assert settling.settle() is Outcome.SETTLED
    assert [call.tags for call in cdn.calls] == [["site"]]
    assert unsettled() == set()


def test_more_than_one_batch_is_purged_in_as_many_calls(
    article: Any, cdn: Cdn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "AT_ONCE", 2)
    Page.objects.filter(pk=article.pk).update(title="New")
    assert settling.settle() is Outcome.SETTLED
    assert len(cdn.calls) == 2
    assert f"page-{article.pk}" in cdn.purged


def test_whoever_finds_another_process_at_it_leaves_it_alone(article: Any, cdn: Cdn) -> None:
    Page.objects.filter(pk=article.pk).update(title="New")
    holder = settling._take(insist=False)
    assert holder is not None
    assert settling.settle() is Outcome.BUSY
    assert cdn.calls == []
    settling._let_go(holder, Outcome.SETTLED)
    assert settling.settle() is Outcome.SETTLED
    assert cdn.calls != []


def test_a_process_that_died_at_it_holds_nobody_up_for_long(
    clock: Any, article: Any, cdn: Cdn
) -> None:
    Page.objects.filter(pk=article.pk).update(title="New")
    assert settling._take(insist=False) is not None
    clock.shift(settling.LEASE)
    assert settling.settle() is Outcome.SETTLED
    assert cdn.calls != []


def test_a_mistake_in_the_settings_fails_no_save(
    article: Any, settings: Any, commit: Callable[..., None], caplog: Any
) -> None:
    settings.PURGE_BACKENDS = {"fastly": {"BACKEND": "cms.api.purging.Fastly", "API_TOKEN": "x"}}
    commit(lambda: publish(article))
    assert "SERVICE_ID" in caplog.text
    assert unsettled() != set()
