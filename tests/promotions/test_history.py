"""Does the history say who changed which window, on every path by which it can change?"""

from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.log_actions import LogContext
from wagtail.models import ModelLogEntry, Site, Workflow

from articles.models import ArticleIndexPage
from cms.promotion_file.load import load
from cms.promotion_file.plan import LoadOptions
from promotions import history
from promotions.models import Promotion, Window
from tests.factories import PromotionFactory
from tests.importing.saved_pages import PROMOTIONS, upload
from tests.promotions.admin.promotion_form import EDIT, admin, manager, post, window
from tests.promotions.admin.window_form import NIGHT, saved
from tests.promotions.scheduling.test_schedule import utc

__all__ = ["admin", "manager"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

SNIPPET = "wagtailsnippets_promotions_promotion"
ADVENT = {"start": datetime(2026, 11, 27), "end": datetime(2026, 12, 21), "time_zone": "UTC"}
WORDS = "Fri 27 Nov 2026, 00:00 to Mon 21 Dec 2026, 00:00, UTC"
FRIDAYS = {
    "time_zone": "UTC",
    "weekly_days": ["fri"],
    "weekly_from": time(22),
    "weekly_to": time(2),
}
FRIDAYS_IN_WORDS = "Fridays 22:00 to Saturday 02:00, UTC"


@pytest.fixture(autouse=True)
def advent(clock: Any) -> Any:
    clock.move_to(utc("2026-11-22T12:00"))
    return clock


def told(promotion: Promotion) -> list[tuple[str, str]]:
    """Messages about schedules with their authors, oldest first."""
    entries = ModelLogEntry.objects.for_instance(promotion).filter(action__startswith="promotions")
    return [(str(entry.message), entry.user_display_name) for entry in entries.order_by("pk")]


def messages(promotion: Promotion) -> list[str]:
    return [message for message, _user in told(promotion)]


def test_entries_of_earlier_releases_keep_their_names() -> None:
    """The names are stored with each entry: under another one Wagtail shows no message."""
    names = (history.CHANGED, history.WENT_LIVE, history.TAKEN_DOWN, history.COPIED)
    assert names == (
        "promotions.schedule.change",
        "promotions.schedule.publish",
        "promotions.schedule.unpublish",
        "promotions.copy",
    )


def draft(promotion: Promotion, *windows: dict[str, Any]) -> Any:
    """Another draft with these windows, as code saves one."""
    version = Promotion.objects.get(pk=promotion.pk).get_latest_revision_as_object()
    version.windows.set([Window(**values) for values in windows])
    return version.save_revision()


class TestByCode:
    def test_the_first_windows_are_set(self) -> None:
        promotion = PromotionFactory(live=False)
        draft(promotion, ADVENT)

        assert told(promotion) == [(f"Schedule set: {WORDS}", "system")]

    def test_what_came_and_what_went_is_said(self) -> None:
        promotion = PromotionFactory(live=False)
        draft(promotion, ADVENT)
        draft(promotion, FRIDAYS)

        assert messages(promotion)[-1] == (
            f"Schedule changed: added {FRIDAYS_IN_WORDS}; removed {WORDS}"
        )

    @pytest.mark.parametrize("heading", ["The same", "Another one"])
    def test_nothing_is_said_where_no_window_changed(self, heading: str) -> None:
        promotion = PromotionFactory(live=False)
        draft(promotion, ADVENT)
        version = Promotion.objects.get(pk=promotion.pk).latest_revision.as_object()
        version.heading = heading
        version.save_revision(log_action=True)

        assert len(told(promotion)) == 1

    def test_the_version_saved_last_counts_whatever_an_instance_remembers(self) -> None:
        promotion = PromotionFactory(live=False)
        stale = Promotion.objects.get(pk=promotion.pk)
        draft(promotion, ADVENT)
        stale.windows.set([Window(**ADVENT)])
        stale.save_revision()

        assert len(told(promotion)) == 1

    def test_the_last_window_leaves_a_word(self) -> None:
        promotion = PromotionFactory(live=False)
        draft(promotion, ADVENT)
        draft(promotion)

        assert messages(promotion)[-1] == (
            f"Schedule changed: removed {WORDS}; "
            "without any window it runs as long as it is published"
        )

    def test_a_version_saved_anew_is_one_change_since_it_began(self, manager: User) -> None:
        promotion = PromotionFactory(live=False)
        draft(promotion, ADVENT)
        typed = Promotion.objects.get(pk=promotion.pk).latest_revision.as_object()
        typed.windows.set([Window(**FRIDAYS)])
        with LogContext(user=manager):
            revision = typed.save_revision(user=manager)
        typed.windows.set([Window(**FRIDAYS), Window(**ADVENT)])
        with LogContext(user=manager):
            typed.save_revision(user=manager, overwrite_revision=revision)

        shown = ModelLogEntry.objects.for_instance(promotion).latest_by_uuid_and_action()
        assert [str(entry.message) for entry in shown if entry.user_id] == [
            f"Schedule changed: added {FRIDAYS_IN_WORDS}"
        ]

    def test_typing_it_back_is_said_too(self, manager: User) -> None:
        promotion = PromotionFactory(live=False)
        draft(promotion, ADVENT)
        typed = Promotion.objects.get(pk=promotion.pk).latest_revision.as_object()
        typed.windows.set([])
        revision = typed.save_revision(user=manager)
        typed.windows.set([Window(**ADVENT)])
        typed.save_revision(user=manager, overwrite_revision=revision)

        assert told(promotion)[-1] == ("Schedule as it was before", "Mira")

    def test_a_change_that_fails_leaves_no_word(self) -> None:
        promotion = PromotionFactory(live=False)
        promotion.windows.set([Window(**ADVENT)])
        promotion.heading = ""

        with pytest.raises(ValidationError):
            promotion.save_revision()

        assert told(promotion) == []


class TestPublishing:
    def test_which_schedule_went_live_is_said(self, manager: User) -> None:
        promotion = PromotionFactory(live=False)
        draft(promotion, ADVENT).publish(user=manager)

        assert told(promotion)[-1] == (f"Schedule went live: {WORDS}", "Mira")

    def test_what_runs_always_is_said_so(self) -> None:
        promotion = PromotionFactory()

        assert messages(promotion) == ["Schedule went live: Always, as long as it is published"]

    def test_of_an_update_what_changed_for_visitors_is_said(self) -> None:
        promotion = PromotionFactory(windows=[ADVENT])
        draft(promotion, ADVENT, FRIDAYS)
        draft(promotion, FRIDAYS).publish()

        assert messages(promotion)[-1] == (
            f"Schedule went live: {FRIDAYS_IN_WORDS} (added {FRIDAYS_IN_WORDS}; removed {WORDS})"
        )

    def test_an_update_of_the_words_alone_says_nothing_of_the_schedule(self) -> None:
        promotion = PromotionFactory(windows=[ADVENT])
        before = len(told(promotion))
        promotion.heading = "Another one"
        promotion.save_revision().publish()

        assert len(told(promotion)) == before

    def test_what_is_taken_down_is_said(self, manager: User) -> None:
        promotion = PromotionFactory(windows=[ADVENT])
        Promotion.objects.get(pk=promotion.pk).unpublish(user=manager)

        assert told(promotion)[-1] == (f"Schedule taken down: {WORDS}", "Mira")

    def test_what_was_not_live_is_not_taken_down(self) -> None:
        promotion = PromotionFactory(live=False)
        promotion.unpublish()

        assert told(promotion) == []


class TestInTheAdmin:
    def test_create_edit_publish_and_unpublish_name_who_and_what(self, admin: Client) -> None:
        post(admin, saved(window(**NIGHT)), "save-draft")
        promotion = Promotion.objects.get()
        edit, kept = reverse(EDIT, args=[promotion.pk]), {"windows-INITIAL_FORMS": "1"}
        known = window(id=str(Window.objects.get().pk), end="2026-12-21T00:00")
        admin.post(edit, {**saved({**known, **NIGHT}), **kept})
        admin.post(edit, {**saved(known), **kept, "action-publish": "1"})
        admin.post(reverse(f"{SNIPPET}:unpublish", args=[promotion.pk]))

        said = told(promotion)
        assert {user for _message, user in said} == {"Mira"}
        fridays = "Fridays 22:00 to Saturday 02:00, London time"
        assert [message for message, _user in said] == [
            f"Schedule set: {fridays}",
            f"Schedule changed: added {fridays}, until the end of Sun 20 Dec 2026; "
            f"removed {fridays}",
            "Schedule changed: added until Mon 21 Dec 2026, 00:00, London time; "
            f"removed {fridays}, until the end of Sun 20 Dec 2026",
            "Schedule went live: Until Mon 21 Dec 2026, 00:00, London time",
            "Schedule taken down: Until Mon 21 Dec 2026, 00:00, London time",
        ]

    def test_going_back_to_an_earlier_version_is_a_change(self, admin: Client) -> None:
        promotion = PromotionFactory(live=False, key="free-shipping")
        first = draft(promotion, {**FRIDAYS, "time_zone": "Europe/London"})
        draft(promotion)
        page = admin.get(
            reverse(f"{SNIPPET}:revisions_revert", args=[promotion.pk, first.pk])
        ).content.decode()
        assert "Fridays 22:00" in page
        data = {**saved(window(**NIGHT)), "revision": str(first.pk)}
        admin.post(reverse(EDIT, args=[promotion.pk]), data)

        assert told(promotion)[-1] == (
            "Schedule set: Fridays 22:00 to Saturday 02:00, London time",
            "Mira",
        )

    def test_the_pages_of_history_show_it(self, admin: Client) -> None:
        promotion = PromotionFactory(windows=[ADVENT])

        html = admin.get(reverse(f"{SNIPPET}:history", args=[promotion.pk])).content.decode()

        assert f"Schedule went live: {WORDS}" in html

    def test_the_words_are_those_of_the_reader(self) -> None:
        promotion = PromotionFactory(windows=[ADVENT])
        with translation.override("de"):
            assert "Dez" in messages(promotion)[-1]


class TestByOtherWays:
    def test_approving_says_by_whom_it_went_live(self, admin: Client) -> None:
        promotion = PromotionFactory(live=False)
        draft(promotion, ADVENT)
        author = User.objects.create_user("Otto", password="for-tests-only")
        promotion = Promotion.objects.get(pk=promotion.pk)
        Workflow.objects.get(name="Promotion approval").start(promotion, author)
        task = promotion.current_workflow_task_state

        url = reverse(f"{SNIPPET}:workflow_action", args=[promotion.pk, "approve", task.pk])
        assert admin.post(url).status_code == 302

        assert told(promotion)[-1] == (f"Schedule went live: {WORDS}", "Mira")

    def test_the_promotion_file_says_who_loaded_it(self, site: Site, manager: User) -> None:
        times = {"start": "2026-11-27T00:00:00", "end": "2026-12-21T00:00:00", "time_zone": "UTC"}
        entry = {
            "key": "advent",
            "slot": "modal",
            "content": {"heading": "Advent"},
            "windows": [{"mode": "include", **times}],
        }
        manager = User.objects.get(pk=manager.pk)
        load([entry], LoadOptions(site, publish=True, user=manager))

        assert told(Promotion.objects.get(key="advent")) == [
            (f"Schedule set: {WORDS}", "Mira"),
            (f"Schedule went live: {WORDS}", "Mira"),
        ]

    def test_the_importer_says_who_imported(
        self, index: ArticleIndexPage, client: Client, tmp_path: Path
    ) -> None:
        user = User.objects.create_superuser("Ida", password="for-tests-only")
        client.force_login(user)
        page = tmp_path / "calm.txt"
        page.write_text(PROMOTIONS)
        upload(client, page)
        imported = list(Promotion.objects.all())
        for promotion in imported:
            draft(promotion, ADVENT).publish(user=user)

        assert imported
        for promotion in imported:
            entries = ModelLogEntry.objects.for_instance(promotion)
            assert entries.get(action="wagtail.create").user_display_name == "Ida"
            assert told(promotion)[-1] == (f"Schedule went live: {WORDS}", "Ida")
