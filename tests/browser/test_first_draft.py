"""Is what is new made once, even if one saves while its first draft is still on its way?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from promotions.models import Promotion
from tests.browser.test_editor import choose_action, log_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def write(page: Page, server: str) -> None:
    log_in(page, server, "mira", "Promotions managers")
    page.goto(f"{server}/admin/snippets/promotions/promotion/add/")
    page.locator("#id_heading").click()
    page.keyboard.type("Free shipping")
    page.get_by_label("Slot").select_option("announcement_bar")
    # Wagtail notices now and then that something is unsaved; here it notices now.
    page.locator("form[data-edit-form]").dispatch_event("w-unsaved:add")


def until(page: Page, happened: Callable[[], object]) -> None:
    """Let the browser go on, for ten seconds at most."""
    for _turn in range(200):
        if happened():
            return
        page.wait_for_timeout(50)
    raise AssertionError("Nothing was saved in passing")


def test_publishing_waits_for_the_draft_that_is_on_its_way(page: Page, server: str) -> None:
    on_its_way: list[Route] = []

    def keep(route: Route) -> None:
        if route.request.headers.get("accept") == "application/json" and not on_its_way:
            on_its_way.append(route)
        else:
            route.continue_()

    page.route("**/promotion/add/", keep)
    write(page, server)
    until(page, lambda: on_its_way)
    choose_action(page, "Publish")
    assert not Promotion.objects.exists()

    on_its_way[0].continue_()
    expect(page.get_by_text("published.").first).to_be_visible()
    [promotion] = Promotion.objects.all()
    assert (promotion.key, promotion.live) == ("free-shipping", True)


def test_a_draft_that_does_not_arrive_does_not_hold_the_button(page: Page, server: str) -> None:
    failed: list[Route] = []

    def fail(route: Route) -> None:
        if route.request.headers.get("accept") == "application/json":
            failed.append(route)
            route.abort()
        else:
            route.continue_()

    page.route("**/promotion/add/", fail)
    write(page, server)
    until(page, lambda: failed)
    choose_action(page, "Publish")
    expect(page.get_by_text("published.").first).to_be_visible()
    assert Promotion.objects.get().live
