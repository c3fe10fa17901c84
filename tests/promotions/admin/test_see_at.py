"""Does "See the site at…" open the site as it will be at the instant that an editor chose?"""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from cms.content.models import AccessToken, PreviewToken
from promotions.scheduling.schedule import to_wall
from tests.factories import ArticlePageFactory
from tests.tokens.test_admin import member

SEE, CLOCKS = "/admin/promotions/see-at/", "/admin/promotions/see-at/clocks/"


@pytest.fixture
def manager(clock, index, settings):
    settings.TIME_ZONE = "Europe/London"
    return member("Promotions managers")


def opened(answer):
    assert answer.status_code == 302, answer.content[:500]
    parts = urlsplit(answer["Location"])
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return parts._replace(query="").geturl(), query


def test_it_opens_the_frontend_with_instant_path_and_a_token_that_works(manager, index, travel):
    chosen = {"wall": "2027-06-01T09:00", "path": "articles/sleep?utm=1"}
    address, query = opened(manager.post(SEE, chosen))
    assert address == "https://www.example/preview"
    assert (query["at"], query["path"]) == ("2027-06-01T08:00:00Z", "/articles/sleep/")
    ArticlePageFactory(parent=index, slug="sleep", title="Sleep")
    bearer = {"authorization": f"Bearer {query['token']}"}
    answer = travel(query["at"], "resolve/", bearer, path=query["path"])
    assert answer.json()["page"]["title"] == "Sleep"


def test_its_token_is_short_lived_and_that_of_whoever_asked(manager):
    manager.post(SEE, {"wall": "2027-06-01T09:00"})
    token = AccessToken.objects.get()
    assert token.expires_at == timezone.now() + timedelta(minutes=30)
    assert token.created_by.username == "promotions-managers"
    assert not PreviewToken.objects.exists()


def test_without_a_frontend_it_opens_the_built_in_preview(manager, settings):
    settings.FRONTEND_URL = ""
    address, query = opened(manager.post(SEE, {"wall": "2027-06-01T09:00"}))
    assert (address, query["path"]) == ("/preview/", "/")
    answer = manager.get(address, query)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert 'data-at="2027-06-01T08:00:00Z"' in answer.content.decode()


def test_the_built_in_preview_shows_what_it_was_given_as_text(client, home):
    hostile = '"><script>alert(1)</script>'
    answer = client.get("/preview/", {"at": hostile, "path": hostile, "token": hostile})
    assert "<script>alert" not in answer.content.decode()


def test_following_a_link_makes_no_token(manager):
    answer = manager.get(SEE, {"at": "2027-06-01T08:00:00Z", "path": "/articles/sleep/"})
    assert answer.status_code == 200
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize(
    ("at", "wall"),
    [
        ("2027-06-01T08:00:00Z", "2027-06-01T09:00"),
        ("2027-06-01T10:00:00+02:00", "2027-06-01T09:00"),
        ("2027-01-01T08:00:01Z", "2027-01-01T08:00:01"),
    ],
)
def test_a_link_fills_in_its_instant_on_the_clock_of_the_site(manager, at, wall):
    shown = manager.get(SEE, {"at": at, "path": "/articles/sleep/"}).content.decode()
    assert f'value="{wall}"' in shown
    assert 'value="/articles/sleep/"' in shown
    assert "Europe/London" in shown


@pytest.mark.parametrize("at", ["", "soon", "2027-06-01", "0001-01-01T00:00:00+14:00", "9" * 99])
def test_a_link_without_a_usable_instant_fills_in_now(manager, clock, at):
    clock.move_to(timezone.now().replace(second=0))
    wall = to_wall(timezone.now(), "Europe/London").isoformat(timespec="minutes")
    assert f'value="{wall}"' in manager.get(SEE, {"at": at}).content.decode()


@pytest.mark.parametrize(
    ("wall", "path"),
    [
        ("", "/"), ("soon", "/"), ("2027-06-01T09:00Z", "/"), ("1969-12-31T23:00", "/"),
        ("2101-01-01T00:00", "/"), ("2027-06-01T09:00", "/a%0Ab/"),
        ("2027-06-01T09:00", "/" + "x" * 2000),
    ],
)  # fmt: skip
def test_a_mistake_is_shown_at_its_field_and_nothing_is_made(manager, wall, path):
    answer = manager.post(SEE, {"wall": wall, "path": path})
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"path" if wall.endswith("-01T09:00") else "wall"}
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize(
    ("wall", "utc", "note"),
    [
        ("2027-06-01T09:00", "2027-06-01T08:00:00Z", ""),
        ("2027-03-28T01:30", "2027-03-28T01:00:00Z", "skip"),
        ("2026-10-25T01:30", "2026-10-25T00:30:00Z", "twice"),
    ],
)
def test_the_other_clocks_are_told_while_one_chooses(manager, wall, utc, note):
    answer = manager.get(CLOCKS, {"wall": wall}).json()
    assert answer["utc"] == utc
    assert (note in answer["note"]) if note else answer["note"] == ""


def test_no_time_has_no_other_clocks(manager):
    for wall in ("", "soon", "2500-01-01T00:00", "9" * 5000):
        assert manager.get(CLOCKS, {"wall": wall}).json() == {}


def somebody(*permissions):
    user = User.objects.create_user("otto", password="x")
    codes = ["access_admin", *permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("permission", ["view_promotion", "add_promotion"])
def test_who_only_looks_at_promotions_may_not_see_what_is_scheduled(index, permission):
    viewer = somebody(permission)
    assert SEE not in viewer.get("/admin/").content.decode()
    assert viewer.get(SEE).status_code == 302
    viewer.post(SEE, {"wall": "2027-06-01T09:00"})
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("permission", ["change_promotion", "publish_promotion"])
def test_who_changes_or_publishes_promotions_may_look_ahead(index, permission):
    assert somebody(permission).get(SEE).status_code == 200


def test_editors_who_publish_articles_may_look_ahead_and_reviewers_may_not(manager):
    editor, reviewer = member("Editors"), member("Medical reviewers")
    assert editor.get(SEE).status_code == 200
    assert SEE in editor.get("/admin/").content.decode()
    assert reviewer.get(SEE).status_code == 302
    assert SEE not in reviewer.get("/admin/").content.decode()
    reviewer.post(SEE, {"wall": "2027-06-01T09:00"})
    assert not AccessToken.objects.exists()
