"""Does an editor who approves or publishes an unfinished page learn why it stays as it is?"""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import (
    Page,
    PageLogEntry,
    Revision,
    Task,
    TaskState,
    WorkflowState,
)
from wagtail.test.utils.form_data import streamfield

from articles.models import ArticleIndexPage, ArticlePage
from home.models import HomePage
from tests.articles.editing import admin, edit, editor, logged_in, member
from tests.factories import ArticlePageFactory, stream, text

__all__ = ["admin", "editor"]

pytestmark = pytest.mark.django_db

REQUIRED = "This field is required."
SAID = f"Body, block 2, Heading, Text: {REQUIRED}"
SECTION = ("heading", {"text": "Sleep", "level": "h2"})
EMPTY = ("heading", {"text": "", "level": "h2"})


def state() -> list[Any]:
    """All that approving and publishing write."""
    models = (ArticlePage, HomePage, Revision, WorkflowState, TaskState, PageLogEntry)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


@pytest.fixture
def reviewer(index: ArticleIndexPage) -> Client:
    return logged_in(member("rita", "Medical reviewers"))


@pytest.fixture
def root(index: ArticleIndexPage) -> Client:
    return logged_in(User.objects.create_superuser("root", password="for-tests-only"))


def in_review(editor: Client, index: ArticleIndexPage, **fields: Any) -> ArticlePage:
    """An article that was complete when it was submitted."""
    article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep", live=False, **fields)
    edit(editor, article, "action-submit", body=streamfield([SECTION]))
    return ArticlePage.objects.get(pk=article.pk)


def emptied(reviewer: Client, article: ArticlePage) -> ArticlePage:
    """The article with an empty heading, saved as a draft while it is reviewed."""
    response = edit(reviewer, article, body=streamfield([SECTION, EMPTY]))
    assert response.status_code == 302
    return ArticlePage.objects.get(pk=article.pk)


def approve(client: Client, article: ArticlePage, is_modal: bool = False, **data: Any) -> Any:
    """Approve outside of the editor, as on the dashboard."""
    task = article.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task.pk])
    headers = {"x-requested-with": "XMLHttpRequest"} if is_modal else {}
    return client.post(url, {"comment": "Well done.", **data}, headers=headers)


