"""Who makes, sees and revokes preview tokens in the admin?"""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.content.models import AccessToken
from tests.factories import now

LIST, MAKE = "/admin/tokens/", "/admin/tokens/make/"
PREVIEW = AccessToken.Kind.PREVIEW


def member(group: str, name: str = "") -> Client:
    user = User.objects.create_user(name or group.replace(" ", "-").lower(), password="x")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin(home: Any, admin_client: Client) -> Client:
    return admin_client


def made(client: Client, label: str = "Nightly test", minutes: int = 60) -> str:
    """Make a token on the screen; the token as the screen shows it."""
    answer = client.post(MAKE, {"label": label, "minutes": minutes})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    found = re.search(r'id="new-token" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def test_a_token_is_shown_once_and_opens_the_site_at_an_instant(admin, get):
    token = made(admin)
    headers = {"authorization": f"Bearer {token}"}
    assert get("home/", headers, at="2030-01-01T00:00:00Z").status_code == 200
    listed = admin.get(LIST)
    assert "no-store" in listed["Cache-Control"]
    assert "Nightly test" in listed.content.decode()
    assert token not in listed.content.decode()


@pytest.mark.parametrize(
    "wrong", [{"minutes": 60}, {"label": "x"}, {"label": "x", "minutes": 61}, {"label": "x" * 101}]
)
def test_a_form_with_a_mistake_makes_nothing(admin, wrong):
    answer = admin.post(MAKE, wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not AccessToken.objects.exists()


def test_looking_makes_nothing(admin):
    for address in (LIST, MAKE):
        assert admin.get(address).status_code == 200
    assert not AccessToken.objects.exists()


def test_revoking_asks_first_and_then_the_token_opens_nothing(admin, get):
    token = made(admin)
    row = AccessToken.objects.get()
    address = f"/admin/tokens/{row.pk}/revoke/"
    assert "Nightly test" in admin.get(address).content.decode()
    assert AccessToken.objects.get().revoked_at is None
    assert admin.post(address)["Location"] == LIST
    headers = {"authorization": f"Bearer {token}"}
    assert get("home/", headers, at="2030-01-01T00:00:00Z").status_code == 401
    assert "Revoked" in admin.get(LIST).content.decode()


def test_after_revoking_one_goes_on_within_the_admin_only(admin):
    made(admin)
    address = f"/admin/tokens/{AccessToken.objects.get().pk}/revoke/"
    assert admin.post(address, {"next": "/admin/"})["Location"] == "/admin/"
    assert admin.post(address, {"next": "https://evil.example/"})["Location"] == LIST


@pytest.mark.parametrize("group", ["Editors", "Promotions managers", "Moderators"])
def test_those_who_may_publish_make_their_own_and_see_only_these(admin, group):
    made(admin, "Of the administrator")
    client = member(group)
    made(client, "Of the member")
    shown = client.get(LIST).content.decode()
    assert "Of the member" in shown
    assert "Of the administrator" not in shown
    other = AccessToken.objects.get(label="Of the administrator")
    assert client.post(f"/admin/tokens/{other.pk}/revoke/").status_code == 404
    other.refresh_from_db()
    assert other.revoked_at is None


def test_administrators_see_and_revoke_all(admin):
    made(member("Editors"), "Of an editor")
    assert "Of an editor" in admin.get(LIST).content.decode()
    row = AccessToken.objects.get()
    admin.post(f"/admin/tokens/{row.pk}/revoke/")
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_those_who_may_not_publish_make_none_and_have_no_entry_in_the_menu(admin):
    client = member("Medical reviewers")
    for address in (LIST, MAKE):
        assert client.get(address).status_code == 302
    client.post(MAKE, {"label": "x", "minutes": 60})
    assert not AccessToken.objects.exists()
    assert LIST not in client.get("/admin/").content.decode()
    assert LIST in member("Editors").get("/admin/").content.decode()


def test_nobody_is_shown_anything_without_logging_in(home, client):
    for address in (LIST, MAKE, "/admin/tokens/1/revoke/"):
        assert client.get(address)["Location"].startswith("/admin/login/")


def test_of_tokens_that_open_nothing_only_the_last_are_listed(admin):
    for number in range(25):
        AccessToken.objects.issue(PREVIEW, label=f"Past {number:02}")
    AccessToken.objects.update(revoked_at=now())
    shown = admin.get(LIST).content.decode()
    assert shown.count("Past ") == 20
    assert "There are no valid tokens" in shown


def test_names_are_shown_as_they_are_written(admin):
    made(admin, "<script>alert(1)</script>")
    for address in (LIST, f"/admin/tokens/{AccessToken.objects.get().pk}/revoke/"):
        assert "<script>alert(1)" not in admin.get(address).content.decode()


def test_the_token_of_somebody_who_lost_the_permission_is_no_longer_in_use(admin):
    made(member("Promotions managers", "ada"), "Hers")
    User.objects.get(username="ada").groups.clear()
    listed = admin.get(LIST)
    assert [str(token) for token in listed.context["past"]] == ["Hers"]
    assert not listed.context["holding"]
    assert "its creator has lost the permission" in listed.content.decode()
    row = AccessToken.objects.get()
    assert f"/admin/tokens/{row.pk}/revoke/" in listed.content.decode()


def test_the_list_asks_for_the_permissions_of_a_maker_once(admin, django_assert_num_queries):
    client = member("Promotions managers", "ada")
    made(client)
    admin.get(LIST)
    with CaptureQueriesContext(connection) as captured:
        admin.get(LIST)
    few = len(captured)
    for _ in range(5):
        made(client)
    with django_assert_num_queries(few):
        admin.get(LIST)
