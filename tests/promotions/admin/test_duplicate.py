"""Does an offer become the draft of next year's with the right dates, and nothing else?"""

from datetime import datetime, time
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, ModelLogEntry, Site

from promotions.admin import duplicates
from promotions.admin.duplicates import a_year_later, free_key, shifted
from promotions.models import Promotion, Window
from promotions.scheduling.schedule import Weekly
from promotions.scheduling.schedule import Window as Times
from tests.factories import PromotionFactory, TopicFactory
from tests.promotions.admin.promotion_form import EDIT, LIST, admin, manager
from tests.promotions.scheduling.test_schedule import utc

__all__ = ["admin", "manager"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

DUPLICATE = "promotions_duplicate"
ADVENT = {
    "start": datetime(2026, 11, 27),
    "end": datetime(2026, 12, 21),
    "time_zone": "America/New_York",
    "weekly_days": ["fri"],
    "weekly_from": time(22),
    "weekly_to": time(2),
}


@pytest.fixture(autouse=True)
def advent(clock: Any) -> None:
    clock.move_to(utc("2026-11-22T12:00"))


def duplicate(admin: Client, promotion: Promotion) -> Any:
    response = admin.post(reverse(DUPLICATE, args=[promotion.pk]))
    copy = Promotion.objects.exclude(pk=promotion.pk).latest("pk")
    assert response.status_code == 302
    assert response["Location"] == reverse(EDIT, args=[copy.pk])
    return copy


@pytest.mark.parametrize(
    ("wall", "later"),
    [
        (None, None),
        (datetime(2026, 11, 27, 23, 59, 59), datetime(2027, 11, 27, 23, 59, 59)),
        (datetime(2027, 2, 28), datetime(2028, 2, 28)),
        (datetime(2028, 2, 29), datetime(2029, 3, 1)),
        (datetime(2028, 2, 29, 18, 30), datetime(2029, 3, 1, 18, 30)),
        # An hour that exists in one year and not in the other is said by the editor's warnings.
        (datetime(2026, 3, 28, 1, 30), datetime(2027, 3, 28, 1, 30)),
    ],
)
def test_dates_move_by_a_year_on_the_wall_clock(
    wall: datetime | None, later: datetime | None
) -> None:
    assert a_year_later(wall) == later


def test_zone_mode_and_weekly_rule_stay() -> None:
    weekly = Weekly(frozenset({4}), time(22), time(2))
    window = Times("exclude", None, datetime(2026, 12, 21), "America/New_York", weekly)

    assert shifted(window) == Times(
        "exclude", None, datetime(2027, 12, 21), "America/New_York", weekly
    )


@pytest.mark.parametrize(
    ("start", "end", "later_start", "later_end"),
    [
        ("2028-02-29T00:00", "2028-03-01T00:00", "2029-03-01T00:00", "2029-03-02T00:00"),
        ("2028-02-29T18:00", "2028-03-01T02:00", "2029-03-01T18:00", "2029-03-02T02:00"),
        ("2028-02-29T10:00", "2028-02-29T12:00", "2029-03-01T10:00", "2029-03-01T12:00"),
        ("2028-02-29T00:00", "2028-03-02T00:00", "2029-03-01T00:00", "2029-03-02T00:00"),
        ("2027-02-28T00:00", "2027-03-01T00:00", "2028-02-28T00:00", "2028-03-01T00:00"),
    ],
)
def test_an_offer_of_the_leap_day_runs_as_long_a_year_later(
    start: str, end: str, later_start: str, later_end: str
) -> None:
    window = Times("include", datetime.fromisoformat(start), datetime.fromisoformat(end), "UTC")

    later = shifted(window)

    assert later.start == datetime.fromisoformat(later_start)
    assert later.end == datetime.fromisoformat(later_end)


class TestTheKey:
    @pytest.mark.parametrize(
        ("key", "year", "expected"),
        [
            ("summer-bar", 2027, "summer-bar-2027"),
            ("summer-bar-2026", 2027, "summer-bar-2027"),
            ("summer-bar-2026-3", 2027, "summer-bar-2027"),
            ("summer.2026", 2027, "summer-2027"),
            ("2026", 2027, "2026-2027"),
            ("room-4711", 2027, "room-4711-2027"),
            ("a" * 100, 2027, "a" * 95 + "-2027"),
        ],
    )
    def test_ends_with_the_year(self, site: Site, key: str, year: int, expected: str) -> None:
        assert free_key(key, year, site) == expected

    def test_is_the_next_that_nobody_has_or_is_about_to_take(self, site: Site) -> None:
        PromotionFactory(key="summer-bar-2027")
        draft = PromotionFactory(key="other")
        draft.key = "summer-bar-2027-2"
        draft.save_revision()

        assert free_key("summer-bar", 2027, site) == "summer-bar-2027-3"

    def test_is_free_in_its_own_site(self, site: Site) -> None:
        other = Site.objects.create(hostname="second.example", root_page=site.root_page)
        PromotionFactory(key="summer-bar-2027", site=other)

        assert free_key("summer-bar", 2027, site) == "summer-bar-2027"

    def test_names_next_year_where_no_window_has_a_date(self) -> None:
        assert duplicates.plan_copy(PromotionFactory(key="summer-bar")).key == "summer-bar-2027"


class TestThePage:
    def test_it_names_the_old_and_the_new_dates(self, admin: Client) -> None:
        promotion = PromotionFactory(key="friday-bar", windows=[ADVENT])

        html = admin.get(reverse(DUPLICATE, args=[promotion.pk])).content.decode()

        assert "friday-bar-2027" in html
        assert (
            "Fridays 22:00 to Saturday 02:00, New York time, Fri 27 Nov 2026 to Sun 20 Dec 2026"
            in html
        )
        assert (
            "Fridays 22:00 to Saturday 02:00, New York time, Sat 27 Nov 2027 to Mon 20 Dec 2027"
            in html
        )
        assert "27 Nov 2027 is a Saturday; in 2026 it was a Friday." in html
        assert Promotion.objects.count() == 1

    def test_the_list_and_the_editor_lead_to_it(self, admin: Client) -> None:
        promotion = PromotionFactory()
        for page in (reverse(LIST), reverse(EDIT, args=[promotion.pk])):
            html = admin.get(page).content.decode()
            assert reverse(DUPLICATE, args=[promotion.pk]) in html
            assert "Duplicate for next year" in html

    def test_it_is_for_who_may_add_promotions(self, client: Client) -> None:
        promotion = PromotionFactory()
        reviewer = User.objects.create_user("Rita", password="for-tests-only")
        group = Group.objects.create(name="Only change")
        managers = Group.objects.get(name="Promotions managers")
        group.permissions.set(managers.permissions.exclude(codename="add_promotion"))
        reviewer.groups.add(group)
        client.force_login(reviewer)
        url = reverse(DUPLICATE, args=[promotion.pk])

        assert url not in client.get(reverse(EDIT, args=[promotion.pk])).content.decode()
        assert url not in client.get(reverse(LIST)).content.decode()
        assert client.get(url).status_code == client.post(url).status_code == 302
        assert Promotion.objects.count() == 1

    def test_nobody_and_nothing_are_refused(self, admin: Client, client: Client) -> None:
        promotion = PromotionFactory()
        assert admin.post(reverse(DUPLICATE, args=[0])).status_code == 404
        client.logout()
        assert client.post(reverse(DUPLICATE, args=[promotion.pk])).status_code == 302
        assert Promotion.objects.count() == 1

    def test_after_the_year_2100_there_is_no_copy(self, admin: Client) -> None:
        last = {"start": datetime(2100, 12, 1), "end": datetime(2101, 1, 1), "time_zone": "UTC"}
        promotion = PromotionFactory(windows=[last])

        response = admin.post(reverse(DUPLICATE, args=[promotion.pk]))

        html = response.content.decode()
        assert "It cannot be duplicated as it is." in html
        assert html.count("Choose a date from 1970 to 2100.") == 2
        assert Promotion.objects.count() == 1

    def test_of_several_windows_the_one_that_cannot_be_is_told(self, admin: Client) -> None:
        last = {"start": datetime(2100, 12, 1), "time_zone": "UTC"}
        url = reverse(DUPLICATE, args=[PromotionFactory(windows=[ADVENT, last]).pk])

        windows = admin.get(url).context["windows"]

        assert [each["problems"] for each in windows] == [[], ["Choose a date from 1970 to 2100."]]


class TestTheCopy:
    def test_it_is_a_draft_with_all_content_and_next_years_dates(self, admin: Client) -> None:
        topic = TopicFactory()
        promotion = PromotionFactory(
            key="friday-bar",
            heading="Friday nights",
            body="<p>Half the price.</p>",
            priority=7,
            include_paths=["/articles/*"],
            devices=["mobile"],
            topics=[topic],
            locale=Locale.get_default(),
            windows=[ADVENT, {"mode": "exclude", "time_zone": "UTC", "end": datetime(2026, 1, 1)}],
        )

        copy = duplicate(admin, promotion)

        assert (copy.live, copy.live_revision_id, copy.first_published_at) == (False, None, None)
        assert (copy.key, copy.heading, copy.priority) == ("friday-bar-2027", "Friday nights", 7)
        assert (copy.body, copy.include_paths) == (promotion.body, ["/articles/*"])
        assert (copy.devices, list(copy.topics.all())) == (["mobile"], [topic])
        first, second = copy.windows.all()
        assert (first.start, first.end) == (datetime(2027, 11, 27), datetime(2027, 12, 21))
        assert (first.time_zone, first.weekly_days) == ("America/New_York", ["fri"])
        assert (first.weekly_from, first.weekly_to) == (time(22), time(2))
        assert (second.mode, second.end) == ("exclude", datetime(2027, 1, 1))

    def test_two_at_once_become_two_drafts(self, manager: User) -> None:
        planned = duplicates.plan_copy(PromotionFactory(key="friday-bar"))

        first, second = (duplicates.create_copy(planned, manager) for _ in range(2))

        assert (first.key, second.key) == ("friday-bar-2027", "friday-bar-2027-2")
        assert second.get_latest_revision().content["key"] == "friday-bar-2027-2"

    def test_who_may_only_add_comes_to_the_list(self, client: Client) -> None:
        promotion = PromotionFactory(key="friday-bar")
        adder = User.objects.create_user("Adam", password="for-tests-only")
        group = Group.objects.create(name="Only add")
        codenames = ["access_admin", "add_promotion"]
        group.permissions.set(Permission.objects.filter(codename__in=codenames))
        adder.groups.add(group)
        client.force_login(adder)
        url = reverse(DUPLICATE, args=[promotion.pk])

        page = client.get(url).content.decode()
        response = client.post(url, follow=True)

        assert reverse(EDIT, args=[promotion.pk]) not in page
        assert response.redirect_chain == [(reverse(LIST), 302)]
        assert "This is the draft for next year, “friday-bar-2027”" in response.content.decode()

    def test_the_original_stays_as_it_is(self, admin: Client) -> None:
        promotion = PromotionFactory(key="friday-bar", windows=[ADVENT])
        before = Promotion.objects.filter(pk=promotion.pk).values().get()
        duplicate(admin, promotion)

        assert Promotion.objects.filter(pk=promotion.pk).values().get() == before
        assert Window.objects.get(promotion=promotion).start == datetime(2026, 11, 27)

    def test_it_is_made_of_the_version_saved_last(self, admin: Client) -> None:
        promotion = PromotionFactory(heading="As published", windows=[ADVENT])
        promotion.heading = "As saved last"
        promotion.save_revision()

        assert duplicate(admin, promotion).heading == "As saved last"

    def test_it_is_not_shown_until_it_is_published(self, admin: Client) -> None:
        copy = duplicate(admin, PromotionFactory(slot="modal"))

        answer = admin.get("/api/v1/promotions/active/").json()
        assert copy.key not in [each["key"] for each in answer["slots"]["modal"]]

    def test_it_is_not_locked_with_the_original(self, admin: Client, manager: User) -> None:
        promotion = PromotionFactory()
        promotion.locked, promotion.locked_by = True, manager
        promotion.save()

        assert not duplicate(admin, promotion).locked

    def test_it_can_be_edited_and_published(self, admin: Client) -> None:
        copy = duplicate(admin, PromotionFactory(windows=[ADVENT]))
        copy.get_latest_revision().publish()

        assert Promotion.objects.get(pk=copy.pk).live
        assert Window.objects.filter(promotion=copy).count() == 1

    def test_its_history_says_what_it_was_copied_from(self, admin: Client) -> None:
        promotion = PromotionFactory(key="friday-bar", heading="Friday nights", windows=[ADVENT])
        copy = duplicate(admin, promotion)

        entries = ModelLogEntry.objects.for_instance(copy).order_by("pk")
        assert [(str(entry.message), entry.user_display_name) for entry in entries] == [
            ("Created", "Mira"),
            ("Copied from “Friday nights” (friday-bar)", "Mira"),
            (
                "Schedule set: Fridays 22:00 to Saturday 02:00, New York time, "
                "Sat 27 Nov 2027 to Mon 20 Dec 2027",
                "Mira",
            ),
        ]

    def test_the_editor_opens_with_a_word_of_it(self, admin: Client) -> None:
        promotion = PromotionFactory(key="friday-bar")
        response = admin.post(reverse(DUPLICATE, args=[promotion.pk]), follow=True)

        assert "This is the draft for next year, “friday-bar-2027”" in response.content.decode()
