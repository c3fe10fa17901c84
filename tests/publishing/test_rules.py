"""Is only published what the form would publish, whichever way, and does it say what is wrong?"""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import DraftStateMixin, Page, PageLogEntry, Revision

from articles.models import ArticleIndexPage, ArticlePage, Author
from cms.publishing import scheduled_publishing
from cms.publishing.rules import NotPublishable, PublishingRulesMixin, publishing_errors
from home.models import HomePage
from promotions.models import Promotion, Window
from tests.articles.editing import logged_in
from tests.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    AuthorFactory,
    PromotionFactory,
    TopicFactory,
    approved,
    moved_to_past,
    now,
    stream,
    text,
)
from tests.publishing.schedules import HOUR, scheduled

pytestmark = pytest.mark.django_db

EMPTY_HEADING = ("heading", {"text": "", "level": "h2"})
REQUIRED = "This field is required."
SAID = f"Body, block 1, Heading, Text: {REQUIRED}"


def items(*values: Any) -> dict[str, Any]:
    return {"items": list(values)}


def said(content: Any) -> list[str]:
    return [str(reason) for reason in publishing_errors(content)]


def rows() -> list[Any]:
    """All that publishing writes."""
    models = (ArticlePage, Author, Promotion, Revision, PageLogEntry)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def refused(revision: Revision, **options: Any) -> list[str]:
    """Why a revision is not published; nothing has changed."""
    before = rows()
    with pytest.raises(NotPublishable) as caught:
        revision.publish(**options)
    assert rows() == before
    return [str(reason) for reason in caught.value.reasons]


class TestTheReasons:
    @pytest.mark.parametrize(
        ("block", "reasons"),
        [
            (EMPTY_HEADING, [SAID]),
            (("rich_text", ""), [f"Body, block 1, Text: {REQUIRED}"]),
            (
                ("image", {"image": None}),
                [f"Body, block 1, Image, File and alt text, File: {REQUIRED}"],
            ),
            (
                ("callout", {"kind": "tip", "text": ""}),
                [f"Body, block 1, Callout, Text: {REQUIRED}"],
            ),
            (
                ("key_points", items("Sleep.", "")),
                [f"Body, block 1, Key points, Points, item 2: {REQUIRED}"],
            ),
            (
                ("faq", items({"question": "", "answer": "<p>Yes.</p>"})),
                [f"Body, block 1, Questions and answers, Questions, item 1, Question: {REQUIRED}"],
            ),
            (
                ("call_to_action", {"label": "", "link": {}, "style": "primary"}),
                [
                    f"Body, block 1, Call to action, Label: {REQUIRED}",
                    "Body, block 1, Call to action, Target, Address: "
                    "Choose a page or a document, or enter an address.",
                ],
            ),
            (
                (
                    "table",
                    {
                        "columns": [{"type": "text", "heading": "Age"}],
                        "rows": [{"values": ["6"]}, {"values": ["x" * 1001]}],
                        "caption": "",
                    },
                ),
                [
                    "Body, block 1, Table, row 2, column 1: "
                    "Ensure this value has at most 1000 characters (it has 1001)."
                ],
            ),
            (
                ("heading", {"text": "Detail", "level": "h3"}),
                [
                    "Body, block 1, Heading, Level: "
                    "The first heading must be a section (h2): the page's title is the h1."
                ],
            ),
        ],
        ids=lambda value: value[0] if isinstance(value, tuple) else "",
    )
    def test_each_names_the_block_down_to_the_innermost(
        self, index: ArticleIndexPage, block: Any, reasons: list[str]
    ) -> None:
        article = ArticlePageFactory(parent=index, live=False, body=stream(block))

        assert said(article) == reasons

    def test_all_are_found_at_once_each_at_its_field(self, index: ArticleIndexPage) -> None:
        elsewhere = ArticleIndexPageFactory(parent=index.get_parent(), slug="stories")
        ArticlePageFactory(parent=elsewhere, slug="taken")
        article = ArticlePageFactory(
            parent=index,
            live=False,
            body=stream(text("Words."), EMPTY_HEADING, ("key_points", items())),
            references=stream(("reference", {"text": ""})),
        )
        article.slug, article.reviewed_on = "taken", now().date()

        assert said(article) == [
            "Slug: Another article of this site and language has this slug.",
            "Medical reviewer: Who reviewed it? A review date needs a reviewer.",
            f"Body, block 2, Heading, Text: {REQUIRED}",
            "Body, block 3, Key points, Points: The minimum number of items is 1",
            f"References, block 1, Reference, Title: {REQUIRED}",
        ]

    def test_more_than_a_body_may_have_is_one_for_the_whole_body(
        self, index: ArticleIndexPage
    ) -> None:
        points = ("key_points", items("Sleep."))
        article = ArticlePageFactory(parent=index, live=False, body=stream(points, points))

        assert said(article) == ["Body: Key points: The maximum number of items is 1"]

    def test_a_row_of_an_inline_panel_is_named_by_its_number(self) -> None:
        promotion = PromotionFactory(live=False)
        start = "2026-11-27T00:00"
        promotion.windows.set(
            [
                Window(time_zone="Europe/London"),
                Window(time_zone="Europe/London", start=start, end=start),
            ]
        )

        assert said(promotion) == ["Window 2, Until: The window is empty: it ends when it starts."]

    def test_complete_content_has_none(self, index: ArticleIndexPage) -> None:
        complete = (
            ArticlePageFactory(
                parent=index,
                body=stream(text("Words.")),
                tags=["night"],
                topics=[TopicFactory()],
                related=[ArticlePageFactory(parent=index)],
            ),
            index,
            HomePage.objects.get(),
            AuthorFactory(links=stream(("link", {"label": "Me", "url": "https://example.org/"}))),
            PromotionFactory(windows=[{"time_zone": "Europe/London"}]),
        )

        assert [said(content) for content in complete] == [[]] * len(complete)


