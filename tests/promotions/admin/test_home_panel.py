"""What does the admin's home page say of promotions?"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PromotionFactory
from tests.promotions.admin.calendar_page import window

pytestmark = [pytest.mark.django_db]


class TestTheHomePage:
    def test_it_tells_what_is_live_what_changes_and_what_competes(self, admin: Client) -> None:
        PromotionFactory(heading="Always", priority=1)
        PromotionFactory(
            heading="Sale", priority=2, windows=[window("2026-11-27T08:00", "2026-11-30")]
        )
        PromotionFactory(heading="Far off", windows=[window("2027-11-27")])

        html = admin.get("/admin/").content.decode()
        words = " ".join(re.sub(r"<[^>]+>", " ", html).split())

        assert "Fri 27 Nov 2026, 08:00 starts Sale (Pop-up)" in words
        assert "Mon 30 Nov 2026, 00:00 ends Sale (Pop-up)" in words
        assert "“Sale” is shown before “Always” (Pop-up): it has the higher priority" in words
        assert "Slide-in: nothing at all" in words
        assert "Sat 27 Nov 2027, 00:00 starts" not in words
        assert reverse("promotions_calendar") in html

    def test_it_is_friendly_where_there_is_nothing(self, admin: Client) -> None:
        html = admin.get("/admin/").content.decode()

        assert "No promotion is planned yet." in html
        assert reverse("wagtailsnippets_promotions_promotion:add") in html
