"""Can a marketer schedule an offer in a real browser: by presets, by keyboard, without a script?"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from promotions.models import Promotion, Window
from tests.browser.test_editor import choose_action, log_in
from tests.factories import PromotionFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENTENCE = ".promotion-overview__sentence"


@pytest.fixture(autouse=True)
def advent() -> Iterator[None]:
    """A Sunday before Black Friday; time goes on, as waiting in a browser needs it."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """The window of an editor in Berlin. A script that fails in it fails the test."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, timezone_id="Europe/Berlin", locale="en-GB"
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert failures == []


def add_promotion(page: Page, server: str) -> None:
    log_in(page, server, "mira", "Promotions managers")
    page.goto(f"{server}/admin/snippets/promotions/promotion/add/")
    page.locator("#id_heading").click()
    page.keyboard.type("Friday nights")
    page.get_by_label("Slot").select_option("announcement_bar")


def when(page: Page) -> Locator:
    page.get_by_role("tab", name="When").click()
    return page.locator(SENTENCE)


def field(page: Page, name: str, place: int = 0) -> Locator:
    return page.locator(f"[name=windows-{place}-{name}]")


def hint(page: Page, name: str) -> Locator:
    return page.locator(f'[data-promotion-hint="windows-0-{name}"]')


def saved() -> list[Window]:
    """The windows as saved last: a new promotion is also saved in passing, while one types."""
    versions = [each.get_latest_revision_as_object() for each in Promotion.objects.all()]
    return [window for version in versions for window in version.windows.all()]


