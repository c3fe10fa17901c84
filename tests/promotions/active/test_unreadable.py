"""What of a promotion whose windows cannot be read any more? It never runs, and nobody else fails.

A later release of time zones drops a name, another program writes a row, a version is from before
a field was added: each of them is written here past the forms, as it would be.
"""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.promotion_file.dump import dump
from promotions import stored_windows
from promotions.admin import editing
from promotions.models import Promotion, Window
from promotions.scheduling.schedule import interval_at
from promotions.scheduling.windows import unreadable_reason
from tests.factories import PromotionFactory
from tests.promotions.admin.promotion_form import form_data

pytestmark = [pytest.mark.django_db]

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
LONDON = {"time_zone": "Europe/London", "start": datetime(2026, 11, 1)}
ZONE = "cannot be read: unknown time zone Mars/Base"
START = "cannot be read: “next week” is not a date and time"


@pytest.fixture
def admin(client: Client, site: Site, settings: Any, clock: time_machine.Traveller) -> Client:
    """Who may do everything, at an instant at which the offers run; nothing was warned of yet."""
    settings.TIME_ZONE = "Europe/London"
    clock.move_to(NOW)
    stored_windows._warn_once.cache_clear()
    client.force_login(User.objects.create_superuser("Mira", password="for-tests-only"))
    return client


def live_window(**columns: Any) -> Promotion:
    """A published promotion with such columns in the row of its second window."""
    broken: Promotion = PromotionFactory(
        key="broken", heading="Broken", windows=[LONDON, {**LONDON, "mode": "exclude"}]
    )
    row = broken.windows.last()
    for name, value in columns.items():
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE promotions_window SET {name} = %s WHERE id = %s",
                [value, row.pk],
            )
    return broken


def draft(change: Callable[[dict[str, Any]], Any]) -> Promotion:
    """A draft whose version is changed past the forms."""
    broken: Promotion = PromotionFactory(
        key="broken", heading="Broken", live=False, windows=[LONDON]
    )
    revision = broken.save_revision()
    change(revision.content)
    revision.save()
    return broken


def without(content: dict[str, Any]) -> None:
    for name in ("priority", "visitor", "devices", "include_paths", "exclude_paths"):
        del content[name]
    for name in ("weekly_days", "weekly_from", "weekly_to"):
        del content["windows"][0][name]


CASES: dict[str, tuple[Callable[[], Promotion], str]] = {
    "an unknown zone": (lambda: live_window(time_zone="Mars/Base"), ZONE),
    "a start that is none": (lambda: live_window(start="next week"), START),
    "a mode that is none": (
        lambda: live_window(mode="maybe"),
        "cannot be read: “maybe” is neither a run nor a pause",
    ),
    "a draft with an unknown zone": (
        lambda: draft(lambda content: content["windows"][0].update(time_zone="Mars/Base")),
        ZONE,
    ),
    "a draft with a start that is none": (
        lambda: draft(lambda content: content["windows"][0].update(start="next week")),
        START,
    ),
    "a draft from before there were such fields": (lambda: draft(without), ""),
}


@pytest.fixture(params=CASES)
def trouble(request: Any, admin: Client) -> str:
    """One promotion that cannot be read, one that can, and what editors are told of the first."""
    make, words = CASES[request.param]
    make()
    PromotionFactory(key="sound", heading="Sound", windows=[LONDON])
    return words


def text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def editor() -> str:
    return reverse(Promotion.snippet_viewset.get_url_name("edit"), args=[broken().pk])


def broken() -> Promotion:
    return Promotion.objects.get(key="broken")


@pytest.mark.parametrize("name", ["wagtailadmin_home", "promotions_calendar"])
def test_home_and_calendar_name_it_and_where_to_repair_it(
    admin: Client, trouble: str, name: str
) -> None:
    said = text(admin.get(reverse(name)))

    assert "Sound" in said
    assert trouble in said
    assert ("cannot be read" in said) == bool(trouble)
    assert ("Repair it in its editor" in said) == bool(trouble)
    assert editor() in said


def test_the_list_names_it_and_filters_it(admin: Client, trouble: str) -> None:
    url = reverse(Promotion.snippet_viewset.get_url_name("list"))

    said = text(admin.get(url))
    assert "Sound" in said
    assert trouble[1:] in said
    assert ("Cannot be read" in said) == bool(trouble)
    assert ("Broken" in text(admin.get(url, {"runs": "never"}))) == bool(trouble)
    assert ("Broken" in text(admin.get(url, {"runs": "now"}))) != bool(trouble)


def test_explain_says_it(admin: Client, trouble: str) -> None:
    said = text(
        admin.get(reverse("promotions_explain"), {"at": "2026-11-25T10:00", "slot": "modal"})
    )

    assert "Sound" in said
    assert (f"It never runs: a window {trouble}." in said) == bool(trouble)


def test_its_editor_opens_and_says_it(admin: Client, trouble: str) -> None:
    said = text(admin.get(editor()))

    assert trouble[1:] in said
    assert ("Cannot be read" in said) == bool(trouble)


