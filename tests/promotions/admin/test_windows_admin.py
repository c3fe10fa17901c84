"""Does the window editor say what windows mean, and refuse what means nothing?"""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from promotions import stored_windows
from promotions.models import Promotion
from promotions.scheduling import presets
from promotions.scheduling.schedule import Window as Times
from promotions.wording.occurrences import overview, upcoming, valid_windows
from tests.promotions.admin.promotion_form import admin, manager, post, window, window_errors
from tests.promotions.admin.window_form import NIGHT, advent, posted, saved
from tests.promotions.scheduling.test_schedule import SUNDAY, exclude, utc
from tests.promotions.scheduling.test_schedule import window as times

__all__ = ["admin", "advent", "manager"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
DESCRIBE = "promotions_describe_windows"
NEW_YORK = "America/New_York"


def describe(client: Client, *windows: dict[str, Any]) -> dict[str, Any]:
    response = client.post(reverse(DESCRIBE), posted(*windows))
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


class TestTheAnswerWhileTyping:
    def test_a_weekly_window_is_said_with_its_next_five_occurrences(self, admin: Client) -> None:
        dates = {"start": "2026-11-27T00:00", "end": "2026-12-21T00:00"}

        answer = describe(admin, window(**NIGHT, **dates, time_zone=NEW_YORK))

        assert answer["summary"] == (
            "Fridays 22:00 to Saturday 02:00, New York time, Fri 27 Nov 2026 to Sun 20 Dec 2026; "
            "next: Fri 27 Nov 2026, 22:00"
        )
        assert "Fri 27 Nov 2026, 22:00 to Sat 28 Nov 2026, 02:00" in answer["occurrences"]
        assert "Sat 28 Nov 2026, 03:00 to 07:00" in answer["occurrences"]
        assert 'data-start="2026-11-28T03:00:00Z"' in answer["occurrences"]
        assert answer["occurrences"].count("<tr>") == 1 + 4
        assert answer["warnings"].strip() == ""

    def test_every_time_is_said_in_its_zone_and_in_utc(self, admin: Client) -> None:
        bounds = {"start": "2026-11-27T00:00", "end": "2026-12-20T23:59"}

        answer = describe(admin, window(**NIGHT, **bounds, time_zone=NEW_YORK))
        hints = answer["windows"]["windows-0"]["hints"]

        assert "New York time" in hints["start"]
        assert "Fri 27 Nov 2026, 05:00 UTC" in hints["start"]
        assert 'datetime="2026-11-27T05:00:00Z"' in hints["start"]
        assert "next: Fri 27 Nov 2026, 22:00, New York time" in hints["weekly_from"]
        assert "Sat 28 Nov 2026, 03:00 UTC" in hints["weekly_from"]
        assert "Sat 28 Nov 2026, 07:00 UTC" in hints["weekly_to"]

    @pytest.mark.parametrize(
        ("start", "note"),
        [
            ("2027-03-28T01:30", "Clocks jump over 01:30 that day: it counts as 02:00."),
            ("2026-10-25T01:30", "Clocks show 01:30 twice that day: the first time counts."),
        ],
    )
    def test_a_time_that_clocks_skip_or_repeat_has_a_note(
        self, admin: Client, start: str, note: str
    ) -> None:
        answer = describe(admin, window(start=start))

        assert note in answer["windows"]["windows-0"]["hints"]["start"]

    @pytest.mark.parametrize(
        ("bounds", "offered"),
        [
            ({"end": "2026-11-27T23:59"}, "2026-11-28T00:00"),
            ({"start": "2026-11-27T09:00"}, "2026-11-28T00:00"),
            ({}, "2026-11-23T00:00"),
            ({"end": "2026-11-28T00:00"}, ""),
        ],
    )
    def test_the_end_of_a_day_is_the_next_midnight(
        self, admin: Client, bounds: dict[str, str], offered: str
    ) -> None:
        hint = describe(admin, window(**bounds))["windows"]["windows-0"]["hints"]["end"]

        assert (f'value-param="{offered}"' in hint) == bool(offered)
        assert ("Until the end of" in hint) == bool(offered)
        assert "23:59" not in hint.partition("<button")[2]

    @pytest.mark.parametrize(
        ("windows", "warning"),
        [
            (
                [window(start="2027-03-28T01:10", end="2027-03-28T01:50")],
                "Sun 28 Mar 2027, 01:10 to 01:50 does not exist in London time",
            ),
            (
                [window(weekly_days=["sun"], weekly_from="01:10", weekly_to="01:50")],
                "Sun 28 Mar 2027, 01:10 to 01:50 does not exist in London time",
            ),
            (
                [window(mode="exclude", start="2027-03-28T01:10", end="2027-03-28T01:50")],
                "jump over it that day: this pause has no effect then.",
            ),
            ([window(mode="exclude")], "It never runs"),
            ([window(end="2026-11-01T00:00")], "It is over"),
        ],
    )
    def test_what_will_not_happen_is_warned_of(
        self, admin: Client, windows: list[dict[str, Any]], warning: str
    ) -> None:
        assert warning in describe(admin, *windows)["warnings"]

    @pytest.mark.parametrize(
        ("wrong", "field", "words"),
        [
            ({"time_zone": "Mars/Olympus"}, "time_zone", "not the name of a time zone"),
            ({"start": "2026-11-27T00:00", "end": "2026-11-26T00:00"}, "end", "after the start"),
            (
                {"start": "2026-11-27T00:00", "end": "2026-11-27T00:00"},
                "end",
                "ends when it starts",
            ),
            ({"weekly_from": "09:00", "weekly_to": "10:00"}, "weekly_days", "at least one day"),
            ({"weekly_days": ["fri"], "weekly_from": "09:00"}, "weekly_to", "time of day"),
            ({"weekly_days": ["fri"], "weekly_to": "09:00"}, "weekly_from", "time of day"),
            ({"weekly_days": ["someday"]}, "weekly_days", "someday"),
            ({**NIGHT, "weekly_from": "25:00"}, "weekly_from", "valid time"),
            ({"start": "1969-12-31T23:59"}, "start", "1970 to 2100"),
            ({"end": "2101-01-01T00:01"}, "end", "1970 to 2100"),
            ({"start": "2101-01-01T00:00"}, "start", "1970 to 2100"),
        ],
    )
    class TestBadInput:
        def test_is_answered_at_its_field(
            self, admin: Client, wrong: dict[str, Any], field: str, words: str
        ) -> None:
            answer = describe(admin, window(**wrong))

            assert words in " ".join(answer["windows"]["windows-0"]["errors"][field])
            assert answer["summary"].startswith("Not complete yet: ")
            assert answer["occurrences"] == ""

        @pytest.mark.parametrize("action", ["action-publish", "save-draft"])
        def test_is_not_saved_and_comes_back(
            self, admin: Client, wrong: dict[str, Any], field: str, words: str, action: str
        ) -> None:
            response = post(admin, saved(window(**wrong)), action)

            [errors] = window_errors(response)
            assert words in " ".join(errors[field])
            assert not Promotion.objects.exists()
            html = response.content.decode()
            for name in ("time_zone", "start", "end", "weekly_from", "weekly_to"):
                if wrong.get(name):
                    assert f'value="{wrong[name]}"' in html

    def test_it_asks_for_a_post_by_somebody_who_may_edit_promotions(
        self, admin: Client, client: Client
    ) -> None:
        assert admin.get(reverse(DESCRIBE)).status_code == 405
        editor = User.objects.create_user("Edda", password="for-tests-only")
        editor.groups.add(Group.objects.get(name="Editors"))
        client.force_login(editor)
        assert client.post(reverse(DESCRIBE), posted(window())).status_code in (302, 403)
        client.logout()
        assert client.post(reverse(DESCRIBE), posted(window())).status_code == 302

    def test_it_asks_for_the_token_of_the_form(self, manager: User) -> None:
        careful = Client(enforce_csrf_checks=True)
        careful.force_login(manager)

        assert careful.post(reverse(DESCRIBE), posted(window())).status_code == 403

    @pytest.mark.parametrize("total", ["", "x", "-1", "99999999"])
    def test_a_broken_count_is_no_window(self, admin: Client, total: str) -> None:
        data = posted(window()) | {"windows-TOTAL_FORMS": total}

        assert admin.post(reverse(DESCRIBE), data).json()["windows"] == {}

    def test_deleted_and_untouched_windows_do_not_count(self, admin: Client) -> None:
        gone = window(end="2020-01-01T00:00", DELETE="1")
        untouched = window(time_zone="UTC")

        assert describe(admin, gone, untouched)["summary"].startswith("Always, as long as")


class TestWhatIsTold:
    NOW = utc("2026-11-22T12:00")

    def test_a_promotion_that_always_runs_has_no_list(self) -> None:
        assert upcoming([], self.NOW) == []
        assert upcoming([times()], self.NOW) == []

    def test_the_run_that_is_on_comes_first(self) -> None:
        told = overview([times(None, "2026-11-23T00:00")], self.NOW)

        assert [(each.local, each.is_now) for each in told.occurrences] == [
            ("until Mon 23 Nov 2026, 00:00", True)
        ]

    def test_an_end_that_never_comes_is_left_open(self) -> None:
        told = overview([times("2026-11-23T00:00")], self.NOW)

        assert [each.local for each in told.occurrences] == ["from Mon 23 Nov 2026, 00:00"]
        assert told.occurrences[0].ends == ""

    def test_only_occurrences_to_come_are_warned_of(self) -> None:
        weekly = times(None, "2027-01-01T00:00", weekly=(SUNDAY, "01:10", "01:50"))

        assert overview([weekly], self.NOW).warnings == []

    def test_no_clock_ever_shows_it(self) -> None:
        gone = times("2027-03-28T01:10", "2027-03-28T01:50")

        assert overview([gone], self.NOW).warnings[0] == (
            "It never runs: no clock shows any of these times."
        )

    def test_a_pause_over_everything_is_named(self) -> None:
        assert "pauses cover all" in overview([times(), exclude(None, None)], self.NOW).warnings[0]

    def test_a_window_far_ahead_is_looked_at_where_it_is(self) -> None:
        far = times("2035-01-01T00:00", weekly=(SUNDAY, "01:10", "01:50"))

        assert "Sun 25 Mar 2035" in overview([far], self.NOW).warnings[0]

    def test_windows_that_cannot_be_reckoned_with_are_left_out(self) -> None:
        assert valid_windows([times(), Times("include", None, None, "Atlantis/Capital")]) == [
            times()
        ]

    @pytest.mark.parametrize("name", presets.PRESETS)
    def test_what_a_preset_fills_in_means_the_preset(self, name: str) -> None:
        made = presets.PRESETS[name](timezone.now(), NEW_YORK)

        assert stored_windows.window_from_columns(stored_windows.window_to_columns(made)) == made