class TestAMarketer:
    def test_takes_a_preset_and_reads_what_it_means_elsewhere(
        self, page: Page, server: str
    ) -> None:
        add_promotion(page, server)
        sentence = when(page)
        expect(sentence).to_have_text("Always, as long as it is published")

        page.get_by_role("button", name="Black Friday week").click()
        expect(field(page, "start")).to_be_focused()
        expect(field(page, "start")).to_have_value("2026-11-23T00:00")
        expect(sentence).to_contain_text("Mon 23 Nov 2026, 00:00 to Mon 30 Nov 2026, 00:00, UTC")

        field(page, "time_zone").fill("America/New_York")
        expect(sentence).to_contain_text("New York time; next: Mon 23 Nov 2026, 00:00")
        expect(hint(page, "start")).to_contain_text("Mon 23 Nov 2026, 05:00 UTC")
        expect(hint(page, "start")).to_contain_text("your time: Mon 23 Nov 2026, 06:00")
        row = page.locator(".promotion-occurrences tbody tr")
        expect(row).to_have_count(1)
        expect(row).to_contain_text("Mon 23 Nov 2026, 05:00 to Mon 30 Nov 2026, 05:00")
        expect(row).to_contain_text("Mon 23 Nov 2026, 06:00 to Mon 30 Nov 2026, 06:00")

    def test_reads_the_next_five_fridays(self, page: Page, server: str) -> None:
        add_promotion(page, server)
        sentence = when(page)
        page.get_by_role("button", name="Every Friday evening").click()
        field(page, "weekly_from").fill("22:00")
        field(page, "weekly_to").fill("02:00")

        expect(sentence).to_contain_text("Fridays 22:00 to Saturday 02:00, UTC")
        rows = page.locator(".promotion-occurrences tbody tr")
        expect(rows).to_have_count(5)
        expect(rows.first).to_contain_text("Fri 27 Nov 2026, 22:00 to Sat 28 Nov 2026, 02:00")
        expect(rows.last).to_contain_text("Fri 25 Dec 2026, 22:00")

        choose_action(page, "Publish")
        expect(page.get_by_text("published.").first).to_be_visible()
        window = Window.objects.get()
        assert (window.weekly_days, window.weekly_from, window.weekly_to) == (
            ["fri"],
            time(22),
            time(2),
        )

    def test_is_told_of_an_hour_that_clocks_skip(self, page: Page, server: str) -> None:
        add_promotion(page, server)
        when(page)
        page.get_by_role("button", name="Add Window").click()
        field(page, "time_zone").fill("Europe/London")
        field(page, "start").fill("2027-03-28T01:10")
        field(page, "end").fill("2027-03-28T01:50")

        warning = page.locator(".promotion-overview .help-warning")
        expect(warning.last).to_contain_text("Sun 28 Mar 2027, 01:10 to 01:50 does not exist")
        expect(hint(page, "start")).to_contain_text("it counts as 02:00")
        page.get_by_role("button", name="Save draft").click()
        expect(page.locator(".messages")).to_contain_text("01:10 to 01:50 does not exist")
        assert [window.start for window in saved()] == [datetime(2027, 3, 28, 1, 10)]

    def test_is_told_at_the_field_what_is_wrong_and_saves_nothing(
        self, page: Page, server: str
    ) -> None:
        add_promotion(page, server)
        sentence = when(page)
        page.get_by_role("button", name="Add Window").click()
        field(page, "start").fill("2026-11-27T00:00")
        field(page, "end").fill("2026-11-26T00:00")

        expect(sentence).to_have_text("Not complete yet: The end must be after the start.")
        end = field(page, "end")
        expect(end).to_have_attribute("aria-invalid", "true")
        expect(end).to_have_accessible_description(re.compile("The end must be after the start"))
        page.get_by_role("button", name="Save draft").click()
        expect(page.locator(".messages")).to_contain_text("could not be")
        expect(end).to_have_value("2026-11-26T00:00")
        assert all(window.end is None for window in saved())

    def test_ends_a_day_at_midnight_by_a_button(self, page: Page, server: str) -> None:
        add_promotion(page, server)
        sentence = when(page)
        page.get_by_role("button", name="Add Window").click()
        field(page, "end").fill("2026-11-27T23:59")

        page.get_by_role("button", name="Until the end of Fri 27 Nov 2026").click()
        expect(field(page, "end")).to_have_value("2026-11-28T00:00")
        expect(sentence).to_contain_text("Until Sat 28 Nov 2026, 00:00")
        expect(page.get_by_role("button", name="Until the end of")).to_have_count(0)

    def test_adds_a_second_window_and_takes_the_first_away(self, page: Page, server: str) -> None:
        add_promotion(page, server)
        sentence = when(page)
        page.get_by_role("button", name="Every Friday evening").click()
        page.get_by_role("button", name="This weekend").click()
        expect(sentence).to_contain_text(
            "Fridays 18:00 to midnight, UTC, from Sun 22 Nov 2026; and Sat 21 Nov 2026"
        )
        page.get_by_title("Delete").first.click()
        expect(sentence).to_contain_text(
            "Sat 21 Nov 2026, 00:00 to Mon 23 Nov 2026, 00:00, UTC; runs now"
        )
        expect(sentence).not_to_contain_text("Fridays")


class TestByKeyboardAlone:
    def tab_to(self, page: Page, wanted: Locator) -> None:
        for _press in range(120):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{wanted} is not reached by Tab")

    def test_one_window_is_made_and_saved(self, page: Page, server: str) -> None:
        add_promotion(page, server)
        page.keyboard.press("Tab")
        page.get_by_role("tab", name="Content").focus()
        page.keyboard.press("ArrowRight")
        self.tab_to(page, page.get_by_role("button", name="Every Friday evening"))
        page.keyboard.press("Enter")
        expect(field(page, "start")).to_be_focused()
        page.keyboard.type("12122026")  # the same wherever the month stands
        midnight = page.get_by_role("button", name="Until the end of Sat 12 Dec 2026")
        expect(midnight).to_be_visible()
        self.tab_to(page, midnight)
        page.keyboard.press("Enter")
        expect(field(page, "end")).to_be_focused()
        days = page.get_by_role("group", name="Days of the week")
        self.tab_to(page, days.get_by_label("Saturday"))
        page.keyboard.press("Space")
        expect(page.locator(SENTENCE)).to_contain_text(
            "Fridays and Saturdays 18:00 to midnight, UTC, Sat 12 Dec 2026; "
            "next: Sat 12 Dec 2026, 18:00"
        )
        self.tab_to(page, page.get_by_role("button", name="Save draft"))
        page.keyboard.press("Enter")
        expect(page.locator(".messages")).to_contain_text("Friday nights")

        [window] = saved()
        assert (window.start, window.end) == (datetime(2026, 12, 12), datetime(2026, 12, 13))
        assert window.weekly_days == ["fri", "sat"]


