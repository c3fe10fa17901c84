"""Which responses are prerendered, after a change and by the command."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone, translation
from wagtail.models import Page, Site

from articles.models import ArticlePage, Topic
from cms.delivery.models import PrerenderedResponse
from cms.delivery.prerender import prerendering
from cms.delivery.purge import outbox
from home.models import HomePage
from tests.delivery.prerender.prerendered_site import (
    API,
    article,
    hosts,
    index,
    planted,
    prerendered,
    served,
    urls,
)
from tests.factories import ArticlePageFactory, AuthorFactory, publish
from tests.fixtures import plant_german

__all__ = ["article", "hosts", "index", "planted"]


def test_what_others_show_of_a_person_is_made_anew_by_the_worker(index: Any) -> None:
    author = AuthorFactory(slug="ada", name="Ada")
    shown = [ArticlePageFactory(parent=index, slug=f"by-{n}", author=author) for n in range(2)]
    ArticlePageFactory(parent=index, slug="by-nobody")
    call_command("prepare_answers", stdout=StringIO())
    outbox.process_pending()
    kept = PrerenderedResponse.objects.get(url=f"{API}articles/by-nobody/").made_at

    author.name = "Ada Lovelace"
    publish(author)
    assert served(f"{API}articles/by-0/") is None
    prerendering.refresh_all.call([f"author-{author.pk}", "authors"])

    for page in shown:
        assert b"Ada Lovelace" in served(f"{API}articles/{page.slug}/").body
    assert b"Ada Lovelace" in served(f"{API}authors/").body
    assert PrerenderedResponse.objects.get(url=f"{API}articles/by-nobody/").made_at == kept


def test_a_task_does_some_and_leaves_the_rest_to_the_next(
    index: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = Topic.objects.get(slug="night")
    for number in range(3):
        ArticlePageFactory(parent=index, slug=f"a{number}", topics=[topic])
    call_command("prepare_answers", stdout=StringIO())
    outbox.process_pending()
    topic.name = "Nights"
    publish(topic)
    monkeypatch.setattr(prerendering, "BATCH_SIZE", 2)
    prerendering.refresh_all.call([f"topic-{topic.pk}"])
    for number in range(3):
        assert b"Nights" in served(f"{API}articles/a{number}/").body


def test_the_command_makes_what_is_missing_and_then_nothing(article: Any) -> None:
    PrerenderedResponse.objects.all().delete()
    printed = StringIO()
    call_command("prepare_answers", stdout=printed)
    made = PrerenderedResponse.objects.count()
    assert made == len(urls()) == 9
    assert printed.getvalue() == f"Answers made: {made}. Forgotten: 0.\n"
    for _ in range(2):
        printed = StringIO()
        call_command("prepare_answers", stdout=printed)
        assert printed.getvalue() == "Answers made: 0. Forgotten: 0.\n"


def test_the_command_goes_through_any_number_of_pages_in_batches(
    index: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prerendering, "BATCH_SIZE", 2)
    for number in range(3):
        ArticlePageFactory(parent=index, slug=f"a{number}")
    call_command("prepare_answers", stdout=StringIO())
    assert {f"articles/a{number}/" for number in range(3)} <= urls()


def test_other_languages_and_other_sites_are_prepared_under_their_own_addresses(
    article: Any,
) -> None:
    german = plant_german(HomePage.objects.get())
    ArticlePageFactory(parent=german, slug="schlaf", title="Schlaf")
    home = HomePage(title="Second", slug="second", locale=article.locale)
    Page.get_first_root_node().add_child(instance=home)
    publish(home)
    Site.objects.create(hostname="second.example", port=80, root_page=home)
    ArticlePageFactory(parent=home, slug="apart", title="Apart")
    call_command("prepare_answers", stdout=StringIO())
    asked = set(PrerenderedResponse.objects.values_list("url", flat=True))
    assert f"{API}articles/schlaf/?locale=de" in asked
    assert f"{API}resolve/?path=%2Fde%2Fartikel%2Fschlaf%2F" in asked
    assert "https://second.example/api/v1/articles/apart/" in asked
    assert f"{API}articles/apart/" not in asked


def test_sites_that_share_a_host_are_not_prepared(article: Any) -> None:
    Site.objects.create(hostname="api.example", port=81, root_page=article.get_parent())
    Site.objects.create(hostname="api.example", port=82, root_page=article.get_parent())
    assert prerendering.site_origins() == []


def test_an_editor_who_works_in_german_prepares_what_everybody_gets(article: Any) -> None:
    before = prerendered(f"{API}articles/").body
    with translation.override("de"), timezone.override("Asia/Tokyo"):
        PrerenderedResponse.objects.all().delete()
        prerendering.render([prerendering.Target("site", f"{API}articles/")])
    assert prerendered(f"{API}articles/").body == before


def test_nothing_is_prepared_while_the_store_is_off(article: Any, settings: Any) -> None:
    PrerenderedResponse.objects.all().delete()
    settings.ANSWERS_STORED = False
    article.title = "Sleep well"
    publish(article)
    outbox.process_pending()
    assert not PrerenderedResponse.objects.exists()
    with pytest.raises(CommandError, match="ANSWERS_STORED"):
        call_command("prepare_answers")


def test_what_changes_while_it_is_rendered_is_not_stored(
    article: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from articles import representation

    detail, edits = representation.detail, iter(range(9))

    def edited_meanwhile(*args: Any) -> Any:
        answer = detail(*args)
        ArticlePage.objects.filter(pk=article.pk).update(summary=f"Edit {next(edits)}")
        return answer

    PrerenderedResponse.objects.all().delete()
    monkeypatch.setattr(representation, "detail", edited_meanwhile)
    assert prerendering.render([prerendering.Target("x", f"{API}articles/sleep/")]) == 0
    assert not PrerenderedResponse.objects.exists()


def test_an_editor_waits_for_a_few_answers_only(
    index: Any, django_capture_on_commit_callbacks: Any
) -> None:
    for number in range(4):
        ArticlePageFactory(parent=index, slug=f"a{number}")
    PrerenderedResponse.objects.all().delete()
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for page in ArticlePage.objects.all():
            publish(page)
    assert PrerenderedResponse.objects.count() == prerendering.MAX_RENDERED_BY_SAVE
