"""Does the comparison of two versions of a promotion show in words what changed?"""

from datetime import datetime, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from promotions.admin.comparison import _in_words
from promotions.models import Promotion, Window
from tests.factories import PromotionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

NOVEMBER = {"start": datetime(2026, 11, 27, 9), "time_zone": "Europe/London"}


def compared(client: Client, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> str:
    """The page that compares a version with some windows to the next with others."""
    promotion: Promotion = PromotionFactory(windows=before)
    promotion.save_revision()
    promotion.windows.set([Window(**values) for values in after])
    promotion.save_revision()
    name = "wagtailsnippets_promotions_promotion:revisions_compare"
    response = client.get(reverse(name, args=[promotion.pk, "earliest", "latest"]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [([], [NOVEMBER]), ([NOVEMBER], [])],
    ids=["added", "removed"],
)
def test_a_window_that_was_added_or_removed_is_shown(
    admin_client: Client, before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    assert "Fri 27 Nov 2026, 09:00" in compared(admin_client, before, after)


def test_a_window_whose_start_changed_shows_both_times(admin_client: Client) -> None:
    html = compared(admin_client, [NOVEMBER], [{**NOVEMBER, "start": datetime(2026, 11, 28, 9)}])
    assert "Fri 27 Nov 2026, 09:00" in html
    assert "Sat 28 Nov 2026, 09:00" in html


def shown(client: Client, promotion: Promotion) -> str:
    name = "wagtailsnippets_promotions_promotion:revisions_compare"
    response = client.get(reverse(name, args=[promotion.pk, "earliest", "latest"]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def test_a_weekly_rule_is_shown_by_the_names_of_its_days_and_times(admin_client: Client) -> None:
    weekly = {"weekly_days": ["mon"], "weekly_from": time(9), "weekly_to": time(10)}
    promotion: Promotion = PromotionFactory(windows=[{**weekly, "time_zone": "UTC"}])
    promotion.save_revision()
    evenings = {"weekly_days": ["mon", "fri"], "weekly_from": time(22), "weekly_to": time(2)}
    promotion.windows.set([Window(mode="exclude", time_zone="Europe/Paris", **evenings)])
    promotion.save_revision()

    text = shown(admin_client, promotion)

    for words in ("Monday, Friday", "22:00", "02:00", "09:00", "Europe/Paris"):
        assert words in text
    assert "[" not in text


CHANGES: dict[str, tuple[Any, str]] = {
    "heading": ("Ships today", "Ships today"),
    "body": ("<p>In two days</p>", "In two days"),
    "key": ("another-key", "another-key"),
    "slot": ("announcement_bar", "Announcement bar"),
    "priority": (7, "7"),
    "image_alt": ("A parcel", "A parcel"),
    "call_to_action_label": ("Shop now", "Shop now"),
    "call_to_action_url": ("https://shop.example/", "https://shop.example/"),
    "countdown": (True, "Yes"),
    "form_kind": ("sign_up", "Sign up for updates"),
    "form_title": ("Stay in touch", "Stay in touch"),
    "form_email_label": ("Your email", "Your email"),
    "form_submit_label": ("Send it", "Send it"),
    "form_consent_text": ("<p>I agree to letters</p>", "I agree to letters"),
    "trigger_kind": ("scroll", "scroll"),
    "trigger_seconds": (15, "15"),
    "trigger_percent": (60, "60"),
    "frequency_max_shows": (3, "3"),
    "frequency_per_days": (9, "9"),
    "frequency_after_dismiss_days": (31, "31"),
    "include_paths": (["/articles/*", "/shop/"], "/articles/*, /shop/"),
    "exclude_paths": (["/basket/"], "/basket/"),
    "devices": (["mobile", "tablet"], "Phone, Tablet"),
    "visitor": ("returning", "Returning visitors"),
    "dismissible": (False, "No"),
    "embargoed": (False, "No"),
}
# References and bookkeeping: Wagtail compares the former by the names of their rows.
NOT_COMPARED = {
    "id", "image", "call_to_action_page", "site", "locale", "translation_key", "windows",
}  # fmt: skip


def test_every_field_that_an_editor_fills_in_is_among_the_changes() -> None:
    mixins = {field.name for base in Promotion.__mro__ if hasattr(base, "_meta")
              and base._meta.abstract for field in base._meta.local_fields}  # fmt: skip
    own = {field.name for field in Promotion._meta.concrete_fields}
    assert own - mixins - NOT_COMPARED - {"latest_revision"} == set(CHANGES)


@pytest.mark.parametrize("name", CHANGES)
def test_a_field_that_changed_is_shown_in_words(admin_client: Client, name: str) -> None:
    value, words = CHANGES[name]
    promotion: Promotion = PromotionFactory(windows=[])
    promotion.save_revision()
    setattr(promotion, name, value)
    promotion.save_revision(clean=False)

    text = shown(admin_client, promotion)

    assert words.casefold() in text.casefold()
    assert "['" not in text


def test_a_list_of_objects_and_a_zero_are_shown_as_they_are(admin_client: Client) -> None:
    promotion: Promotion = PromotionFactory(windows=[])
    promotion.save_revision()
    revision = promotion.save_revision()
    revision.content = {**revision.content, "devices": [{"tablet": 1}], "include_paths": 0}
    revision.save()

    text = shown(admin_client, promotion)

    assert "{'tablet': 1}" in text
    assert _in_words(Promotion._meta.get_field("include_paths"), 0) == "0"
    assert _in_words(Promotion._meta.get_field("include_paths"), []) == "None"
