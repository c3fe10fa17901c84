"""Can people do their work in a real browser: write and publish an article, schedule an offer?"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as project
from django.contrib.auth.models import Group, User
from playwright.sync_api import Locator, Page, expect

from promotions.scheduling import schedule
from tests.factories import picture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PASSWORD = "for-tests-only"


def log_in(page: Page, server: str, name: str, group: str) -> None:
    """As a member of one group, nothing more."""
    user = User.objects.create_user(name, f"{name}@example.com", PASSWORD)
    user.groups.add(Group.objects.get(name=group))
    page.goto(f"{server}/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{server}/admin/")


def choose_action(page: Page, name: str) -> None:
    """An action of the menu beside "Save draft"."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=name, exact=True).click()


def api(page: Page, server: str, address: str) -> Any:
    response = page.request.get(f"{server}/api/v1/{address}")
    assert response.status == 200, response.text()
    return response.json()


class TestAnEditorWritesAnArticle:
    def insert(self, page: Page, body: Locator, label: str) -> None:
        body.get_by_role("button", name="Insert a block").last.click()
        page.locator("[role=combobox]:visible").last.fill(label)
        page.get_by_role("option", name=label, exact=True).first.click()

    def write(self, page: Page, body: Locator, file: Path) -> None:
        """Six kinds of blocks, the last with a picture uploaded on the way."""
        self.insert(page, body, "Key points")
        page.fill("[name=body-0-value-items-0-value]", "Ten minutes are enough.")
        self.insert(page, body, "Heading")
        page.fill("[name=body-1-value-text]", "Why a walk helps")
        self.insert(page, body, "Text")
        body.locator(".public-DraftEditor-content").first.click()
        page.keyboard.type("Muscles at work take up sugar.")
        self.insert(page, body, "Quote")
        page.fill("[name=body-3-value-text]", "I walk, therefore I think.")
        self.insert(page, body, "Callout")
        page.fill("[name=body-4-value-title]", "Try it today")
        body.locator(".public-DraftEditor-content").last.click()
        page.keyboard.type("Once around the block.")
        self.insert(page, body, "Image")
        self.upload(page, body, file)
        page.fill("[name=body-5-value-image-alt_text]", "A path between trees")

    def upload(self, page: Page, body: Locator, file: Path) -> None:
        body.get_by_role("button", name="Choose an image").click()
        page.get_by_role("tab", name="Upload").click()
        page.set_input_files("[name=image-chooser-upload-file]", str(file))
        page.fill("[name=image-chooser-upload-title]", "A path")
        page.locator(".modal").get_by_role("button", name="Upload", exact=True).click()
        expect(page.locator(".modal.in, .modal.show")).to_have_count(0)

    def test_previews_and_publishes_it(self, page: Page, server: str, tmp_path: Path) -> None:
        file = tmp_path / "path.png"
        file.write_bytes(picture(700, 400).read())
        log_in(page, server, "edda", "Editors")

        page.get_by_role("button", name="Articles").click()
        page.get_by_role("link", name="All articles").click()
        page.get_by_role("link", name="Add article").first.click()
        page.locator("#id_title").fill("A walk after lunch")
        page.locator("#id_summary").fill("Ten minutes on foot steady the afternoon.")
        self.write(page, page.locator("#panel-child-content-body-section"), file)

        page.get_by_role("button", name="Toggle preview").click()
        preview = page.frame_locator("#w-preview-iframe")
        expect(preview.get_by_role("heading", name="A walk after lunch")).to_be_visible()
        expect(preview.get_by_text("Muscles at work take up sugar.", exact=True)).to_be_visible()
        page.get_by_role("button", name="Toggle preview").click()
        unpublished = page.request.get(f"{server}/api/v1/articles/a-walk-after-lunch/")
        assert unpublished.status == 404

        choose_action(page, "Publish")
        expect(page.get_by_text("published.").first).to_be_visible()

        article = api(page, server, "articles/a-walk-after-lunch/")
        assert [block["type"] for block in article["body"]] == [
            "key_points",
            "heading",
            "rich_text",
            "quote",
            "callout",
            "image",
        ]
        assert article["body"][2]["value"]["html"] == "<p>Muscles at work take up sugar.</p>"
        image = article["body"][5]["value"]["image"]
        assert image["alt"] == "A path between trees"
        assert {entry["width"] for entry in image["srcset"]} == {320, 640, 700}
        assert page.request.get(image["src"]).status == 200


class TestAManagerSchedulesAPromotion:
    def add_window(self, page: Page, start: datetime, end: datetime) -> None:
        page.get_by_role("tab", name="When").click()
        page.get_by_role("button", name="Add Window").click()
        expect(page.locator("[name=windows-0-time_zone]")).to_have_value(project.TIME_ZONE)
        for name, instant in (("start", start), ("end", end)):
            wall = schedule.to_wall(instant, project.TIME_ZONE)
            page.fill(f"[name=windows-0-{name}]", wall.isoformat(timespec="seconds"))

    def shown(self, page: Page, server: str) -> list[str]:
        slots = api(page, server, "promotions/active/?slot=announcement_bar")["slots"]
        return [promotion["key"] for promotion in slots["announcement_bar"]]

    def test_and_it_appears_and_vanishes_by_the_clock_alone(self, page: Page, server: str) -> None:
        log_in(page, server, "mira", "Promotions managers")
        menu = page.get_by_role("navigation", name="Main menu")
        menu.get_by_role("link", name="Promotions", exact=True).click()
        page.get_by_role("link", name="Add promotion").first.click()
        page.locator("#id_heading").click()
        page.keyboard.type("Free shipping today")
        page.get_by_label("Slot").select_option("announcement_bar")
        expect(page.locator("#id_key")).to_have_value("free-shipping-today")

        now = datetime.now().astimezone().replace(microsecond=0)
        start, end = now + timedelta(hours=1), now + timedelta(hours=2)
        self.add_window(page, start, end)
        choose_action(page, "Publish")
        expect(page.get_by_text("published.").first).to_be_visible()

        second = timedelta(seconds=1)
        for instant, shown in (
            (start - second, []),
            (start, ["free-shipping-today"]),
            (end - second, ["free-shipping-today"]),
            (end, []),
        ):
            with time_machine.travel(instant, tick=False):
                assert self.shown(page, server) == shown
