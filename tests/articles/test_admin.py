"""How do editors list, enter and copy articles, and what is refused them?"""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text, streamfield

from articles.models import ArticleIndexPage, ArticlePage
from tests.articles.editing import admin, edit, editor, form_data, logged_in
from tests.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    AuthorFactory,
    HomePageFactory,
    TopicFactory,
)
from tests.fixtures import plant_index

__all__ = ["admin", "editor"]

pytestmark = pytest.mark.django_db

LIST = "articles:index"


class TestTheList:
    def test_it_says_author_topics_and_which_review_is_overdue(
        self, admin: Client, index: ArticleIndexPage
    ) -> None:
        today = timezone.localdate()
        author, topic = AuthorFactory(name="Ada Writer"), TopicFactory(name="Rest")
        ArticlePageFactory(
            parent=index, title="Old", author=author, topics=[topic], next_review_due=today
        )
        ArticlePageFactory(parent=index, title="New", next_review_due=today + timedelta(days=1))

        html = admin.get(reverse(LIST)).content.decode()

        assert "Ada Writer" in html
        assert "Rest" in html
        assert html.count("</svg> Overdue") == 1

    def test_it_can_be_narrowed_down(self, admin: Client, index: ArticleIndexPage) -> None:
        ada, rest = AuthorFactory(), TopicFactory()
        today = timezone.localdate()
        ArticlePageFactory(parent=index, title="By Ada", author=ada)
        ArticlePageFactory(parent=index, title="On rest", topics=[rest, TopicFactory()])
        ArticlePageFactory(parent=index, title="Overdue", next_review_due=today)
        ArticlePageFactory(parent=index, title="Unfinished", live=False)
        changed = ArticlePageFactory(parent=index, title="Changed")
        changed.save_revision(changed=True)

        for query, found in (
            ({"author": ada.pk}, {"By Ada"}),
            ({"topics": rest.pk}, {"On rest"}),
            ({"review": "overdue"}, {"Overdue"}),
            ({"status": "draft"}, {"Unfinished"}),
            ({"status": "changed"}, {"Changed"}),
            ({"q": "unfin"}, {"Unfinished"}),
            ({"q": "by", "author": ada.pk, "status": "live"}, {"By Ada"}),
        ):
            rows = admin.get(reverse(LIST), query).context["object_list"]
            assert {article.title for article in rows} == found, query

    def test_twenty_rows_ask_for_people_and_topics_as_often_as_two(
        self, admin: Client, index: ArticleIndexPage, django_assert_max_num_queries: Any
    ) -> None:
        counts = []
        for more in (2, 18):
            for _number in range(more):
                ArticlePageFactory(parent=index, author=AuthorFactory(), topics=[TopicFactory()])
            admin.get(reverse(LIST))
            with django_assert_max_num_queries(200) as captured:
                admin.get(reverse(LIST))
            asked = [query["sql"] for query in captured.captured_queries]
            counts.append(len([sql for sql in asked if "_author" in sql or "_topic" in sql]))
        assert counts[0] == counts[1]

    @pytest.mark.parametrize("model", ["author", "topic"])
    def test_people_and_topics_have_lists_and_forms(self, admin: Client, model: str) -> None:
        factory = AuthorFactory if model == "author" else TopicFactory
        one = factory(name="The one")
        urls = f"wagtailsnippets_articles_{model}"

        assert b"The one" in admin.get(reverse(f"{urls}:list")).content
        assert b"The one" in admin.get(reverse(f"{urls}:list"), {"q": "one"}).content
        assert admin.get(reverse(f"{urls}:add")).status_code == 200
        for view in ("edit", "history", "usage"):
            assert admin.get(reverse(f"{urls}:{view}", args=[one.pk])).status_code == 200

    def test_the_menu_has_one_entry_for_articles_people_and_topics(self, admin: Client) -> None:
        html = admin.get(reverse("wagtailadmin_home")).content.decode()

        for name in (LIST, "wagtailsnippets_articles_author:list"):
            assert reverse(name) in html
        assert '"Snippets"' not in html


