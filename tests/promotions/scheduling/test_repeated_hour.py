"""Does every link to an instant lead there, where the clock of the site shows its time twice?"""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from tests.factories import PromotionFactory
from tests.tokens.test_admin import member

SEE, CLOCKS = "/admin/promotions/see-at/", "/admin/promotions/see-at/clocks/"
WHY = "/admin/promotions/explain/"
FIRST, SECOND = "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"
WALL = "2026-10-25T01:30"


@pytest.fixture
def manager(clock, site, settings):
    settings.TIME_ZONE = "Europe/London"
    return member("Promotions managers")


@pytest.fixture
def late(manager):
    """An offer that starts when it is 01:30 in London for the second time."""
    start = {"start": "2026-10-24T21:30", "time_zone": "America/New_York"}
    return PromotionFactory(heading="Late", slot="modal", windows=[start])


def opened(answer):
    assert answer.status_code == 302, answer.context["form"].errors
    query = parse_qs(urlsplit(answer["Location"]).query)
    return query["at"][0]


def shown_at(answer):
    """The instant that the form of a page would send: the chosen one of two, or the hidden one."""
    choices = answer.context["form"].clocks.repeated
    return next((each.at for each in choices if each.is_chosen), None)


def headings(answer):
    return [each.heading for each in answer.context["shown"]]


@pytest.mark.parametrize("at", [FIRST, SECOND])
def test_see_at_opens_the_very_instant_of_its_link(manager, at):
    form = manager.get(SEE, {"at": at})
    assert f'value="{WALL}"' in form.content.decode()
    assert shown_at(form) == at
    assert opened(manager.post(SEE, {"wall": WALL, "at": at})) == at


@pytest.mark.parametrize("at", ["2026-07-01T08:00:00Z", "2026-10-25T02:30:00Z"])
def test_see_at_carries_the_instant_where_nothing_is_to_choose(manager, at):
    form = manager.get(SEE, {"at": at})
    assert f'<input type="hidden" name="at" value="{at}"' in form.content.decode()


def test_see_the_site_now_during_the_second_hour_means_now(manager, clock, late):
    clock.move_to(datetime.fromisoformat(SECOND))
    calendar = manager.get(reverse("promotions_calendar"))
    assert f"at={SECOND.replace(':', '%3A')}" in calendar.context["preview_now_url"]
    assert shown_at(manager.get(SEE)) == SECOND


def test_both_times_are_offered_plainly(manager):
    page = manager.get(SEE, {"at": FIRST}).content.decode()
    assert "the first 01:30, before the clocks go back" in page
    assert "the second 01:30, after the clocks go back" in page
    other = manager.get(SEE, {"at": "2026-10-24T00:30:00Z"}).content.decode()
    assert "clocks go back" not in other


def test_a_typed_time_that_is_there_twice_asks_which_one(manager):
    answer = manager.post(SEE, {"wall": WALL, "at": "2026-07-01T08:00:00Z"})
    assert answer.status_code == 200
    assert "Choose which one you mean" in answer.content.decode()
    assert [turn.at for turn in answer.context["form"].clocks.repeated] == [FIRST, SECOND]


def test_another_time_counts_by_itself_whatever_instant_was_carried_along(manager):
    assert opened(manager.post(SEE, {"wall": "2026-10-25T03:30", "at": SECOND})) == (
        "2026-10-25T03:30:00Z"
    )


@pytest.mark.parametrize("at", ["", "soon", "9" * 40, "2026-10-25"])
def test_what_is_no_instant_leaves_the_time_on_the_clock(manager, at):
    chosen = {"wall": "2026-07-01T09:00", "at": at}
    assert opened(manager.post(SEE, chosen)) == "2026-07-01T08:00:00Z"


def test_a_time_that_does_not_exist_says_as_what_it_counts(manager):
    form = manager.get(WHY, {"wall": "2027-03-28T01:30"})
    assert "The clocks skip this time: it counts as 02:00." in form.content.decode()
    assert opened(manager.post(SEE, {"wall": "2027-03-28T01:30"})) == "2027-03-28T01:00:00Z"


def test_the_clocks_name_both_instants(manager):
    answer = manager.get(CLOCKS, {"wall": WALL, "at": SECOND}).json()
    assert answer["utc"] == SECOND
    assert [(turn["at"], turn["is_chosen"]) for turn in answer["repeated"]] == [
        (FIRST, False), (SECOND, True),
    ]  # fmt: skip


@pytest.mark.parametrize(("at", "found"), [(FIRST, []), (SECOND, ["Late"])])
def test_why_explains_the_very_instant(manager, late, at, found):
    answer = manager.get(WHY, {"slot": "modal", "at": at})
    assert headings(answer) == found
    assert shown_at(answer) == at
    assert ("the first" if at == FIRST else "the second") in answer.context["at"]
    assert f"at={at.replace(':', '%3A')}" in answer.context["preview_url"]


@pytest.mark.parametrize(("at", "found"), [(FIRST, []), (SECOND, ["Late"])])
def test_why_takes_the_one_of_two_that_is_chosen(manager, late, at, found):
    assert headings(manager.get(WHY, {"slot": "modal", "wall": WALL, "at": at})) == found


def test_every_link_of_the_calendar_leads_to_the_start(manager, clock, late):
    clock.move_to(datetime.fromisoformat("2026-10-20T10:00:00+00:00"))
    page = manager.get(reverse("promotions_calendar"), {"from": "2026-10-25", "zoom": "day"})
    (listed,) = page.context["listed"]
    assert headings(manager.get(listed.explain_url)) == ["Late"]
    seen = manager.get(listed.preview_url)
    assert opened(manager.post(SEE, {"wall": WALL, "at": shown_at(seen)})) == SECOND


def test_an_old_address_with_a_time_on_the_clock_is_still_read(manager):
    answer = manager.get(WHY, {"at": "2026-07-01T09:00"})
    assert answer.context["at"] == "Wed 1 Jul 2026, 09:00"