def test_it_is_duplicated_once_it_is_repaired(admin: Client, trouble: str) -> None:
    said = text(admin.get(reverse("promotions_duplicate", args=[broken().pk])))

    assert (f"before it is repaired: a window {trouble}." in said) == bool(trouble)
    assert ('class="button">Duplicate' in said) != bool(trouble)


@pytest.mark.parametrize("endpoint", ["promotions/active/", "promotions/manifest/"])
def test_delivery_answers_the_others(get: Callable[..., Any], trouble: str, endpoint: str) -> None:
    answer = get(endpoint)

    assert answer.status_code == 200
    assert [each["key"] for each in answer.json()["slots"]["modal"]] == ["sound"]


def test_the_feed_and_the_file_hold_the_others(admin: Client, trouble: str, site: Site) -> None:
    assert '"sound"' in dump(site)
    text(admin.get(reverse("promotions_file")))
    text(admin.get(reverse("promotions_see_at")))


def test_a_file_can_be_tried_out(admin: Client, trouble: str, tmp_path: Any, capsys: Any) -> None:
    window = {"mode": "include", "start": "2026-11-25T09:00", "end": None, "weekly": None}
    offer = {
        "key": "new",
        "slot": "modal",
        "content": {"heading": "New"},
        "windows": [{**window, "time_zone": "Europe/London"}],
    }
    path = tmp_path / "promotions.json"
    path.write_text(json.dumps([offer]))

    call_command("load_promotions", str(path), "--dry-run")

    assert "“Sound”" in capsys.readouterr().out


def test_a_promotion_beside_it_is_saved_and_warned_of(admin: Client, trouble: str) -> None:
    pk = Promotion.objects.get(key="sound").pk
    found = editing.conflicts_of_saved(Promotion.objects.get(pk=pk))

    assert bool(found) != bool(trouble)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ({"weekly_from": "25:00"}, "“25:00” is not a time of day"),
        ({"weekly_days": 7, "weekly_from": "10:00", "weekly_to": "11:00"}, "a window is damaged"),
        ({"time_zone": None}, "unknown time zone without a name"),
    ],
)
def test_one_damaged_window_sets_all_aside(column: dict[str, Any], words: str) -> None:
    windows = stored_windows.windows_from_columns(
        "offer", [{"time_zone": "UTC"}, {"time_zone": "UTC", **column}]
    )

    assert unreadable_reason(windows) == words
    assert interval_at(windows, NOW) is None


def test_whoever_runs_the_server_is_told_once(
    get: Callable[..., Any], admin: Client, caplog: Any
) -> None:
    CASES["an unknown zone"][0]()

    with caplog.at_level(logging.WARNING, "wellspring.promotions"):
        for at in range(2):
            get("promotions/active/", slot=["modal", "inline"][at])
            admin.get(reverse("promotions_calendar"))

    told = [each for each in caplog.records if each.name == "wellspring.promotions"]
    assert [each.getMessage() for each in told] == [
        "Promotion broken never runs, as its windows are unreadable: unknown time zone Mars/Base."
    ]
    assert told[0].levelno == logging.WARNING


@pytest.mark.parametrize("case", ["an unknown zone", "a start that is none"])
def test_publishing_it_anew_repairs_it_and_its_history_tells(
    get: Callable[..., Any], admin: Client, case: str
) -> None:
    CASES[case][0]()
    promotion = broken()
    promotion.windows.set([Window(**LONDON)])

    promotion.save_revision().publish()

    assert [each["key"] for each in get("promotions/active/").json()["slots"]["modal"]] == [
        "broken"
    ]
    url = reverse(Promotion.snippet_viewset.get_url_name("history"), args=[promotion.pk])
    assert "removed what could not be read" in text(admin.get(url))


def test_taking_it_down_is_possible(admin: Client) -> None:
    CASES["a start that is none"][0]()

    broken().unpublish()

    assert not broken().live
    url = reverse(Promotion.snippet_viewset.get_url_name("history"), args=[broken().pk])
    assert f"Schedule taken down: C{START[1:]}" in text(admin.get(url))


def test_a_text_that_is_no_time_never_gets_in() -> None:
    with pytest.raises(ValidationError):
        Window(time_zone="UTC", start="next week").full_clean(exclude=["promotion"])
    promotion = PromotionFactory()
    with pytest.raises(ValidationError):
        Window(promotion=promotion, time_zone="UTC", start="next week").save()


def test_a_warning_that_fails_leaves_what_was_saved(
    admin: Client, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def fail(*_arguments: Any) -> None:
        raise RuntimeError("no words")

    monkeypatch.setattr(editing, "conflicts_of_saved", fail)
    data = {**form_data([], slot="modal", key="kept"), "action-publish": "1"}

    response = admin.post(reverse(Promotion.snippet_viewset.get_url_name("add")), data)

    assert response.status_code == 302
    assert Promotion.objects.get(key="kept").live
    assert "Warnings for promotion kept failed" in caplog.text


def test_what_shares_the_slot_with_it_is_saved(admin: Client) -> None:
    CASES["an unknown zone"][0]()
    data = {**form_data([], slot="modal", key="kept"), "action-publish": "1"}

    response = admin.post(reverse(Promotion.snippet_viewset.get_url_name("add")), data, follow=True)

    assert "shares its slot" not in text(response)
    assert Promotion.objects.get(key="kept").live
