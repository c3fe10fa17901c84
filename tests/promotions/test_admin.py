"""How do editors list, enter and check promotions in the admin?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from promotions import running
from promotions.forms import PathsField
from promotions.models import Promotion, Window
from promotions.schedule import Window as Times
from tests.factories import PromotionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

LIST = "wagtailsnippets_promotions_promotion:list"
ADD = "wagtailsnippets_promotions_promotion:add"
EDIT = "wagtailsnippets_promotions_promotion:edit"


@pytest.fixture
def manager() -> User:
    user = User.objects.create_user("Mira", password="for-tests-only")
    user.groups.add(Group.objects.get(name="Promotions managers"))
    return user


@pytest.fixture
def admin(client: Client, manager: User) -> Client:
    client.force_login(manager)
    return client


def window(**values: Any) -> dict[str, Any]:
    return {"mode": "include", "start": "", "end": "", "time_zone": "Europe/London", **values}


def form_data(windows: list[dict[str, Any]] | None = None, **values: Any) -> dict[str, Any]:
    devices = values.pop("devices", [])
    data: dict[str, Any] = nested_form_data(
        {
            "heading": "Free shipping",
            "key": "free-shipping",
            "slot": "announcement_bar",
            "priority": "0",
            "site": Site.objects.get().pk,
            "locale": Locale.get_default().pk,
            "body": rich_text("<p>On all orders.</p>"),
            "trigger_kind": "immediate",
            "visitor": "any",
            "dismissible": "on",
            "windows": inline_formset(windows or []),
            **values,
        }
    )
    return {**data, "devices": devices}


def post(admin: Client, data: dict[str, Any], action: str = "action-publish") -> Any:
    return admin.post(reverse(ADD), {**data, action: "1"})


def errors_of(response: Any) -> dict[str, Any]:
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def window_errors(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 200
    return [dict(errors) for errors in response.context["form"].formsets["windows"].errors]


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

        assert running.in_words(windows, self.NOW) == words

    def test_a_draft_is_described_by_its_latest_windows(self) -> None:
        promotion = PromotionFactory(live=False, windows=[{"time_zone": "UTC"}])
        promotion.windows.first().end = datetime(2020, 1, 1)
        draft = Promotion.objects.get(pk=promotion.pk)
        draft.windows.set([Window(end=datetime(2020, 1, 1), time_zone="UTC")])
        draft.save_revision()

        found = running.windows_of(Promotion.objects.get(pk=promotion.pk))

        assert [window.end for window in found] == [datetime(2020, 1, 1)]


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
            ("include_paths", "/ok/\narticles/x\n/also-ok/", "Line 2: “articles/x” is not a path"),
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
