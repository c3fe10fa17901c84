"""How do editors find promotions in the admin, and what may each of them do there?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from promotions.models import Promotion, Window
from promotions.scheduling.schedule import Window as Times
from promotions.wording import status
from tests.factories import PromotionFactory
from tests.promotions.admin.promotion_form import (
    EDIT,
    LIST,
    admin,
    form_data,
    manager,
    post,
    window,
)

__all__ = ["admin", "manager"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


class TestTheList:
    def test_it_says_slot_status_priority_and_when_each_runs(
        self, admin: Client, settings: Any
    ) -> None:
        PromotionFactory(heading="Always there", slot="modal", priority=7)
        PromotionFactory(
            heading="Long gone",
            windows=[{"start": None, "end": datetime(2020, 1, 1), "time_zone": "UTC"}],
        )
        PromotionFactory(
            heading="Far off",
            live=False,
            windows=[{"start": datetime(2090, 3, 1), "end": None, "time_zone": "UTC"}],
        )

        html = admin.get(reverse(LIST)).content.decode()

        for words in ("Always there", "Pop-up", "Over", "From Wed 1 Mar 2090, 00:00", "Draft"):
            assert words in html

    def test_an_empty_list_offers_to_add_one(self, admin: Client) -> None:
        html = admin.get(reverse(LIST)).content.decode()

        assert "There are no promotions to display" in html

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"slot": "modal"}, {"Now"}),
            ({"live": "False"}, {"Later"}),
            ({"runs": "now"}, {"Now"}),
            ({"runs": "later"}, {"Later"}),
            ({"runs": "over"}, {"Gone"}),
            ({"q": "gone"}, {"Gone"}),
            ({"q": "late"}, {"Later"}),
        ],
    )
    def test_it_can_be_narrowed_down(
        self, admin: Client, query: dict[str, str], found: set[str]
    ) -> None:
        PromotionFactory(heading="Now", slot="modal")
        ended = {"end": datetime(2020, 1, 1), "time_zone": "UTC"}
        PromotionFactory(heading="Gone", slot="inline", windows=[ended])
        coming = {"start": datetime(2090, 1, 1), "time_zone": "UTC"}
        PromotionFactory(heading="Later", slot="slide_in", live=False, windows=[coming])

        response = admin.get(reverse(LIST), query)

        assert {promotion.heading for promotion in response.context["object_list"]} == found

    def test_twenty_rows_cost_no_more_queries_than_two(
        self, admin: Client, django_assert_max_num_queries: Any
    ) -> None:
        counts = []
        for more in (2, 18):
            for _number in range(more):
                PromotionFactory(windows=[{"time_zone": "UTC"}])
            admin.get(reverse(LIST))
            with django_assert_max_num_queries(100) as captured:
                admin.get(reverse(LIST))
            counts.append(len(captured))
        assert counts[0] == counts[1]


class TestInWords:
    NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("windows", "words"),
        [
            ([], "Now"),
            (
                [Times("include", None, datetime(2026, 11, 30), "UTC")],
                "Now, until Mon 30 Nov 2026, 00:00",
            ),
            (
                [Times("include", datetime(2026, 11, 22, 13, 0, 5), None, "UTC")],
                "From Sun 22 Nov 2026, 13:00:05",
            ),
            (
                [Times("include", datetime(2026, 12, 1), datetime(2026, 12, 2), "Europe/Paris")],
                "Mon 30 Nov 2026, 23:00 to Tue 1 Dec 2026, 23:00",
            ),
            ([Times("include", None, datetime(2026, 11, 1), "UTC")], "Over"),
            ([Times("exclude", None, None, "UTC")], "Never"),
        ],
    )
    def test_a_run_is_said_in_the_zone_of_the_site(
        self, settings: Any, windows: list[Times], words: str
    ) -> None:
        settings.TIME_ZONE = "UTC"

        assert status.status_in_words(windows, self.NOW) == words

    def test_a_draft_is_described_by_its_latest_windows(self) -> None:
        promotion = PromotionFactory(live=False, windows=[{"time_zone": "UTC"}])
        promotion.windows.first().end = datetime(2020, 1, 1)
        draft = Promotion.objects.get(pk=promotion.pk)
        draft.windows.set([Window(end=datetime(2020, 1, 1), time_zone="UTC")])
        draft.save_revision()

        found = status.windows_in_force(Promotion.objects.get(pk=promotion.pk))

        assert [window.end for window in found] == [datetime(2020, 1, 1)]


class TestDraftsAndPeople:
    def test_a_draft_is_previewed_by_a_token(self, admin: Client, settings: Any) -> None:
        settings.FRONTEND_URL = "https://www.example"
        promotion = PromotionFactory(live=False)
        url = reverse("wagtailsnippets_promotions_promotion:preview_on_edit", args=[promotion.pk])

        posted = admin.post(url, form_data(heading="Changed"))
        response = admin.get(url)

        assert posted.json() == {"is_valid": True, "is_available": True}
        assert response.status_code == 302
        assert response["Location"].startswith("https://www.example/preview?token=")
        token = response["Location"].partition("token=")[2]
        shown = admin.get("/api/v1/preview/", {"token": token}).json()
        assert [each["content"]["heading"] for each in shown["slots"]["announcement_bar"]] == [
            "Changed"
        ]
        assert not Promotion.objects.get().live

    @pytest.mark.parametrize("view", ["history", "usage", "workflow_history"])
    def test_history_and_usage_open(self, admin: Client, view: str) -> None:
        promotion = PromotionFactory()
        promotion.save_revision(user=User.objects.get())

        url = reverse(f"wagtailsnippets_promotions_promotion:{view}", args=[promotion.pk])

        assert admin.get(url).status_code == 200

    def test_one_manager_submits_and_another_approves(self, admin: Client, client: Client) -> None:
        post(admin, form_data(), "action-submit")
        promotion = Promotion.objects.get()
        assert not promotion.live
        assert promotion.current_workflow_state.workflow.name == "Promotion approval"

        task = promotion.current_workflow_task_state
        url = reverse(
            "wagtailsnippets_promotions_promotion:workflow_action",
            args=[promotion.pk, "approve", task.pk],
        )
        assert admin.post(url).status_code == 302

        assert Promotion.objects.get().live

    def test_a_locked_promotion_refuses_other_people(self, admin: Client, client: Client) -> None:
        promotion = PromotionFactory(key="free-shipping")
        other = User.objects.create_user("Otto", password="for-tests-only")
        promotion.locked, promotion.locked_by = True, other
        promotion.locked_at = timezone.now()
        promotion.save()

        admin.post(
            reverse(EDIT, args=[promotion.pk]),
            {**form_data(heading="Mine now"), "action-publish": "1"},
        )

        assert Promotion.objects.get().heading == promotion.heading

    def test_an_editor_of_articles_does_not_get_at_promotions(self, client: Client) -> None:
        editor = User.objects.create_user("Edda", password="for-tests-only")
        editor.groups.add(Group.objects.get(name="Editors"))
        client.force_login(editor)

        assert client.get(reverse(LIST)).status_code == 302
        assert reverse(LIST) not in client.get(reverse("wagtailadmin_home")).content.decode()

    def test_a_manager_does_not_get_at_articles(self, admin: Client) -> None:
        home = admin.get(reverse("wagtailadmin_home"))

        assert reverse(LIST) in home.content.decode()
        assert admin.get(reverse("articles:index")).status_code == 302

    def test_a_published_promotion_appears_and_vanishes_by_its_windows(self, admin: Client) -> None:
        begins = timezone.now().replace(tzinfo=None, microsecond=0) - timedelta(hours=1)
        ends = begins + timedelta(hours=2)
        times = window(start=begins.isoformat(), end=ends.isoformat(), time_zone="UTC")
        assert post(admin, form_data([times])).status_code == 302

        slots = admin.get("/api/v1/promotions/active/").json()["slots"]

        assert [each["key"] for each in slots["announcement_bar"]] == ["free-shipping"]
