"""Does an editor keep all rows of windows in a real browser, while drafts are saved in passing?"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from promotions.models import Promotion
from tests.browser.test_editor import choose_action, log_in
from tests.browser.test_windows import SENTENCE, advent, field, when
from tests.factories import PromotionFactory

__all__ = ["advent"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

FRIDAYS = {"weekly_days": ["fri"], "weekly_from": time(22), "weekly_to": time(2)}


def edit(page: Page, server: str, *windows: dict[str, Any]) -> None:
    """Open the tab with the windows of a published promotion."""
    promotion = PromotionFactory(
        heading="Free shipping", windows=[{"time_zone": "UTC", **each} for each in windows]
    )
    log_in(page, server, "mira", "Promotions managers")
    page.goto(f"{server}/admin/snippets/promotions/promotion/edit/{promotion.pk}/")
    # What is in the form after two seconds is what Wagtail compares with, to notice a change.
    page.wait_for_function("wagtail.app.queryController('w-unsaved')?.initialFormData")
    when(page)


@contextmanager
def autosave(page: Page, status: int = 200) -> Iterator[None]:
    """Do something, and wait until it was saved in passing."""

    def is_autosave(response: Response) -> bool:
        request = response.request
        return request.method == "POST" and request.headers.get("accept") == "application/json"

    with page.expect_response(is_autosave) as found:
        yield
    assert found.value.status == status


def change_heading(page: Page, heading: str) -> None:
    page.get_by_role("tab", name="Content").click()
    page.locator("#id_heading").fill(heading)
    page.get_by_role("tab", name="When").click()


def draft() -> Promotion:
    found: Promotion = Promotion.objects.get().get_latest_revision_as_object()
    return found


def starts() -> list[datetime | None]:
    return [window.start for window in draft().windows.all()]


def places(page: Page) -> list[str]:
    """The rows that are to be seen, from top to bottom, by the numbers of their fields."""
    rows = page.locator("#id_windows-FORMS > [data-inline-panel-child]:visible").all()
    return [str(row.get_attribute("id")).rpartition("-")[2] for row in rows]


def test_an_untouched_window_is_ignored_by_each_autosave_until_it_is_filled_in(
    page: Page, server: str
) -> None:
    edit(page, server, FRIDAYS)
    page.get_by_role("button", name="Add Window").click()
    with autosave(page):
        change_heading(page, "Free shipping today")
    assert (draft().heading, starts()) == ("Free shipping today", [None])
    with autosave(page):
        change_heading(page, "Free shipping for all")
    expect(page.locator(SENTENCE)).to_contain_text("Fridays 22:00 to Saturday 02:00, UTC; next:")
    assert (draft().heading, starts()) == ("Free shipping for all", [None])

    with autosave(page):
        field(page, "start", 1).fill("2026-12-24T00:00")
    assert starts() == [None, datetime(2026, 12, 24)]
    choose_action(page, "Publish")
    expect(page.get_by_text("published.").first).to_be_visible()
    windows = list(Promotion.objects.get().windows.values_list("start", "weekly_days"))
    assert windows == [(None, ["fri"]), (datetime(2026, 12, 24), [])]


def test_what_was_typed_comes_back_in_its_order_beside_a_mistake_elsewhere(
    page: Page, server: str
) -> None:
    edit(page, server, FRIDAYS, {"start": datetime(2026, 12, 1)})
    page.get_by_role("button", name="Add Window").click()
    with autosave(page):
        change_heading(page, "Free shipping today")
    page.get_by_role("button", name="Add Window").click()
    with autosave(page, status=400):
        page.locator("#inline_child_windows-3").get_by_label("Monday").check()
    page.locator("#inline_child_windows-3").get_by_title("Move up").click()
    page.locator("#inline_child_windows-3").get_by_title("Move up").click()
    page.locator("#inline_child_windows-0").get_by_title("Delete").click()
    page.get_by_role("tab", name="Content").click()
    page.locator("#id_key").fill("")
    page.get_by_role("button", name="Save draft").click()

    expect(page.locator(".messages")).to_contain_text("could not be saved due to errors")
    page.get_by_role("tab", name="When").click()
    assert places(page) == ["3", "1", "2"]
    half = page.locator("#inline_child_windows-3")
    expect(half.get_by_label("Monday")).to_be_checked()
    expect(half.locator("[aria-invalid=true]")).to_have_count(2)
    expect(field(page, "weekly_from", 3)).to_have_attribute("aria-invalid", "true")
    expect(field(page, "start", 1)).to_have_value("2026-12-01T00:00")
    expect(page.locator("#id_heading")).to_have_value("Free shipping today")

    field(page, "weekly_from", 3).fill("09:00")
    field(page, "weekly_to", 3).fill("17:00")
    page.get_by_role("tab", name="Content").click()
    page.locator("#id_key").fill("free-shipping")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("updated")
    assert [window.weekly_days for window in draft().windows.all()] == [["mon"], []]
    assert starts() == [None, datetime(2026, 12, 1)]


def test_a_preset_fills_in_the_untouched_window_and_none_that_an_editor_began(
    page: Page, server: str
) -> None:
    edit(page, server, {})
    page.get_by_role("button", name="Add Window").click()
    page.get_by_role("button", name="Add Window").click()
    field(page, "mode", 1).select_option("exclude")
    field(page, "time_zone", 1).fill("America/New_York")
    with autosave(page):
        change_heading(page, "Free shipping today")

    page.get_by_role("button", name="This weekend").click()
    with autosave(page):
        page.get_by_role("button", name="Every Friday evening").click()

    expect(field(page, "start", 0)).to_have_value("")
    expect(field(page, "mode", 1)).to_have_value("exclude")
    expect(field(page, "time_zone", 1)).to_have_value("America/New_York")
    expect(field(page, "start", 2)).to_have_value("2026-11-21T00:00")
    expect(field(page, "weekly_from", 3)).to_have_value("18:00:00")


def test_a_window_that_was_autosaved_and_then_emptied_is_none(page: Page, server: str) -> None:
    edit(page, server, FRIDAYS)
    page.get_by_role("button", name="Add Window").click()
    with autosave(page):
        field(page, "start", 1).fill("2026-12-24T00:00")
    assert starts() == [None, datetime(2026, 12, 24)]
    with autosave(page):
        field(page, "start", 1).fill("")

    expect(page.locator(SENTENCE)).to_contain_text("Fridays 22:00 to Saturday 02:00, UTC; next:")
    assert [window.weekly_days for window in draft().windows.all()] == [["fri"]]
    assert places(page) == ["0", "1"]
