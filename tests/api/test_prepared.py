"""Are prepared answers those that a reader would get, and is one that is not right never used?"""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone, translation
from wagtail.models import Page, Site

from articles.models import ArticleIndexPage, ArticlePage, Topic
from cms.api import prepared, preparing, settling
from cms.api.asking import question_of
from cms.api.caching import Store
from cms.api.models import PreparedAnswer, PreparedScope
from home.models import HomePage
from tests.factories import ArticlePageFactory, AuthorFactory, TopicFactory, now, publish
from tests.fixtures import plant_german, plant_home, plant_index

API = "https://api.example/api/v1/"
RESOLVED = API + "resolve/?path=%2Farticles%2Fsleep%2F"


@pytest.fixture(autouse=True)
def hosts(delivery_settings: Any) -> Any:
    delivery_settings.ALLOWED_HOSTS = ["api.example", "second.example", "testserver"]
    return delivery_settings


@pytest.fixture(scope="module")
def planted(module_db: None) -> None:
    """A site with one article."""
    topic = TopicFactory(slug="night", name="Night")
    index = plant_index(plant_home())
    ArticlePageFactory(parent=index, slug="sleep", title="Sleep", topics=[topic])


@pytest.fixture
def index(planted: None, db: None) -> Any:
    """The page below which it stands."""
    PreparedAnswer.objects.all().delete()
    return ArticleIndexPage.objects.get(slug="articles")


@pytest.fixture
def article(index: Any) -> Any:
    """The article, of whose publication everything has settled."""
    settling.settle()
    return ArticlePage.objects.get(slug="sleep")


def urls() -> set[str]:
    return {url.removeprefix(API) for url in PreparedAnswer.objects.values_list("url", flat=True)}


def lying(url: str) -> Any:
    """The prepared answer to a URL, as the store in front of Django asks for it."""
    question = question_of(url)
    assert question is not None
    return prepared.find(question)


def served(url: str) -> Any:
    """What a process that has nothing in memory takes from the database; None: it renders."""
    question = question_of(url)
    assert question is not None
    return Store().find(question, timezone.now().timestamp()).answer


def asked_over(client: Any, url: str) -> Any:
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
    for url in PreparedAnswer.objects.values_list("url", flat=True):
        rendered, answer = asked_over(client, url), lying(url)
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
        assert lying(f"{API}resolve/?{query}") is not None
    for url in (f"{API}articles/sleep/?locale=", f"{API}articles/sleep", f"{API}articles/%ff/"):
        assert lying(url) is None
    assert lying("http://api.example/api/v1/articles/sleep/") is None


def test_a_cold_process_answers_with_two_queries(
    article: Any, django_assert_num_queries: Any
) -> None:
    question = question_of(f"{API}articles/sleep/")
    assert question is not None
    with django_assert_num_queries(1):
        answer = prepared.find(question)
    assert answer is not None
    with django_assert_num_queries(1):
        assert preparing.is_right(answer)


def test_a_changed_article_is_prepared_anew_and_the_old_answer_is_not_used(article: Any) -> None:
    old = lying(f"{API}articles/sleep/")
    article.title = "Sleep well"
    publish(article)
    assert served(f"{API}articles/sleep/") is None
    settling.settle()
    new = served(f"{API}articles/sleep/")
    assert b"Sleep well" in new.body
    assert new.body != old.body
    assert b"Sleep well" in served(RESOLVED).body
    assert b"Sleep well" in served(f"{API}articles/").body


def test_a_draft_changes_nothing_that_is_prepared(article: Any) -> None:
    before = dict(PreparedAnswer.objects.values_list("key", "made_at"))
    article.title = "Not yet"
    article.save_revision()
    settling.settle()
    assert dict(PreparedAnswer.objects.values_list("key", "made_at")) == before
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
    settling.settle()
    assert served(f"{API}articles/sleep/") is None
    if gone != "private":
        # That of a restriction is the site's change: it is cleared away with the next run.
        assert "articles/sleep/" not in urls()
    call_command("prepare_answers", stdout=StringIO())
    assert "articles/sleep/" not in urls()
    assert ("articles/rest/" in urls()) == (gone == "renamed")
    assert not PreparedScope.objects.exclude(answer__in=PreparedAnswer.objects.all()).exists()


def test_a_scheduled_instant_bounds_a_prepared_answer(clock: Any, article: Any) -> None:
    article.expire_at = now() + timedelta(hours=1)
    publish(article)
    settling.settle()
    answer = lying(f"{API}articles/sleep/")
    assert answer.changes_at == article.expire_at
    assert preparing.is_right(answer)
    clock.shift(timedelta(hours=1))
    assert not preparing.is_right(answer)
    assert served(f"{API}articles/sleep/") is None


