"""Does a reviewer who approves an unfinished article see why it is not published?"""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from articles.models import ArticleIndexPage, ArticlePage
from tests.browser.test_editor import log_in
from tests.factories import ArticlePageFactory, stream

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_approving_in_the_dialog_of_the_dashboard_shows_the_reasons(
    page: Page, server: str
) -> None:
    body = stream(
        ("heading", {"text": "Sleep", "level": "h2"}),
        ("image", {"image": None, "caption": "", "credit": ""}),
        ("quote", {"text": "", "attribution": "", "source_url": ""}),
    )
    article = ArticlePageFactory(
        parent=ArticleIndexPage.objects.get(), title="Sleep", live=False, body=body
    )
    article.save_revision()
    article.get_workflow().start(article, User.objects.create_user("edda"))
    log_in(page, server, "rita", "Medical reviewers")

    page.get_by_role("row", name="Sleep").get_by_role("button", name="Actions").click()
    page.get_by_role("button", name="Approve with comment").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Comment").fill("Well done.")
    dialog.get_by_role("button", name="Approve with comment").click()

    message = page.locator(".messages .error")
    expect(message).to_contain_text("“Sleep” cannot be published yet:")
    reasons = message.get_by_role("listitem")
    expect(reasons).to_have_text(
        [
            "Body, block 2, Image, File and alt text, File: This field is required.",
            "Body, block 3, Quote, Quotation: This field is required.",
        ]
    )
    expect(reasons.last).to_be_in_viewport()
    expect(dialog).to_have_count(0)
    assert not ArticlePage.objects.get().live
    message.get_by_role("link", name="Edit").click()
    expect(page.locator("#id_title")).to_have_value("Sleep")
