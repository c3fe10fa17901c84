"""Are windows saved as entered, with a warning of what conflicts or will not happen?"""

from datetime import datetime, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from promotions.models import Promotion, Window
from tests.factories import PromotionFactory
from tests.promotions.admin.promotion_form import (
    ADD,
    EDIT,
    admin,
    manager,
    post,
    window,
    window_errors,
)
from tests.promotions.admin.window_form import NIGHT, advent, saved

__all__ = ["admin", "advent", "manager"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


class TestTheForm:
    def test_a_weekly_window_is_saved_as_entered(self, admin: Client) -> None:
        assert post(admin, saved(window(**NIGHT, start="2026-11-27T00:00"))).status_code == 302

        found = Window.objects.get()
        assert (found.weekly_days, found.weekly_from, found.weekly_to) == (
            ["fri"],
            time(22),
            time(2),
        )
        assert found.start == datetime(2026, 11, 27)

    def test_a_window_left_as_it_was_offered_is_not_saved(self, admin: Client) -> None:
        assert post(admin, saved(window(time_zone="UTC"))).status_code == 302

        assert Promotion.objects.get().live
        assert not Window.objects.exists()

    def test_a_zone_has_to_be_named(self, admin: Client) -> None:
        [errors] = window_errors(post(admin, saved(window(time_zone=""))))

        assert errors == {"time_zone": ["In which time zone? Choose one, such as Europe/London."]}

    def test_seconds_are_kept(self, admin: Client) -> None:
        seconds = {**NIGHT, "weekly_from": "22:00:30"}
        post(admin, saved(window(**seconds)))

        page = admin.get(reverse(EDIT, args=[Promotion.objects.get().pk])).content.decode()

        assert Window.objects.get().weekly_from == time(22, 0, 30)
        assert 'value="22:00:30"' in page
        assert 'value="02:00"' in page

    def test_without_a_script_the_page_says_what_is_saved(self, admin: Client) -> None:
        promotion = PromotionFactory(
            windows=[
                {
                    "time_zone": "Europe/London",
                    "weekly_days": ["sun"],
                    "weekly_from": time(1, 10),
                    "weekly_to": time(1, 50),
                }
            ]
        )

        html = admin.get(reverse(EDIT, args=[promotion.pk])).content.decode()

        assert "Sundays 01:10 to 01:50, London time; next: Sun 29 Nov 2026, 01:10" in html
        assert "Sun 29 Nov 2026, 01:10 to 01:50" in html
        assert "Sun 28 Mar 2027, 01:10 to 01:50 does not exist" in html
        assert 'name="windows-TOTAL_FORMS" value="2"' in html
        assert 'name="windows-1-start"' in html

    def test_a_zone_that_is_no_more_does_not_break_the_page(self, admin: Client) -> None:
        promotion = PromotionFactory(windows=[{"time_zone": "UTC"}])
        Window.objects.update(time_zone="Atlantis/Capital")

        html = admin.get(reverse(EDIT, args=[promotion.pk])).content.decode()

        assert 'value="Atlantis/Capital"' in html

    def test_presets_are_offered_with_what_they_mean(self, admin: Client) -> None:
        html = admin.get(reverse(ADD)).content.decode()

        for label in ("Now until…", "This weekend", "Black Friday week", "Every Friday evening"):
            assert f">{label}</button>" in html
        assert "Mon 23 Nov 2026, 00:00 to Mon 30 Nov 2026, 00:00, UTC" in html
        assert "2026-11-23T00:00:00" in html


class TestWarningsAfterSaving:
    def said(self, response: Any) -> str:
        return " ".join(str(message) for message in response.context["messages"])

    def save(self, admin: Client, *windows: dict[str, Any], **values: Any) -> str:
        data = {**saved(*windows), **values, "action-publish": "1"}
        return self.said(admin.post(reverse(ADD), data, follow=True))

    def test_a_conflict_is_said_with_the_winner_and_a_way_to_the_calendar(
        self, admin: Client
    ) -> None:
        PromotionFactory(heading="Members first", slot="announcement_bar", priority=10)

        said = self.save(admin, window(start="2026-11-27T00:00", end="2026-11-30T00:00"))

        assert "“Members first” is shown before “Free shipping” (Announcement bar)" in said
        assert "it has the higher priority (10, not 0)" in said
        assert f'href="{reverse("promotions_calendar")}' in said
        assert Promotion.objects.filter(live=True).count() == 2

    def test_of_many_conflicts_some_are_said_and_the_rest_counted(self, admin: Client) -> None:
        for number in range(5):
            PromotionFactory(slot="announcement_bar", priority=number + 1)

        said = self.save(admin)

        assert said.count("is shown before") == 3
        assert "And 2 more." in said

    def test_drafts_count_too(self, admin: Client) -> None:
        PromotionFactory(heading="Not yet out", slot="announcement_bar", priority=3, live=False)

        assert "“Not yet out” is shown before “Free shipping”" in self.save(admin)

    def test_a_promotion_far_ahead_is_compared_where_it_runs(self, admin: Client) -> None:
        far = {"start": datetime(2030, 6, 1), "end": datetime(2030, 7, 1), "time_zone": "UTC"}
        PromotionFactory(heading="June", slot="announcement_bar", priority=3, windows=[far])

        said = self.save(admin, window(start="2030-06-10T00:00", end="2030-06-12T00:00"))

        assert "“June” is shown before “Free shipping”" in said

    def test_who_shares_no_slot_or_time_hears_nothing(self, admin: Client) -> None:
        PromotionFactory(slot="modal")
        past = {"end": datetime(2026, 11, 1), "time_zone": "UTC"}
        PromotionFactory(slot="announcement_bar", windows=[past])

        assert "is shown before" not in self.save(admin)

    @pytest.mark.parametrize(
        ("entered", "words"),
        [
            ({"mode": "exclude"}, "It never runs"),
            ({"end": "2026-11-01T00:00"}, "It is over"),
            ({"start": "2027-03-28T01:10", "end": "2027-03-28T01:50"}, "does not exist in London"),
        ],
    )
    def test_what_will_not_happen_is_said_and_saved(
        self, admin: Client, entered: dict[str, str], words: str
    ) -> None:
        assert words in self.save(admin, window(**entered))
        assert Promotion.objects.get().live

    def test_a_draft_is_warned_of_as_well(self, admin: Client) -> None:
        response = admin.post(reverse(ADD), saved(window(mode="exclude")), follow=True)

        assert "It never runs" in self.said(response)

    def test_saving_in_passing_leaves_no_message(self, admin: Client) -> None:
        passing = {"HTTP_ACCEPT": "application/json"}
        response = admin.post(reverse(ADD), saved(window(mode="exclude")), **passing)

        assert response.json()["success"]
        following = admin.get(reverse("wagtailadmin_home"))
        assert "It never runs" not in self.said(following)
