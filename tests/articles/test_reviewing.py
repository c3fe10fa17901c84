"""How are articles reviewed, and how do two editors keep out of each other's way?"""

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page, Workflow

from articles.models import ArticleIndexPage, ArticlePage
from tests.articles.editing import admin, edit, editor, logged_in, member
from tests.factories import ArticlePageFactory

__all__ = ["admin", "editor"]

pytestmark = pytest.mark.django_db


class TestMedicalReview:
    def test_a_reviewer_approves_what_an_editor_submits(
        self, admin: Client, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep", live=False)
        reviewer = logged_in(member("rita", "Medical reviewers"))

        edit(admin, article, "action-submit")
        article = ArticlePage.objects.get()
        assert article.current_workflow_state.workflow.name == "Medical review"
        assert not article.live
        task = article.current_workflow_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task.pk])
        reviewer.post(url)

        article = ArticlePage.objects.get()
        assert article.live
        assert article.live_revision_id == article.latest_revision_id

    def test_a_reviewer_cannot_publish_alone(self, index: ArticleIndexPage) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep", live=False)
        reviewer = logged_in(member("rita", "Medical reviewers"))

        edit(reviewer, article, "action-publish", summary="Mine")

        article = ArticlePage.objects.get()
        assert not article.live
        assert article.get_latest_revision_as_object().summary == "Mine"

    def test_while_a_reviewer_reads_the_editor_waits(
        self, admin: Client, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep", live=False)
        edit(admin, article, "action-submit")
        before = ArticlePage.objects.get().latest_revision_id

        edit(admin, article, summary="In between")

        assert ArticlePage.objects.get().latest_revision_id == before

    def test_every_new_index_is_reviewed_and_only_once(self, index: ArticleIndexPage) -> None:
        review = Workflow.objects.get(name="Medical review")

        index.save()

        assert index.get_workflow() == review
        reviewers = Group.objects.get(name="Medical reviewers")
        assert reviewers.page_permissions.filter(page=index).count() == 1


class TestTwoEditorsOnOnePage:
    def test_a_locked_page_refuses_the_other(
        self, admin: Client, editor: User, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep")
        admin.post(reverse("wagtailadmin_pages:lock", args=[article.pk]))
        assert ArticlePage.objects.get().locked_by == editor
        other = logged_in(member("otto", "Editors"))

        response = edit(other, article, "action-publish", title="Taken over")

        assert ArticlePage.objects.get().title == "Sleep"
        assert "The page could not be saved as it is locked" in response.content.decode()

    def test_each_is_warned_that_the_other_is_there(
        self, admin: Client, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep")
        other = member("otto", "Editors")
        content_type = ContentType.objects.get_for_model(Page)
        mine, theirs = (
            EditingSession.objects.create(
                user=user, content_type=content_type, object_id=article.pk,
                last_seen_at=timezone.now(),
            )
            for user in (User.objects.get(username="edda"), other)
        )  # fmt: skip

        answer = admin.post(
            reverse(
                "wagtailadmin_editing_sessions:ping",
                args=["wagtailcore", "page", article.pk, mine.pk],
            )
        ).json()

        assert [session["session_id"] for session in answer["other_sessions"]] == [theirs.pk]
        assert answer["other_sessions"][0]["user"] == "otto"

    def test_each_is_warned_that_the_other_has_saved(
        self, admin: Client, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep")
        content_type = ContentType.objects.get_for_model(Page)
        mine = EditingSession.objects.create(
            user=User.objects.get(username="edda"), content_type=content_type,
            object_id=article.pk, last_seen_at=timezone.now(),
        )  # fmt: skip
        seen = article.latest_revision_id
        other = member("otto", "Editors")
        edit(logged_in(other), article, summary="Saved meanwhile")
        url = reverse(
            "wagtailadmin_editing_sessions:ping",
            args=["wagtailcore", "page", article.pk, mine.pk],
        )

        answer = admin.post(url, {"revision_id": seen}).json()

        [saved] = answer["other_sessions"]
        assert saved["user"] == "otto"
        assert saved["revision_id"] != seen