class TestEveryWay:
    def test_every_type_of_content_with_drafts_has_the_rule(self) -> None:
        ours = {"home", "articles", "promotions"}
        with_drafts = {
            model
            for model in apps.get_models()
            if model._meta.app_label in ours and issubclass(model, DraftStateMixin)
        }

        assert len(with_drafts) == 6
        for model in with_drafts:
            order = model.__mro__
            base = Page if issubclass(model, Page) else DraftStateMixin
            assert order.index(PublishingRulesMixin) < order.index(base), model

    def test_a_page_with_an_empty_block_is_not_published(self, index: ArticleIndexPage) -> None:
        article = ArticlePageFactory(parent=index, live=False, body=stream(EMPTY_HEADING))

        assert refused(article.save_revision()) == [SAID]

    @pytest.mark.parametrize("name", ["featured", "body"])
    def test_nor_is_a_home_page(self, home: HomePage, name: str) -> None:
        block = {"featured": ("page", None), "body": EMPTY_HEADING}[name]
        setattr(home, name, stream(block))
        revision = home.save_revision(clean=False)

        place = {
            "featured": "Featured pages, block 1, Page",
            "body": "Body, block 1, Heading, Text",
        }
        assert refused(revision) == [f"{place[name]}: {REQUIRED}"]
        assert not list(getattr(HomePage.objects.get(), name))

    def test_nor_is_an_index(self, index: ArticleIndexPage) -> None:
        index.canonical_url = "over there"

        assert refused(index.save_revision(clean=False)) == ["Canonical URL: Enter a valid URL."]

    def test_nor_is_a_person(self) -> None:
        links = stream(("link", {"label": "", "url": "https://example.org/"}))
        author = AuthorFactory(live=False, links=links)

        assert refused(author.save_revision()) == [f"Links, block 1, Link, Label: {REQUIRED}"]

    def test_nor_is_a_topic(self) -> None:
        TopicFactory(slug="sleep")
        topic = TopicFactory(live=False)
        topic.slug = "sleep"
        revision = topic.save_revision(clean=False)

        assert refused(revision) == ["Slug: This slug is already in use in this language."]

    def test_nor_is_a_promotion(self) -> None:
        promotion = PromotionFactory()
        promotion.call_to_action_label = "Shop"

        assert refused(promotion.save_revision(clean=False)) == [
            "Leads to page: Where does the button lead?"
        ]

    def test_what_follows_a_page_stays_as_it_is_with_it(self, index: ArticleIndexPage) -> None:
        article = ArticlePageFactory(parent=index, body=stream(text("Words.")))
        alias = article.create_alias(update_slug="alias")
        article.body = stream(EMPTY_HEADING)

        assert refused(article.save_revision()) == [SAID]
        assert ArticlePage.objects.get(pk=alias.pk).body[0].block_type == "rich_text"

    def test_code_may_publish_what_the_form_would_not(self, index: ArticleIndexPage) -> None:
        article = ArticlePageFactory(parent=index, live=False, body=stream(EMPTY_HEADING))

        article.publish(article.save_revision(), validate=False)

        assert ArticlePage.objects.get().live