def test_what_others_show_of_a_person_is_made_anew_by_the_worker(index: Any) -> None:
    author = AuthorFactory(slug="ada", name="Ada")
    shown = [ArticlePageFactory(parent=index, slug=f"by-{n}", author=author) for n in range(2)]
    ArticlePageFactory(parent=index, slug="by-nobody")
    call_command("prepare_answers", stdout=StringIO())
    settling.settle()
    kept = PreparedAnswer.objects.get(url=f"{API}articles/by-nobody/").made_at

    author.name = "Ada Lovelace"
    publish(author)
    assert served(f"{API}articles/by-0/") is None
    preparing.prepare.call([f"author-{author.pk}", "authors"])

    for page in shown:
        assert b"Ada Lovelace" in served(f"{API}articles/{page.slug}/").body
    assert b"Ada Lovelace" in served(f"{API}authors/").body
    assert PreparedAnswer.objects.get(url=f"{API}articles/by-nobody/").made_at == kept


def test_a_task_does_some_and_leaves_the_rest_to_the_next(
    index: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = Topic.objects.get(slug="night")
    for number in range(3):
        ArticlePageFactory(parent=index, slug=f"a{number}", topics=[topic])
    call_command("prepare_answers", stdout=StringIO())
    settling.settle()
    topic.name = "Nights"
    publish(topic)
    monkeypatch.setattr(preparing, "AT_ONCE", 2)
    preparing.prepare.call([f"topic-{topic.pk}"])
    for number in range(3):
        assert b"Nights" in served(f"{API}articles/a{number}/").body


def test_the_command_makes_what_is_missing_and_then_nothing(article: Any) -> None:
    PreparedAnswer.objects.all().delete()
    printed = StringIO()
    call_command("prepare_answers", stdout=printed)
    made = PreparedAnswer.objects.count()
    assert made == len(urls()) == 9
    assert printed.getvalue() == f"Answers made: {made}. Forgotten: 0.\n"
    for _ in range(2):
        printed = StringIO()
        call_command("prepare_answers", stdout=printed)
        assert printed.getvalue() == "Answers made: 0. Forgotten: 0.\n"


def test_the_command_goes_through_any_number_of_pages_in_batches(
    index: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "AT_ONCE", 2)
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
    asked = set(PreparedAnswer.objects.values_list("url", flat=True))
    assert f"{API}articles/schlaf/?locale=de" in asked
    assert f"{API}resolve/?path=%2Fde%2Fartikel%2Fschlaf%2F" in asked
    assert "https://second.example/api/v1/articles/apart/" in asked
    assert f"{API}articles/apart/" not in asked


def test_sites_that_share_a_host_are_not_prepared(article: Any) -> None:
    Site.objects.create(hostname="api.example", port=81, root_page=article.get_parent())
    Site.objects.create(hostname="api.example", port=82, root_page=article.get_parent())
    assert preparing.bases() == []


def test_an_editor_who_works_in_german_prepares_what_everybody_gets(article: Any) -> None:
    before = lying(f"{API}articles/").body
    with translation.override("de"), timezone.override("Asia/Tokyo"):
        PreparedAnswer.objects.all().delete()
        preparing.make([preparing.Wanted("site", f"{API}articles/")])
    assert lying(f"{API}articles/").body == before


def test_what_another_release_has_made_is_not_found_and_is_cleared_away(
    article: Any, settings: Any
) -> None:
    stored = PreparedAnswer.objects.count()
    settings.FRONTEND_URL = "https://new.example"
    assert lying(f"{API}articles/sleep/") is None
    printed = StringIO()
    call_command("prepare_answers", stdout=printed)
    assert f"Forgotten: {stored}." in printed.getvalue()
    assert b"https://new.example" in lying(f"{API}articles/sleep/").body


def test_nothing_is_prepared_while_the_store_is_off(article: Any, settings: Any) -> None:
    PreparedAnswer.objects.all().delete()
    settings.ANSWERS_STORED = False
    article.title = "Sleep well"
    publish(article)
    settling.settle()
    assert not PreparedAnswer.objects.exists()
    with pytest.raises(CommandError, match="ANSWERS_STORED"):
        call_command("prepare_answers")


def test_what_changes_while_it_is_rendered_is_not_stored(
    article: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from articles import representation

    whole, edits = representation.whole, iter(range(9))

    def edited_meanwhile(*args: Any) -> Any:
        answer = whole(*args)
        ArticlePage.objects.filter(pk=article.pk).update(summary=f"Edit {next(edits)}")
        return answer

    PreparedAnswer.objects.all().delete()
    monkeypatch.setattr(representation, "whole", edited_meanwhile)
    assert preparing.make([preparing.Wanted("x", f"{API}articles/sleep/")]) == 0
    assert not PreparedAnswer.objects.exists()


def test_an_editor_waits_for_a_few_answers_only(
    index: Any, django_capture_on_commit_callbacks: Any
) -> None:
    for number in range(4):
        ArticlePageFactory(parent=index, slug=f"a{number}")
    PreparedAnswer.objects.all().delete()
    connection.run_on_commit.clear()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for page in ArticlePage.objects.all():
            publish(page)
    assert PreparedAnswer.objects.count() == preparing.WAITED_FOR
