"""Which time, slots, languages and paths can the calendar be asked about, and by whom?"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Site

from promotions.admin.calendar.layout import Zoom
from tests.factories import HomePageFactory, PromotionFactory
from tests.promotions.admin.calendar_page import ask, headings, lane

pytestmark = [pytest.mark.django_db]


class TestTheQuestion:
    @pytest.mark.parametrize(
        ("zoom", "first", "last"),
        [
            ("day", "2026-11-25", "2026-11-25"),
            ("week", "2026-11-23", "2026-11-29"),
            ("month", "2026-11-23", "2026-12-27"),
            ("quarter", "2026-11-23", "2027-02-21"),
        ],
    )
    def test_a_zoom_begins_with_the_day_or_its_week(
        self, admin: Client, zoom: str, first: str, last: str
    ) -> None:
        span = ask(admin, zoom=zoom).context["span"]

        assert (str(span.first), str(span.end - timedelta(days=1))) == (first, last)

    def test_one_can_move_on_and_back(self, admin: Client) -> None:
        response = ask(admin, zoom="week", slot="modal")

        later = admin.get(reverse("promotions_calendar") + response.context["later_url"])
        back = admin.get(reverse("promotions_calendar") + later.context["earlier_url"])

        assert str(later.context["span"].first) == "2026-11-30"
        assert back.context["span"] == response.context["span"]
        assert later.context["query"].slots == ("modal",)

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({}, {"Anywhere", "Articles", "German", "Bar"}),
            ({"slot": "modal"}, {"Anywhere", "Articles", "German"}),
            ({"slot": ["modal", "announcement_bar"], "locale": "en"},
             {"Anywhere", "Articles", "Bar"}),
            ({"locale": "de"}, {"German"}),
            ({"path": "/shop"}, {"Anywhere", "German", "Bar"}),
            ({"path": "articles/sleep/?x=1"}, {"Anywhere", "Articles", "German"}),
        ],
    )  # fmt: skip
    def test_it_can_be_narrowed_down(
        self, admin: Client, query: dict[str, Any], found: set[str]
    ) -> None:
        german, _new = Locale.objects.get_or_create(language_code="de")
        PromotionFactory(heading="Anywhere")
        PromotionFactory(heading="Articles", include_paths=["/articles/*"])
        PromotionFactory(heading="German", locale=german)
        PromotionFactory(heading="Bar", slot="announcement_bar", exclude_paths=["/articles/*"])

        response = ask(admin, **query)

        assert {each.heading for each in response.context["listed"]} == found
        drawn = [item for each in response.context["lanes"] for item in each["lane"].drawn]
        assert set(headings(drawn)) == found

    def test_sites_are_kept_apart(self, admin: Client, site: Site) -> None:
        second = Site.objects.create(
            hostname="second.example", port=80, root_page=HomePageFactory(parent=site.root_page)
        )
        PromotionFactory(heading="First site")
        PromotionFactory(heading="Second site", site=second)

        def told(**query: Any) -> list[str]:
            return [each.heading for each in ask(admin, **query).context["listed"]]

        assert told() == ["First site"]
        assert told(site=second.pk) == ["Second site"]

    def test_a_day_that_clocks_left_out_is_empty_and_says_why(
        self, admin: Client, settings: Any
    ) -> None:
        settings.TIME_ZONE = "Pacific/Apia"
        PromotionFactory(heading="Always")

        response = ask(admin, zoom="day", **{"from": "2011-12-30"})

        assert lane(response, "modal").drawn == []
        assert "Clocks in Pacific/Apia left this day out" in response.content.decode()
        week = ask(admin, zoom="week", **{"from": "2011-12-30"})
        assert headings(lane(week, "modal").drawn) == ["Always"]
        assert "left this day out" not in week.content.decode()

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            ({"zoom": "foo"}, "There is no such zoom; what you see is the month."),
            ({"from": "2026-99-99"}, "This is not a date."),
            ({"from": "0001-01-01"}, "Choose a date from 1970 to 2100."),
            ({"from": "2101-01-01"}, "Choose a date from 1970 to 2100."),
            ({"slot": "nowhere"}, "Select a valid choice. nowhere is not one"),
            ({"locale": "xx"}, "Select a valid choice. xx is not one"),
            ({"path": "/a%00b/"}, "This is not a path."),
            ({"path": "/" + "a" * 3000}, "at most 2000 characters"),
        ],
    )
    def test_what_cannot_be_read_is_named_and_counts_as_not_given(
        self, admin: Client, query: dict[str, str], message: str
    ) -> None:
        PromotionFactory(heading="Always")

        response = ask(admin, **query)

        assert message in response.content.decode()
        assert str(response.context["span"].first) == "2026-11-23"
        assert headings(lane(response, "modal").drawn) == ["Always"]

    @pytest.mark.parametrize("day", ["1970-01-01", "2100-12-31"])
    @pytest.mark.parametrize("zoom", list(Zoom))
    def test_the_ends_of_the_time_line_can_be_seen(
        self, admin: Client, zoom: str, day: str
    ) -> None:
        PromotionFactory()

        response = ask(admin, zoom=zoom, **{"from": day})

        span = response.context["span"]
        assert span.first >= date(1970, 1, 1)
        assert span.end <= date(2101, 1, 1)
        urls = [response.context["earlier_url"], response.context["later_url"]]
        assert urls.count("") == (1 if zoom == "day" else len([u for u in urls if not u]))
        for url in filter(None, urls):
            moved = admin.get(reverse("promotions_calendar") + url).context["span"]
            assert moved.first != span.first


class TestWhoMaySeeIt:
    @pytest.mark.parametrize("name", ["promotions_calendar", "promotions_explain"])
    def test_editors_of_other_things_are_turned_away(self, admin: Client, name: str) -> None:
        user = User.objects.create_user("Ed", password="for-tests-only")
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        admin.force_login(user)

        response = admin.get(reverse(name), follow=True)

        assert response.redirect_chain[0][0] == reverse("wagtailadmin_home")
        assert "you do not have permission" in response.content.decode()
        assert reverse("promotions_calendar") not in response.content.decode()

    def test_visitors_are_asked_to_sign_in(self, client: Client, site: Site) -> None:
        response = client.get(reverse("promotions_calendar"))

        assert response.status_code == 302
        assert reverse("wagtailadmin_login") in response["Location"]

    def test_the_menu_leads_to_it(self, admin: Client) -> None:
        assert reverse("promotions_calendar") in admin.get("/admin/").content.decode()

    def test_who_may_only_look_gets_no_links_to_the_editor(self, admin: Client) -> None:
        user = User.objects.create_user("Vi", password="for-tests-only")
        codenames = ["access_admin", "view_promotion"]
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        promotion = PromotionFactory(heading="Look at me")
        admin.force_login(user)

        html = ask(admin).content.decode()

        edit = reverse("wagtailsnippets_promotions_promotion:edit", args=[promotion.pk])
        assert "Look at me" in html
        assert edit not in html
