"""Can somebody take the promotions out of the admin, change them, and bring them back?"""

import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from promotions.models import Promotion
from tests.browser.test_editor import log_in
from tests.factories import PromotionFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def serious_faults(page: Page) -> list[str]:
    """What axe finds in the part of the page that is ours."""
    found = Axe().run(page, context="main").response["violations"]
    return [
        f"{each['id']}: {node['html']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def upload(page: Page, file: Path, document: Any) -> None:
    file.write_text(json.dumps(document), encoding="utf-8")
    page.locator("[name=file]").set_input_files(str(file))
    page.get_by_role("button", name="Look at the changes").click()


def test_a_file_is_downloaded_changed_looked_at_and_loaded(
    page: Page, server: str, tmp_path: Path
) -> None:
    PromotionFactory(key="summer-bar", slot="announcement_bar", heading="Summer")
    log_in(page, server, "mira", "Promotions managers")
    page.get_by_role("link", name="Promotions file", exact=True).click()
    assert serious_faults(page) == []
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download promotions").click()
    document = json.loads(downloading.value.path().read_text("utf-8"))
    assert [each["key"] for each in document] == ["summer-bar"]

    file = tmp_path / "promotions.json"
    document[0]["windows"] = [{"time_zone": "Europe/Londn"}]
    upload(page, file, document)
    expect(page.get_by_text("One thing in this file is wrong")).to_be_visible()
    expect(page.get_by_text("Promotion 1 “summer-bar”, window 1, time zone")).to_be_visible()
    expect(page.get_by_text("/0/windows/0/time_zone")).to_be_visible()
    assert serious_faults(page) == []

    document[0]["windows"] = [{"time_zone": "Europe/London", "end": "2090-01-01T00:00"}]
    winter = {"key": "winter-bar", "slot": "announcement_bar", "content": {"heading": "Winter"}}
    page.get_by_label("Publish").check()
    upload(page, file, [*document, winter])
    changed = page.get_by_role("row", name="summer-bar")
    expect(changed).to_contain_text("Windows: added until Sun 1 Jan 2090, 00:00, London time")
    expect(page.get_by_role("row", name="winter-bar")).to_contain_text("Created, published")
    expect(page.get_by_role("listitem").filter(has_text="is shown before")).to_have_count(1)
    assert serious_faults(page) == []
    assert Promotion.objects.count() == 1

    page.get_by_role("button", name="Load and publish").click()

    expect(page.get_by_text("The file was loaded: 1 created, 1 changed")).to_be_visible()
    expect(page.get_by_role("link", name="Winter")).to_be_visible()
    assert Promotion.objects.filter(live=True, has_unpublished_changes=False).count() == 2
    assert Promotion.objects.get(key="summer-bar").windows.get().time_zone == "Europe/London"