class TestApproving:
    @pytest.mark.parametrize("is_modal", [False, True])
    def test_an_article_with_an_empty_block_is_refused_with_the_reason(
        self, admin: Client, reviewer: Client, index: ArticleIndexPage, is_modal: bool
    ) -> None:
        article = emptied(reviewer, in_review(admin, index))
        before = state()

        response = approve(reviewer, article, is_modal)

        url = reverse("wagtailadmin_pages:edit", args=[article.pk])
        assert (response.json()["redirect"] if is_modal else response["Location"]) == url
        html = reviewer.get(url).content.decode()
        assert f"“Sleep” cannot be published yet: <ul><li>{SAID}</li></ul>" in html
        assert state() == before
        assert article.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS

    def test_an_article_that_the_model_refuses_is_refused_too(
        self, admin: Client, reviewer: Client, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep")
        edit(admin, article, "action-submit", slug="rest")
        ArticlePageFactory(parent=index, slug="rest")
        article = ArticlePage.objects.get(pk=article.pk)
        before = state()

        response = approve(reviewer, article, next=reverse("wagtailadmin_home"))

        assert response["Location"] == reverse("wagtailadmin_home")
        html = reviewer.get(response["Location"]).content.decode()
        assert escape("The slug 'rest' is already in use within the parent page") in html
        assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in html
        assert state() == before

    def test_it_is_published_once_it_is_complete(
        self, admin: Client, reviewer: Client, index: ArticleIndexPage
    ) -> None:
        article = emptied(reviewer, in_review(admin, index))
        approve(reviewer, article)
        edit(reviewer, article, body=streamfield([SECTION]))

        approve(reviewer, ArticlePage.objects.get())

        assert ArticlePage.objects.get().live
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED

    def test_a_schedule_for_it_is_refused(
        self, admin: Client, reviewer: Client, index: ArticleIndexPage
    ) -> None:
        article = in_review(admin, index)
        later = "2090-01-01 10:00"
        edit(reviewer, article, body=streamfield([SECTION, EMPTY]), go_live_at=later)
        article = ArticlePage.objects.get()
        assert article.latest_revision.content["go_live_at"]
        before = state()

        approve(reviewer, article)

        assert state() == before

    def test_in_the_editor_the_form_says_it_at_the_block(
        self, admin: Client, reviewer: Client, index: ArticleIndexPage
    ) -> None:
        article = emptied(reviewer, in_review(admin, index))
        before = state()

        response = edit(
            reviewer,
            article,
            "action-workflow-action",
            body=streamfield([SECTION, EMPTY]),
            **{"workflow-action-name": "approve"},
        )

        errors = response.context["form"].errors["body"].as_data()[0]
        assert list(errors.block_errors) == [1]
        assert state() == before

    def test_a_review_does_not_end_because_its_last_task_is_disabled(
        self, admin: Client, reviewer: Client, root: Client, index: ArticleIndexPage
    ) -> None:
        article = emptied(reviewer, in_review(admin, index))
        task = article.current_workflow_task
        before = state()

        url = reverse("wagtailadmin_workflows:disable_task", args=[task.pk])
        response = root.post(url, follow=True)

        assert SAID in response.content.decode()
        assert Task.objects.get(pk=task.pk).active
        assert state() == before

    def test_of_many_reasons_the_first_are_listed(
        self, admin: Client, reviewer: Client, index: ArticleIndexPage
    ) -> None:
        article = in_review(admin, index)
        edit(reviewer, article, body=streamfield([EMPTY] * 12))

        approve(reviewer, ArticlePage.objects.get(), next="/admin/")
        html = reviewer.get("/admin/").content.decode()

        assert html.count(REQUIRED) == 10
        assert "<li>And 2 more.</li>" in html


class TestPublishingSeveral:
    def publish(self, client: Client, *pages: Page, **data: Any) -> str:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        ids = "&".join(f"id={page.pk}" for page in pages)
        response = client.post(f"{url}?{ids}&next=/admin/", data)
        assert response["Location"] == "/admin/"
        return client.get("/admin/").content.decode()

    def test_each_refused_page_is_named_with_its_reasons_and_the_others_are_published(
        self, root: Client, index: ArticleIndexPage
    ) -> None:
        good = ArticlePageFactory(parent=index, slug="good", live=False)
        bad = ArticlePageFactory(
            parent=index, title="Sleep & rest", live=False, body=stream(SECTION, EMPTY)
        )
        worse = ArticlePageFactory(
            parent=index, title="Worse", live=False, body=stream(EMPTY, ("image", {"image": None}))
        )
        for page in (good, bad, worse):
            page.save_revision()
        logs = PageLogEntry.objects.filter(page__in=[bad, worse])
        before = Revision.objects.count(), list(logs)

        html = self.publish(root, bad, good, worse)

        edits = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (bad, worse)]
        assert (
            "Not published, as they are not complete yet or contain errors: <ul>"
            f'<li><a href="{edits[0]}">Sleep &amp; rest</a><ul><li>{SAID}</li></ul></li>'
            f'<li><a href="{edits[1]}">Worse</a><ul>'
            f"<li>Body, block 1, Heading, Text: {REQUIRED}</li>"
            f"<li>Body, block 2, Image, File and alt text, File: {REQUIRED}</li>"
            "</ul></li></ul>"
        ) in html
        assert "1 page has been published" in html
        assert list(ArticlePage.objects.filter(live=True)) == [good]
        assert (Revision.objects.count(), list(logs)) == before

    def test_where_none_is_published_nothing_else_is_said(
        self, root: Client, index: ArticleIndexPage
    ) -> None:
        # Without a revision one is made to be published; it is gone with the refusal.
        bad = ArticlePageFactory(parent=index, live=False, body=stream(SECTION, EMPTY))
        before = state()

        html = self.publish(root, bad)

        assert SAID in html
        assert "published</" not in html
        assert "been published" not in html
        assert state() == before

    def test_an_update_of_what_is_live_is_refused_and_the_live_version_stays(
        self, root: Client, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, body=stream(text("Words.")))
        article.body = stream(SECTION, EMPTY)
        article.save_revision()
        before = state()

        assert SAID in self.publish(root, article)

        assert state() == before
        assert ArticlePage.objects.get().body[0].block_type == "rich_text"

    def test_drafts_below_are_refused_and_published_one_by_one(
        self, root: Client, index: ArticleIndexPage
    ) -> None:
        bad = ArticlePageFactory(parent=index, live=False, body=stream(SECTION, EMPTY))
        good = ArticlePageFactory(parent=index, live=False)

        html = self.publish(root, bad, index, include_descendants="on")

        assert "1 page and 1 child page have been published" in html
        assert html.count(SAID) == 1
        assert ArticlePage.objects.get(pk=good.pk).live
        assert not ArticlePage.objects.get(pk=bad.pk).live

    def test_what_follows_another_page_is_refused(
        self, root: Client, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep")
        alias = article.create_alias(update_slug="alias")
        before = state()

        html = self.publish(root, alias)

        assert "<li>This page is an alias of “Sleep”. Publish that page instead.</li>" in html
        assert state() == before

    @pytest.mark.parametrize("live", [False, True])
    @pytest.mark.parametrize("alias_first", [False, True])
    def test_an_alias_published_with_its_original_is_not_called_refused(
        self, root: Client, index: ArticleIndexPage, live: bool, alias_first: bool
    ) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep", live=live)
        alias = article.create_alias(update_slug="alias")

        html = self.publish(root, *([alias, article] if alias_first else [article, alias]))

        assert "Not published" not in html
        assert list(ArticlePage.objects.values_list("live", flat=True)) == [True, True]

    def test_an_alias_is_not_called_incomplete(self, root: Client, index: ArticleIndexPage) -> None:
        alias = ArticlePageFactory(parent=index, slug="sleep").create_alias(update_slug="alias")

        html = self.publish(root, alias)

        assert "Not published, as aliases are published with their originals:" in html
        assert "not complete yet" not in html

    def test_home_pages_and_indexes_are_no_exception(
        self, root: Client, index: ArticleIndexPage
    ) -> None:
        home = HomePage.objects.get()
        home.featured = stream(("page", None))
        home.save_revision(clean=False)
        index.canonical_url = "over there"
        index.save_revision(clean=False)
        before = state()

        html = self.publish(root, home, index)

        assert f"<li>Featured pages, block 1, Page: {REQUIRED}</li>" in html
        assert "<li>Canonical URL: Enter a valid URL.</li>" in html
        assert state() == before


def test_the_api_of_the_admin_refuses_it_too(root: Client, index: ArticleIndexPage) -> None:
    article = ArticlePageFactory(parent=index, live=False, body=stream(SECTION, EMPTY))
    article.save_revision()
    url = reverse("wagtailadmin_api:pages:action", args=[article.pk, "publish"])
    before = state()

    response = root.post(url, content_type="application/json")
    assert (response.status_code, response.json()) == (400, {"message": SAID})
    assert state() == before

    article.body = stream(SECTION)
    article.save_revision()
    assert root.post(url, content_type="application/json").status_code == 200
    assert ArticlePage.objects.get().live
