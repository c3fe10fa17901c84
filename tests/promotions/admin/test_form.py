"""What does the form of a promotion keep, and what does it say is wrong?"""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from promotions.admin.forms import PathsField
from promotions.models import Promotion, Window
from tests.factories import PromotionFactory
from tests.promotions.admin.promotion_form import (
    ADD,
    EDIT,
    admin,
    errors_of,
    form_data,
    manager,
    post,
    window,
    window_errors,
)

__all__ = ["admin", "manager"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


class TestTheForm:
    def test_a_manager_publishes_a_promotion(self, admin: Client) -> None:
        response = post(
            admin,
            form_data(
                [window(start="2026-11-27T00:00", end="2026-11-30T00:00")],
                include_paths=" /articles/* \n\n/\n/articles/*",
                devices=["mobile", "desktop"],
            ),
        )

        assert response.status_code == 302
        promotion = Promotion.objects.get()
        assert promotion.live
        assert promotion.live_revision_id
        assert promotion.include_paths == ["/articles/*", "/"]
        assert promotion.exclude_paths == []
        assert promotion.devices == ["mobile", "desktop"]

    def test_there_is_no_second_schedule_beside_the_windows(self, admin: Client) -> None:
        html = admin.get(reverse(ADD)).content.decode()

        assert "go_live_at" not in html
        assert "expire_at" not in html
        assert "Set schedule" not in html

    def test_content_time_behaviour_and_audience_are_tabs(self, admin: Client) -> None:
        html = admin.get(reverse(ADD)).content.decode()

        for tab in ("content", "when", "behaviour", "audience"):
            assert f'id="tab-{tab}"' in html

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            (
                "include_paths",
                "/ok/\narticles/x\n/also-ok/",
                "Line 2: “articles/x” is not a path",
            ),
            ("exclude_paths", "https://example.com/x", "Line 1:"),
            ("devices", ["watch"], "watch"),
            ("key", "Free Shipping", "small letters"),
            ("slot", "", "required"),
            ("heading", "", "required"),
            ("call_to_action_label", "Shop", ""),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(
        self, admin: Client, field: str, value: Any, words: str
    ) -> None:
        errors = errors_of(post(admin, form_data(**{field: value})))

        field = "call_to_action_page" if field == "call_to_action_label" else field
        assert list(errors) == [field]
        assert words in errors[field][0]
        assert not Promotion.objects.exists()

    def test_a_taken_key_is_said_at_the_key(self, admin: Client) -> None:
        PromotionFactory(key="free-shipping")

        errors = errors_of(post(admin, form_data()))

        assert errors == {"key": ["Another promotion of this site has this key."]}

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"time_zone": "Mars/Olympus"}, "time_zone"),
            ({"time_zone": ""}, "time_zone"),
            ({"start": "2026-11-27T00:00", "end": "2026-11-27T00:00"}, "end"),
            ({"start": "tomorrow"}, "start"),
            ({"start": "2026-11-27T00:00+01:00"}, "start"),
            ({"end": "3026-11-27T00:00"}, "end"),
        ],
    )
    def test_a_wrong_window_is_said_at_its_field(
        self, admin: Client, wrong: dict[str, str], field: str
    ) -> None:
        [errors] = window_errors(post(admin, form_data([window(**wrong)])))

        assert list(errors) == [field]
        assert not Promotion.objects.exists()

    @pytest.mark.parametrize("action", ["action-publish", "save-draft"])
    def test_two_drafts_cannot_share_a_key(self, admin: Client, action: str) -> None:
        PromotionFactory(key="free-shipping", live=False)

        assert "key" in errors_of(post(admin, form_data(), action))

    def test_the_paths_field_compares_lists(self) -> None:
        field = PathsField(required=False)

        assert not field.has_changed([], "")
        assert not field.has_changed(["/a/", "/b/"], "/a/\r\n/b/\r\n")
        assert field.has_changed(["/a/"], "")
        assert field.has_changed([], "no path")


class TestWallClock:
    """What the editor enters is what is stored and shown, whatever zone the server is in."""

    HOURS = [
        "2026-11-01T01:30",  # exists twice in New York
        "2027-03-14T02:30",  # does not exist in New York
        "2027-03-28T01:30",  # does not exist in London
        "2026-07-01T12:00",
        "2026-07-01T12:00:07",
    ]

    @pytest.mark.parametrize("entered", HOURS)
    @pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
    def test_a_time_goes_round_unchanged(
        self, admin: Client, settings: Any, zone: str, entered: str
    ) -> None:
        settings.TIME_ZONE = zone
        timezone.get_default_timezone.cache_clear()
        try:
            response = post(admin, form_data([window(start=entered, time_zone="America/New_York")]))
            assert response.status_code == 302
            saved = Window.objects.get()
            page = admin.get(reverse(EDIT, args=[saved.promotion_id])).content.decode()
        finally:
            timezone.get_default_timezone.cache_clear()

        assert saved.start == datetime.fromisoformat(entered)
        assert f'value="{entered}"' in page

    def test_the_zone_of_the_site_is_offered_first(self, admin: Client, settings: Any) -> None:
        settings.TIME_ZONE = "Asia/Kathmandu"

        html = admin.get(reverse(ADD)).content.decode()

        assert 'value="Asia/Kathmandu"' in html
        names = html.split('<datalist id="promotion-time-zones">')[1].split("</datalist>")[0]
        assert names.strip().startswith('<option value="Asia/Kathmandu">')
        assert names.count('value="Asia/Kathmandu"') == 1
        assert 'value="Europe/London"' in names