class TestWithoutAScript:
    @pytest.fixture
    def page(self, browser: Browser) -> Iterator[Page]:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=False
        )
        page = context.new_page()
        page.set_default_timeout(20_000)
        yield page
        context.close()

    def test_a_window_is_added_saved_and_said(self, page: Page, server: str) -> None:
        log_in(page, server, "mira", "Promotions managers")
        page.goto(f"{server}/admin/snippets/promotions/promotion/add/")
        page.locator("#id_heading").fill("Friday nights")
        page.locator("#id_key").fill("friday-nights")
        page.get_by_label("Slot").select_option("announcement_bar")
        field(page, "start").fill("2026-11-27T00:00")
        page.get_by_label("Friday").check()
        field(page, "weekly_from").fill("22:00")
        field(page, "weekly_to").fill("02:00")
        page.get_by_role("button", name="Save draft").click()

        expect(page.locator(".messages")).to_contain_text("created")
        expect(page.locator(SENTENCE)).to_have_text(
            "Fridays 22:00 to Saturday 02:00, UTC, from Fri 27 Nov 2026; "
            "next: Fri 27 Nov 2026, 22:00"
        )
        expect(page.locator(".promotion-occurrences tbody tr")).to_have_count(5)
        assert Window.objects.get().weekly_days == ["fri"]

    def test_a_saved_window_is_changed_and_none_is_added(self, page: Page, server: str) -> None:
        weekly = {"weekly_days": ["fri"], "weekly_from": time(22), "weekly_to": time(2)}
        promotion = PromotionFactory(windows=[{"time_zone": "Europe/London", **weekly}])
        log_in(page, server, "mira", "Promotions managers")
        page.goto(f"{server}/admin/snippets/promotions/promotion/edit/{promotion.pk}/")
        field(page, "weekly_to").fill("03:00")
        page.get_by_role("button", name="Save draft").click()

        expect(page.locator(SENTENCE)).to_contain_text("Fridays 22:00 to Saturday 03:00, London")
        draft = Promotion.objects.get().get_latest_revision_as_object()
        assert [window.weekly_to for window in draft.windows.all()] == [time(3)]


class TestAccessibility:
    def serious(self, page: Page, where: str) -> list[Any]:
        found = Axe().run(page, context=where).response["violations"]
        return [
            (fault["id"], [node["html"] for node in fault["nodes"]])
            for fault in found
            if fault["impact"] in ("serious", "critical")
        ]

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_the_window_editor_has_no_serious_fault(
        self, page: Page, server: str, scheme: Any
    ) -> None:
        page.emulate_media(color_scheme=scheme)
        add_promotion(page, server)
        sentence = when(page)
        page.get_by_role("button", name="Every Friday evening").click()
        expect(sentence).to_contain_text("Fridays 18:00")
        page.get_by_role("button", name="Add Window").click()
        field(page, "start", 1).fill("2027-03-28T01:30")
        field(page, "end", 1).fill("2027-03-28T01:00")
        expect(sentence).to_contain_text("Not complete yet")

        assert self.serious(page, "#tab-when") == []

    def test_the_page_that_duplicates_has_none_either(self, page: Page, server: str) -> None:
        promotion = PromotionFactory(
            windows=[{"start": datetime(2026, 11, 27), "time_zone": "UTC"}]
        )
        log_in(page, server, "mira", "Promotions managers")
        page.goto(f"{server}/admin/promotions/{promotion.pk}/duplicate/")

        assert self.serious(page, "#main") == []
        page.get_by_role("button", name="Duplicate").click()
        expect(page.get_by_text("This is the draft for next year")).to_be_visible()