class TestTheForm:
    def test_what_is_wrong_is_said_at_its_field(
        self, admin: Client, index: ArticleIndexPage
    ) -> None:
        ArticlePageFactory(parent=index, slug="taken")
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep")
        reviewer = AuthorFactory()

        response = edit(admin, article, "action-publish", reviewer=reviewer.pk, slug="taken")

        assert response.status_code == 200
        assert set(response.context["form"].errors) == {"reviewed_on", "slug"}

    def test_a_skipped_heading_level_is_said_at_the_block(
        self, admin: Client, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep")
        body = streamfield(
            [
                ("heading", {"text": "Section", "level": "h2"}),
                ("heading", {"text": "Detail", "level": "h4"}),
            ]
        )

        response = edit(admin, article, "action-publish", body=body)

        errors = response.context["form"].errors["body"].as_data()[0]
        assert list(errors.block_errors) == [1]
        [message] = errors.block_errors[1].block_errors["level"].messages
        assert "choose h3" in message

    def test_a_citation_without_its_reference_is_pointed_out_and_kept(
        self, admin: Client, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep")
        body = streamfield([("rich_text", rich_text("<p>So it was found [7].</p>"))])

        response = edit(admin, article, body=body)

        said = [str(message) for message in get_messages(response.wsgi_request)]
        assert any("[7]" in message for message in said)
        draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
        assert "found [7]" in draft.body[0].value.source

    def test_a_preview_opens_the_frontend_with_a_token(
        self, admin: Client, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, title="Sleep", slug="sleep")
        url = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])

        assert admin.post(url, form_data(title="Better sleep")).json()["is_valid"]
        response = admin.get(url)

        assert response.status_code == 302
        address, _sep, token = response["Location"].partition("?token=")
        assert address == "https://www.example/preview"
        shown = admin.get("/api/v1/preview/", {"token": token}).json()
        assert shown["title"] == "Better sleep"
        assert ArticlePage.objects.get().title == "Sleep"


class TestSlugsOfTheirOwn:
    def copy(self, client: Client, page: Page, parent: Page, slug: str) -> Any:
        data = {
            "new_title": "A copy",
            "new_slug": slug,
            "new_parent_page": parent.pk,
            "copy_subpages": "on",
        }
        return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)

    def test_an_article_cannot_be_copied_with_its_slug_to_another_index(
        self, admin: Client, index: ArticleIndexPage
    ) -> None:
        article = ArticlePageFactory(parent=index, slug="sleep")
        other = ArticleIndexPageFactory(parent=index.get_parent(), slug="stories")

        self.copy(admin, article, other, "sleep")
        assert ArticlePage.objects.count() == 1

        self.copy(admin, article, other, "sleep-again")
        assert ArticlePage.objects.child_of(other).get().slug == "sleep-again"

    def test_a_branch_with_articles_is_not_copied_within_its_site(
        self, admin: Client, index: ArticleIndexPage
    ) -> None:
        ArticlePageFactory(parent=index, slug="sleep")

        response = self.copy(admin, index, index.get_parent(), "stories")

        said = [str(message) for message in get_messages(response.wsgi_request)]
        assert any("taken there: sleep" in message for message in said)
        assert ArticleIndexPage.objects.count() == 1

    def test_an_article_cannot_be_moved_onto_a_twin_of_another_site(
        self, index: ArticleIndexPage
    ) -> None:
        root = index.get_parent().get_parent()
        elsewhere = plant_index(HomePageFactory(parent=root, slug="second", title="Second"))
        article = ArticlePageFactory(parent=index, slug="sleep")
        twin = ArticlePageFactory(parent=elsewhere, slug="sleep")
        client = logged_in(User.objects.create_superuser("root", password="for-tests-only"))

        move = reverse("wagtailadmin_pages:move_confirm", args=[article.pk, elsewhere.pk])
        client.post(move)
        assert ArticlePage.objects.get(pk=article.pk).is_child_of(index)

        twin.delete()
        client.post(move)
        assert ArticlePage.objects.get(pk=article.pk).is_child_of(elsewhere)
