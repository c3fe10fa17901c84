"""Does the feed tell calendars when promotions start and end, exactly as RFC 5545 wants it?"""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from wagtail.models import Page, Site

from cms.content.models import AccessToken
from promotions.admin.calendar import ics
from promotions.resolving.resolve import Candidate
from promotions.scheduling.windows import Window
from tests.factories import HomePageFactory, PromotionFactory, publish
from tests.tokens.test_admin import member

ADMIN = "/admin/promotions/feed/"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def noon(clock: Any) -> Any:
    clock.move_to(NOW)
    return clock


@pytest.fixture
def address(noon: Any, site: Site) -> str:
    token = AccessToken.objects.issue(AccessToken.Kind.CALENDAR_FEED, site=site)
    return f"/calendar/{token}.ics"


def weeks(start: str | None, end: str | None, **weekly: Any) -> list[dict[str, Any]]:
    return [{"start": start, "end": end, "time_zone": "Europe/London", **weekly}]


def events(answer: Any) -> list[Any]:
    assert answer.status_code == 200, answer.content
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def told(answer: Any) -> list[tuple[str, datetime]]:
    return [(str(event["SUMMARY"]), event["DTSTART"].dt) for event in events(answer)]


def test_starts_and_ends_of_published_promotions_are_events_in_utc(address, site, client):
    PromotionFactory(
        site=site, heading="Warm days", windows=weeks("2027-03-27T09:00", "2027-03-29T09:00")
    )
    assert told(client.get(address)) == [
        ("Starts: Warm days", datetime(2027, 3, 27, 9, tzinfo=UTC)),
        ("Ends: Warm days", datetime(2027, 3, 29, 8, tzinfo=UTC)),
    ]


