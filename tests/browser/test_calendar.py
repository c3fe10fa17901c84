"""Can a content team see in a real browser what runs when, and why?"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from promotions.models import Promotion, Window
from tests.browser.test_editor import log_in
from tests.factories import PromotionFactory
from tests.fixtures import plant_home

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
LONDON = "Europe/London"


def window(start: str | None = None, end: str | None = None, **changes: Any) -> dict[str, Any]:
    bounds = [datetime.fromisoformat(each) if each else None for each in (start, end)]
    return {"start": bounds[0], "end": bounds[1], "time_zone": LONDON, **changes}


@pytest.fixture
def offers(server: str, settings: Any) -> Iterator[dict[str, Promotion]]:
    """A conflict, a draft, unpublished changes, a weekly offer and an empty slot."""
    settings.TIME_ZONE = LONDON
    with time_machine.travel(NOW, tick=True):
        plant_home()
        friday = {"weekly_days": ["fri"], "weekly_from": time(18), "weekly_to": time(0)}
        made = {
            "always": PromotionFactory(heading="Free parcels", priority=1),
            "sale": PromotionFactory(
                heading="Quiet week", priority=5, windows=[window("2026-11-26", "2026-12-03")]
            ),
            "tie": PromotionFactory(heading="Gift cards", key="z-gift", priority=1, live=False),
            "weekly": PromotionFactory(
                heading="Friday evening", slot="announcement_bar", windows=[window(**friday)]
            ),
            "moved": PromotionFactory(
                heading="Advent", slot="slide_in", windows=[window("2026-12-01", "2026-12-24")]
            ),
        }
        made["moved"].windows = [Window(**window("2026-11-29", "2026-12-24"))]
        made["moved"].save_revision()
        yield made


def open_calendar(page: Page, server: str, query: str = "") -> None:
    page.goto(f"{server}/admin/promotions/calendar/{query}")


def faults(page: Page, within: str) -> list[str]:
    """What axe finds serious or worse in a part of the page, in words."""
    found = Axe().run(page, context={"include": [[within]]})
    return [
        f"{fault['id']}: {fault['help']}: {fault['nodes'][0]['html']}"
        for fault in found.response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def test_the_calendar_shows_conflicts_gaps_and_drafts(
    page: Page, server: str, offers: dict[str, Promotion]
) -> None:
    log_in(page, server, "Mira", "Promotions managers")
    page.get_by_role("link", name="Promotion calendar").click()

    expect(page.get_by_role("heading", name="Mon 23 Nov 2026 to Sun 27 Dec 2026")).to_be_visible()
    pop_ups = page.get_by_role("group", name="Pop-up")
    bar = pop_ups.get_by_role("link", name=re.compile("^Quiet week ?. Live. Thu 26 Nov 2026"))
    expect(bar).to_be_visible()
    draft = page.locator(".pc-item.is-draft .pc-bar").first
    assert "repeating-linear-gradient" in draft.evaluate("e => getComputedStyle(e).background")
    expect(page.locator(".pc-item.is-changes")).to_have_count(1)
    expect(page.locator(".pc-gap").first).to_be_visible()
    expect(page.locator(".pc-contest").first).to_be_visible()
    conflicts = page.get_by_role("region", name="Conflicts in this time")
    expect(conflicts).to_contain_text("“Quiet week” is shown before “Free parcels” (Pop-up)")
    expect(conflicts).to_contain_text("nothing but the alphabet decides")
    expect(conflicts).to_contain_text("Inside an article: nothing at all")
    assert faults(page, ".pc") == []


def test_no_bar_covers_another(page: Page, server: str, offers: dict[str, Promotion]) -> None:
    log_in(page, server, "Mira", "Promotions managers")
    open_calendar(page, server)

    boxes = page.locator(".pc-bar").evaluate_all(
        "bars => bars.map(b => b.getBoundingClientRect()).map(r => [r.x, r.y, r.right, r.bottom])"
    )

    assert len(boxes) >= 9
    assert all(right - left >= 4 for left, _top, right, _bottom in boxes)
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart


def test_zoom_filters_and_a_click_lead_on(
    page: Page, server: str, offers: dict[str, Promotion]
) -> None:
    log_in(page, server, "Mira", "Promotions managers")
    open_calendar(page, server)

    page.get_by_role("link", name="Week", exact=True).click()
    expect(page.get_by_role("heading", name="Mon 23 Nov 2026 to Sun 29 Nov 2026")).to_be_visible()
    page.get_by_role("link", name="Later").click()
    expect(page.get_by_role("heading", name="Mon 30 Nov 2026 to Sun 6 Dec 2026")).to_be_visible()
    page.get_by_role("link", name="Today", exact=True).click()
    page.get_by_role("checkbox", name="Slide-in").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".pc-lane")).to_have_count(1)
    expect(page.locator(".pc-item")).to_have_count(1)
    page.get_by_role("link", name="Show everything").click()
    expect(page.locator(".pc-lane")).to_have_count(4)
    page.locator(".pc-item", has_text="Friday evening").locator(".pc-bar").last.click()
    expect(page).to_have_url(re.compile(rf"/promotion/edit/{offers['weekly'].pk}/"))


def test_the_keyboard_reaches_a_bar_and_what_it_offers(
    page: Page, server: str, offers: dict[str, Promotion]
) -> None:
    log_in(page, server, "Mira", "Promotions managers")
    open_calendar(page, server)
    card = page.locator(".pc-card", has_text="Friday evening")
    expect(card).to_be_hidden()

    page.get_by_role("link", name=re.compile("^Friday evening ?. Live.")).focus()
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card.get_by_role("link", name="See the site at this instant")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/explain/\?slot=announcement_bar&at=2026-11-27T18"))
    expect(page.get_by_role("region", name="Announcement bar on")).to_contain_text(
        "It shows: it is tried first."
    )


def test_escape_closes_the_card_and_uncovers_the_bars_below(
    page: Page, server: str, offers: dict[str, Promotion]
) -> None:
    log_in(page, server, "Mira", "Promotions managers")
    open_calendar(page, server)
    card = page.locator(".pc-card", has_text="Friday evening")
    bar = page.get_by_role("link", name=re.compile("^Friday evening ?. Live."))

    bar.focus()
    page.keyboard.press("Tab")
    expect(card.get_by_role("link", name="See the site at this instant")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(bar).to_be_focused()

    page.keyboard.press("Shift+Tab")
    bar.focus()
    expect(card).to_be_visible()


def test_explain_says_why(page: Page, server: str, offers: dict[str, Promotion]) -> None:
    log_in(page, server, "Mira", "Promotions managers")
    page.goto(f"{server}/admin/promotions/explain/")

    page.get_by_label("Path of the page").fill("/articles/sleep/")
    page.get_by_label("Slot", exact=True).select_option("modal")
    page.get_by_label("Date and time").fill("2026-11-27T09:30")
    page.get_by_role("button", name="Explain").click()

    shown = page.get_by_role("region", name="Pop-up on /articles/sleep/, Fri 27 Nov 2026, 09:30")
    expect(shown.get_by_role("listitem").first).to_contain_text("Quiet week")
    expect(shown).to_contain_text("It is tried after “Quiet week”")
    others = page.get_by_role("region", name="What does not show, and why")
    expect(others).to_contain_text("It is not published, so it does not show.")
    assert faults(page, ".pc") == []


def test_the_home_page_tells_what_is_on(
    page: Page, server: str, offers: dict[str, Promotion]
) -> None:
    log_in(page, server, "Mira", "Promotions managers")

    panel = page.get_by_role("region", name="Promotions")
    expect(panel).to_contain_text("Thu 26 Nov 2026, 00:00 starts Quiet week (Pop-up)")
    expect(panel).to_contain_text("“Quiet week” is shown before “Free parcels”")
    assert faults(page, ".pc-panel") == []
    panel.get_by_role("link", name="Open the calendar").click()
    expect(page).to_have_url(re.compile(r"/promotions/calendar/$"))


def test_it_can_be_read_without_scripts_and_in_the_dark(
    browser: Any, server: str, offers: dict[str, Promotion]
) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    log_in(page, server, "Mira", "Promotions managers")
    open_calendar(page, server)

    page.get_by_role("link", name="Quarter", exact=True).click()

    expect(page.get_by_role("link", name=re.compile("^Quiet week ?. Live."))).to_be_visible()
    context.close()
