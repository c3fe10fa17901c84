"""Does a developer read and try the API in a browser, with nothing from elsewhere?"""

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.fixtures import plant_home

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


# A page of 400 kB is drawn anew at each step, also where two cores are busy with other tests.
PATIENT = 20_000


def opened(page: Page, operation: str) -> Locator:
    """The part of the page about an operation."""
    part = page.locator(f"#operations-{operation}")
    part.locator(".opblock-summary-control").click()
    return part


def test_the_docs_show_examples_and_try_requests_with_nothing_from_elsewhere(
    page: Page, server: str
) -> None:
    plant_home()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto(f"{server}/api/v1/docs/")

    resolve = opened(page, "Site-resolve")
    expect(resolve).to_contain_text('"kind": "page"', timeout=PATIENT)
    nothing = '"detail": "There is nothing here for the public."'
    expect(resolve).to_contain_text(nothing, timeout=PATIENT)
    resolve.locator(".examples-select-element").first.select_option("ResolvedRedirect")
    expect(resolve).to_contain_text('"kind": "redirect"', timeout=PATIENT)

    home = opened(page, "Site-home")
    expect(home).to_contain_text("A shop for calm evenings", timeout=PATIENT)
    home.get_by_role("button", name="Execute").click()
    answer = home.locator(".live-responses-table")
    expect(answer).to_contain_text("Health in plain words.", timeout=PATIENT)

    with page.expect_response("**/schema/?format=json") as told:
        page.get_by_role("link", name="OpenAPI 3.1 as JSON").click()
    assert told.value.json()["openapi"].startswith("3.1")
    hosts = {url.split("/")[2] for url in asked if url.startswith("http")}
    assert hosts == {server.split("/")[2]}