class TestSchedules:
    def test_what_cannot_be_published_is_not_scheduled(self, index: ArticleIndexPage) -> None:
        draft = ArticlePageFactory(
            parent=index, live=False, body=stream(EMPTY_HEADING), go_live_at=now() + HOUR
        )

        assert refused(draft.save_revision()) == [SAID]
        assert approved() == 0

    def test_nor_is_it_as_an_update_of_what_is_live(self, index: ArticleIndexPage) -> None:
        article = ArticlePageFactory(parent=index)
        article.body, article.go_live_at = stream(EMPTY_HEADING), now() + HOUR

        assert refused(article.save_revision()) == [SAID]
        assert approved() == 0

    def test_what_no_longer_can_be_stays_unpublished_and_the_log_says_why(
        self, index: ArticleIndexPage, get: Any, caplog: Any
    ) -> None:
        article = scheduled(index, slug="soon", body=stream(text("Words.")))
        revision = moved_to_past(article, go_live_at=now() - HOUR).latest_revision
        revision.content["body"] = stream(EMPTY_HEADING)
        revision.save()

        with caplog.at_level(logging.ERROR, "wellspring.schedule"):
            assert get("articles/soon/").status_code == 404

        assert [record.getMessage() for record in caplog.records] == [
            f"Scheduled publish of wagtailcore.Revision {revision.pk} refused: {SAID}"
        ]
        assert not caplog.records[0].exc_info
        assert not ArticlePage.objects.get().live
        assert approved() == 1

    def test_it_can_be_taken_out_of_the_schedule(self, index: ArticleIndexPage) -> None:
        article = scheduled(index, slug="soon")
        revision = moved_to_past(article, go_live_at=now() - HOUR).latest_revision
        revision.content["body"] = stream(EMPTY_HEADING)
        revision.save()
        assert scheduled_publishing.run_due_events(now()) == 0
        root = logged_in(User.objects.create_superuser("root", password="for-tests-only"))

        url = reverse("wagtailadmin_pages:revisions_unschedule", args=[article.pk, revision.pk])
        assert root.post(url).status_code == 302

        assert approved() == 0

    def test_who_publishes_what_has_expired_is_refused(self, index: ArticleIndexPage) -> None:
        user = User.objects.create_superuser("root", password="for-tests-only")
        article = ArticlePageFactory(parent=index, live=False, expire_at=now() - HOUR)
        other = ArticlePageFactory(
            parent=index,
            live=False,
            go_live_at=now() + timedelta(days=2),
            expire_at=now() + timedelta(days=1),
        )

        assert refused(article.save_revision(), user=user) == [
            "Expiry date/time: Expiry date/time must be in the future."
        ]
        assert refused(other.save_revision(), user=user) == [
            "Go live date/time: Go live date/time must be before expiry date/time"
        ]

    def test_a_promotion_has_windows_instead(self) -> None:
        user = User.objects.create_superuser("root", password="for-tests-only")
        promotion = PromotionFactory(live=False, expire_at=now() - HOUR)

        promotion.save_revision().publish(user=user)

        assert Promotion.objects.get().live
