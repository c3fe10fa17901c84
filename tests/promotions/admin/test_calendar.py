"""What does an editor see on the timeline of the calendar?"""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Site

from promotions.models import Promotion, Window
from tests.factories import PromotionFactory
from tests.promotions.admin.calendar_page import ask, lane, weekly, window

pytestmark = [pytest.mark.django_db]


class TestTheTimeline:
    def test_a_promotion_is_drawn_where_its_days_are(self, admin: Client) -> None:
        PromotionFactory(heading="Two days", windows=[window("2026-11-25", "2026-11-27")])

        (drawn,) = lane(ask(admin, zoom="week"), "modal").drawn

        assert 'style="left:28.571%;width:28.571%"' in drawn.bars
        assert drawn.item.when == "Wed 25 Nov 2026, 00:00 to Fri 27 Nov 2026, 00:00"
        assert drawn.item.version == "Live"

    def test_every_occurrence_of_a_weekly_one_is_drawn(self, admin: Client) -> None:
        PromotionFactory(heading="Fridays", windows=[weekly("fri")])

        (drawn,) = lane(ask(admin, zoom="month"), "modal").drawn

        assert drawn.bars.count("pc-bar") == 5
        assert drawn.item.when.endswith("and 4 more times")

    def test_an_open_end_is_marked(self, admin: Client) -> None:
        PromotionFactory(windows=[window("2026-11-25")])

        (drawn,) = lane(ask(admin, zoom="week"), "modal").drawn

        assert "is-open-right" in drawn.bars
        assert "is-open-left" not in drawn.bars

    def test_drafts_and_unpublished_changes_say_so(self, admin: Client) -> None:
        PromotionFactory(heading="Draft", windows=[window("2026-11-25")], live=False)
        moved = PromotionFactory(heading="Moved", windows=[window("2026-11-25", "2026-11-26")])
        moved.windows = [Window(**window("2026-11-28", "2026-11-29"))]
        moved.save_revision()
        reworded = PromotionFactory(heading="Words", windows=[window("2026-11-25")])
        reworded.body = "<p>Better.</p>"
        reworded.save_revision()

        drawn = lane(ask(admin, zoom="week"), "modal").drawn

        assert sorted((each.item.heading, each.item.version) for each in drawn) == [
            ("Draft", "Draft, not published"),
            ("Moved", "Live, with unpublished changes"),
            ("Moved", "Unpublished changes of a live promotion"),
            ("Words", "Live, with unpublished changes"),
        ]
        assert len({each.row for each in drawn}) > 1

    def test_a_bar_is_a_link_to_the_editor_with_all_its_words(self, admin: Client) -> None:
        promotion = PromotionFactory(heading="Two days", windows=[window("2026-11-25")])

        html = ask(admin).content.decode()

        edit = reverse("wagtailsnippets_promotions_promotion:edit", args=[promotion.pk])
        link = re.search(rf'<a class="pc-link" href="{edit}">(.*?)</a>', html, re.DOTALL)
        assert link is not None
        words = " ".join(re.sub(r"<[^>]+>", " ", link.group(1)).split())
        assert words == "Two days . Live. from Wed 25 Nov 2026, 00:00 on."

    def test_each_bar_leads_to_the_site_then_and_to_the_reasons(self, admin: Client) -> None:
        promotion = PromotionFactory(
            include_paths=["/articles/*"], windows=[window("2026-11-27T09:00")]
        )

        (drawn,) = lane(ask(admin), "modal").drawn

        why = reverse("promotions_explain")
        assert drawn.item.explain_url == (
            f"{why}?slot=modal&at=2026-11-27T09%3A00%3A00Z&locale=en&path=%2Farticles%2F"
        )
        assert "at=2026-11-27T09%3A00%3A00Z&path=%2Farticles%2F" in drawn.item.preview_url
        assert admin.get(drawn.item.explain_url).context["shown"][0].heading == promotion.heading

    def test_the_line_of_now_stands_where_now_is(self, admin: Client) -> None:
        here = ask(admin, zoom="day").context["now_line"]

        assert (here["left"], here["label"]) == ("41.667", "10:00")
        assert ask(admin, zoom="day", **{"from": "2026-11-26"}).context["now_line"] is None

    def test_the_axis_is_the_sites_zone_and_says_so(self, admin: Client, settings: Any) -> None:
        settings.TIME_ZONE = "Pacific/Auckland"
        PromotionFactory()

        response = ask(admin, zoom="day")

        assert "All times are those of Pacific/Auckland (time zone data 2" in (
            response.content.decode()
        )
        assert response.context["span"].after == datetime(2026, 11, 24, 11, tzinfo=UTC)
        assert response.context["title"] == "Wed 25 Nov 2026"

    def test_days_of_a_clock_change_are_drawn_as_long_as_they_are(self, admin: Client) -> None:
        long = ask(admin, zoom="day", **{"from": "2026-10-25"}).context["axis"]
        short = ask(admin, zoom="day", **{"from": "2027-03-28"}).context["axis"]

        assert [tick["label"] for tick in long[:4]] == ["00", "01", "01", "02"]
        assert len(long) == 25
        assert [tick["label"] for tick in short[:3]] == ["00", "02", "03"]

    def test_a_crowd_is_cut_and_counted(self, admin: Client) -> None:
        for number in range(14):
            PromotionFactory(heading=f"Offer {number:02}", priority=-number)

        several = lane(ask(admin), "modal")
        alone = lane(ask(admin, slot="modal"), "modal")

        assert (len(several.drawn), several.hidden) == (10, 4)
        assert (len(alone.drawn), alone.hidden) == (14, 0)
        assert "and 4 more in “Pop-up”" in ask(admin).content.decode()

    def test_without_any_promotion_it_offers_to_add_one(self, admin: Client) -> None:
        html = ask(admin).content.decode()

        assert "No promotion is planned yet" in html
        assert reverse("wagtailsnippets_promotions_promotion:add") in html


@pytest.mark.parametrize("address", ["/admin/promotions/calendar/?zoom=quarter", "/admin/"])
def test_a_page_costs_as_many_queries_for_many_as_for_few(admin: Client, address: str) -> None:
    def add(count: int) -> None:
        for number in range(count):
            promotion = PromotionFactory(windows=[weekly("fri")], live=number % 3 != 0)
            promotion.save_revision()

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert admin.get(address).status_code == 200
        return len(found)

    add(3)
    queries()
    few = queries()
    add(12)

    assert queries() == few


def test_the_page_of_a_thousand_weekly_promotions_stays_small(admin: Client, site: Site) -> None:
    rows = Promotion.objects.bulk_create(
        Promotion(
            key=f"offer-{number}",
            heading=f"Offer {number}",
            slot=["announcement_bar", "modal", "slide_in", "inline"][number % 4],
            site=site,
            locale=Locale.get_default(),
            live=True,
        )
        for number in range(1000)
    )
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    Window.objects.bulk_create(
        Window(promotion=row, mode="include", **weekly(days[number % 7]))
        for number, row in enumerate(rows)
    )

    response = ask(admin, zoom="quarter")

    lanes = [each["lane"] for each in response.context["lanes"]]
    assert sum(len(each.drawn) + each.hidden for each in lanes) == 1000
    assert all(each.drawn for each in lanes)
    assert response.context["total"] == 1000
    # In each slot 250 in 7 days: 36 on five of them, 35 on two.
    assert response.context["pairs"] == 4 * (5 * 36 * 35 // 2 + 2 * 35 * 34 // 2)
    assert len(response.content) < 600_000