def test_the_object_has_all_that_the_standard_requires(address, site, client):
    PromotionFactory(site=site, windows=weeks("2027-01-01T00:00", None))
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content)
    assert (found["VERSION"], found["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert found["PRODID"]
    assert found["X-WR-CALNAME"] == "Promotions of Example"
    (event,) = found.walk("VEVENT")
    assert event["DTSTAMP"].dt == NOW
    assert event["TRANSP"] == "TRANSPARENT"
    assert "/admin/snippets/promotions/promotion/edit/" in event["URL"]
    assert not found.walk("VTIMEZONE")


def test_every_line_ends_with_crlf_and_is_short_enough(address, site, client):
    heading = "Grüße, 漢字; \\ 😴 " * 12
    PromotionFactory(
        site=site, heading=heading[:195] + "end", windows=weeks("2027-01-01T00:00", None)
    )
    answer = client.get(address)
    assert answer.content.endswith(b"END:VCALENDAR\r\n")
    lines = answer.content.split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    ((summary, _start),) = told(answer)
    assert summary == f"Starts: {heading[:195]}end"


CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters and lone surrogates."""


@given(st.text(max_size=300))
def test_any_text_survives_folding_and_escaping(words):
    window = Window("include", datetime(2027, 1, 1), None, "UTC")
    promotion = SimpleNamespace(pk=1, heading=words, last_published_at=NOW)
    content = ics.calendar(
        words, "example.com", [Candidate("p", "modal", 0, (window,), "en", payload=promotion)], NOW
    )
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(CONTROL.search(line.decode()) for line in lines)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    # All line breaks become line feeds, the separators of Unicode too.
    expected = [CONTROL.sub("", line) for line in f"Starts: {words or 'p'}".splitlines()]
    assert str(event["SUMMARY"]) == "\n".join(expected)


def test_uids_are_distinct_and_stay_the_same(address, noon, site, client):
    for number in range(3):
        days = {"weekly_days": ["mon", "fri"], "weekly_from": "22:00", "weekly_to": "02:00"}
        PromotionFactory(site=site, key=f"p{number}", windows=weeks(None, None, **days))
    first = [str(event["UID"]) for event in events(client.get(address))]
    assert len(first) == len(set(first)) > 100
    noon.move_to(NOW + timedelta(days=1))
    second = [str(event["UID"]) for event in events(client.get(address))]
    assert len(set(first) & set(second)) > len(first) - 10


def test_an_unchanged_feed_is_the_same_bytes_and_need_not_be_sent_again(address, site, client):
    PromotionFactory(site=site, windows=weeks("2027-01-01T00:00", None))
    answer = client.get(address)
    assert answer["Cache-Control"].startswith("private")
    again = client.get(address, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_it_reaches_from_30_days_back_to_366_days_ahead(address, site, client):
    for heading, start in (
        ("too old", "2026-10-23T11:59:59"), ("old", "2026-10-23T13:00:00"),
        ("far", "2027-11-23T11:59:59"), ("too far", "2027-11-23T12:00:00"),
    ):  # fmt: skip
        PromotionFactory(site=site, heading=heading, windows=weeks(start, None))
    assert [summary for summary, _ in told(client.get(address))] == ["Starts: old", "Starts: far"]


def test_drafts_and_what_was_taken_down_are_left_out(address, site, client):
    window = weeks("2027-01-01T00:00", None)
    PromotionFactory(site=site, live=False, windows=window)
    PromotionFactory(site=site, windows=window).unpublish()
    changed = PromotionFactory(site=site, heading="Published", windows=window)
    changed.heading = "Redrafted"
    changed.save_revision()
    assert [summary for summary, _ in told(client.get(address))] == ["Starts: Published"]


def test_promotions_of_another_site_are_left_out(address, site, client):
    other = HomePageFactory(parent=Page.get_first_root_node(), title="Other", slug="other")
    second = Site.objects.create(hostname="second.example", port=80, root_page=other)
    PromotionFactory(site=second, windows=weeks("2027-01-01T00:00", None))
    assert events(client.get(address)) == []


def test_more_than_it_holds_is_cut_off_and_said(address, site, client, monkeypatch):
    monkeypatch.setattr(ics, "MAX_EVENTS", 10)
    days = {"weekly_days": ["mon"], "weekly_from": "09:00", "weekly_to": "10:00"}
    PromotionFactory(site=site, windows=weeks(None, None, **days))
    found = [event for event in told(client.get(address)) if event[1] > NOW]
    assert len(found) == 11
    assert found[-1][0].startswith("More follows")
    assert found[-1][1] > found[-2][1]


def test_what_is_over_never_takes_the_place_of_what_is_to_come(address, site, client):
    workdays = {"weekly_days": ["mon", "tue", "wed", "thu", "fri"]}
    hours = {"weekly_from": "09:00", "weekly_to": "17:00"}
    for number in range(30):
        PromotionFactory(
            site=site, key=f"daily-{number}", windows=weeks(None, None, **workdays, **hours)
        )
    instants = [instant for _summary, instant in told(client.get(address))]
    assert instants == sorted(instants)
    past = [instant for instant in instants if instant < NOW]
    assert (len(past), len(instants) - len(past)) == (ics.MAX_PAST_EVENTS, ics.MAX_EVENTS + 1)
    # 60 turns on each of the days, so the past is the last of them and the future begins tomorrow.
    assert past[0].date() == datetime(2026, 11, 17).date()
    assert instants[len(past)] == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert instants[-1] > NOW + timedelta(days=40)


def test_a_promotion_without_end_and_without_start_makes_no_event(address, site, client):
    PromotionFactory(site=site)
    assert events(client.get(address)) == []


def test_a_change_is_in_the_feed_at_once(address, site, client):
    promotion = PromotionFactory(site=site, heading="Old", windows=weeks("2027-01-01T00:00", None))
    promotion.heading = "New"
    publish(promotion)
    assert [summary for summary, _ in told(client.get(address))] == ["Starts: New"]


def test_it_costs_the_same_queries_few_or_many(
    address, site, client, django_assert_max_num_queries
):
    for _ in range(12):
        PromotionFactory(site=site, windows=weeks("2027-01-01T00:00", None))
    client.get(address)
    with django_assert_max_num_queries(7):
        assert len(events(client.get(address))) == 12


def test_an_unknown_a_revoked_and_another_token_open_nothing(address, site, client):
    preview = AccessToken.objects.issue(AccessToken.Kind.PREVIEW)
    for wrong in ("x", preview, "%00", "é"):
        assert client.get(f"/calendar/{wrong}.ics").status_code == 404
    AccessToken.objects.get(kind=AccessToken.Kind.CALENDAR_FEED).revoke(timezone.now())
    assert client.get(address).status_code == 404


def test_its_last_use_is_noted_and_no_session_is_made(address, client):
    answer = client.get(address)
    assert not answer.cookies
    assert AccessToken.objects.get().last_used_at == NOW


def test_it_is_only_read(address, client):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def shown(answer: Any) -> str:
    found = re.search(r'id="feed-address" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def test_a_manager_makes_an_address_sees_it_once_and_revokes_it(noon, site):
    client = member("Promotions managers")
    assert client.get(ADMIN).status_code == 200
    assert not AccessToken.objects.exists()
    answer = client.post(ADMIN)
    assert "no-store" in answer["Cache-Control"]
    address = shown(answer)
    assert address.startswith("https://api.example/calendar/")
    path = address.removeprefix("https://api.example")
    assert client.get(path).status_code == 200
    assert address not in client.get(ADMIN).content.decode()
    row = AccessToken.objects.get()
    assert (row.site, row.expires_at) == (site, None)
    gone = client.post(f"/admin/tokens/{row.pk}/revoke/", {"next": ADMIN})
    assert gone["Location"] == ADMIN
    assert client.get(path).status_code == 404


def test_each_sees_their_own_addresses(noon, site):
    first, second = (member("Promotions managers", name) for name in ("ada", "bea"))
    first.post(ADMIN)
    assert len(first.get(ADMIN).context["feeds"]) == 1
    assert len(second.get(ADMIN).context["feeds"]) == 0
    row = AccessToken.objects.get()
    assert second.post(f"/admin/tokens/{row.pk}/revoke/").status_code == 404


def test_those_who_do_not_work_on_promotions_get_no_feed(noon, site):
    assert member("Medical reviewers").post(ADMIN).status_code == 302
    assert not AccessToken.objects.exists()
