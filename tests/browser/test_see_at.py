"""Can an editor see the site at an instant, and hand out and take back a token, in a browser?"""

import re
from datetime import datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cms.content.models import AccessToken
from tests.browser.test_editor import log_in
from tests.factories import ArticlePageFactory, PromotionFactory, publish, stream, text
from tests.fixtures import plant_home, plant_index

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def has_no_serious_fault(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    serious = [rule for rule in found if rule["impact"] in ("serious", "critical")]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in serious] == []


@pytest.fixture
def site_with_plans(server: str) -> Any:
    """An article with an update for June 2090, and an offer that starts then."""
    index = plant_index(plant_home())
    article = ArticlePageFactory(
        parent=index, slug="sleep", title="Sleep", body=stream(text("Nights heal."))
    )
    draft = article.get_latest_revision_as_object()
    draft.title, draft.body = "Sleep in June", stream(text("Short nights <b>heal</b> too."))
    draft.go_live_at = datetime.fromisoformat("2090-06-01T00:00:00+00:00")
    publish(draft)
    PromotionFactory(
        slot="announcement_bar", heading="June only", body="<p>Twice the <b>light</b>.</p>",
        windows=[{"start": "2090-06-01T00:00", "end": "2090-07-01T00:00", "time_zone": "UTC"}],
    )  # fmt: skip
    return article


def test_an_editor_sees_page_and_promotions_of_an_instant_to_come(
    page: Page, server: str, site_with_plans: Any
) -> None:
    log_in(page, server, "mira", "Promotions managers")
    page.get_by_role("link", name="See the site at…").click()
    page.get_by_label("Date and time").fill("2090-06-15T12:00")
    expect(page.get_by_text("Thu 15 Jun 2090, 12:00 UTC")).to_be_visible()
    page.get_by_label("Path of the page").fill("articles/sleep")
    has_no_serious_fault(page)

    with page.context.expect_page() as opening:
        page.get_by_role("button", name="See the site then").click()
    opened = opening.value

    expect(opened.get_by_role("heading", name="Sleep in June")).to_be_visible()
    expect(opened.get_by_text("Short nights heal too.")).to_be_visible()
    expect(opened.get_by_role("heading", name="June only")).to_be_visible()
    expect(opened.get_by_text("Twice the light.", exact=True)).to_be_visible()
    has_no_serious_fault(opened)


def test_an_editor_makes_a_token_copies_it_and_revokes_it(
    page: Page, server: str, site_with_plans: Any
) -> None:
    log_in(page, server, "edda", "Editors")
    page.goto(f"{server}/admin/tokens/")
    has_no_serious_fault(page)
    page.get_by_role("link", name="Create a token").click()
    page.get_by_label("Name").fill("Shop window")
    has_no_serious_fault(page)
    page.get_by_role("button", name="Create token").click()
    token = page.get_by_label("Preview token").input_value()
    assert AccessToken.objects.find(AccessToken.Kind.PREVIEW, token, datetime.now().astimezone())
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text(re.compile("Copied|could not be copied"))).to_be_visible()
    has_no_serious_fault(page)

    page.get_by_role("link", name="To the list of tokens").click()
    has_no_serious_fault(page)
    page.get_by_role("link", name="Revoke Shop window").click()
    has_no_serious_fault(page)
    page.get_by_role("button", name="Yes, revoke it").click()
    expect(page.get_by_text("has been revoked")).to_be_visible()
    assert AccessToken.objects.get().revoked_at is not None


def test_a_manager_makes_an_address_for_the_own_calendar(
    page: Page, server: str, site_with_plans: Any
) -> None:
    log_in(page, server, "mira", "Promotions managers")
    page.goto(f"{server}/admin/promotions/feed/")
    has_no_serious_fault(page)
    page.get_by_role("button", name="Create my address").click()
    address = page.get_by_label("Address of the feed").input_value()
    has_no_serious_fault(page)
    answer = page.request.get(address)
    assert (answer.status, answer.body()[:15]) == (200, b"BEGIN:VCALENDAR")
