"""Can editors take the promotion calendar out of the admin and bring one in, and nobody else?"""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Revision, Site

from articles.models import ArticleIndexPage
from cms.importing.promotion_file import holding
from cms.importing.promotion_file.problems import Problem
from cms.importing.promotion_file.reading import LARGEST_FILE
from promotions.models import Promotion
from tests.factories import HomePageFactory, PromotionFactory

SUMMER = {"key": "summer-bar", "slot": "announcement_bar", "content": {"heading": "Summer"}}
WINTER = {"key": "winter-bar", "slot": "announcement_bar", "content": {"heading": "Winter"}}


@pytest.fixture
def manager(site: Site) -> User:
    user = User.objects.create_user("mira", password="for-tests-only")
    user.groups.add(Group.objects.get(name="Promotions managers"))
    return user


@pytest.fixture
def admin(client: Client, manager: User) -> Client:
    client.force_login(manager)
    return client


@pytest.fixture
def limited(client: Client, site: Site) -> Any:
    def limited(*permissions: str) -> Client:
        """A client of somebody with these permissions alone."""
        user = User.objects.create_user("otto", password="for-tests-only")
        codes = ["access_admin", *(f"{name}_promotion" for name in permissions)]
        user.user_permissions.set(Permission.objects.filter(codename__in=codes))
        client.force_login(user)
        return client

    return limited


def upload(client: Client, *promotions: Any, data: bytes | None = None, **fields: Any) -> Any:
    content = json.dumps(promotions).encode() if data is None else data
    file = SimpleUploadedFile("promotions.json", content, "application/json")
    return client.post(reverse("promotions_file"), {"file": file, **fields})


def confirm(client: Client, looked_at: Any) -> Any:
    held = looked_at.context["held"]
    return client.post(reverse("promotions_file"), {"held": held}, follow=True)


def test_the_download_is_what_the_command_dumps(admin: Client) -> None:
    PromotionFactory(key="summer-bar")

    response = admin.get(reverse("promotions_file_download"))

    assert [each["key"] for each in response.json()] == ["summer-bar"]
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="promotions-')
    assert "no-store" in response["Cache-Control"]


def test_an_upload_shows_what_would_change_and_writes_nothing(admin: Client, clock: Any) -> None:
    clock.move_to("2026-11-22T12:00:00Z")
    PromotionFactory(key="summer-bar", slot="announcement_bar", heading="Spring")
    before = Revision.objects.count(), ModelLogEntry.objects.count()
    window = {"start": "2026-12-01T00:00", "end": "2026-12-08T00:00", "time_zone": "Europe/Paris"}

    response = upload(admin, SUMMER, {**WINTER, "windows": [window]})

    html = response.content.decode()
    assert "Heading: “Spring” → “Summer”" in html
    assert "Tue 1 Dec 00:00 to Tue 8 Dec 00:00, Paris time" in html
    assert "“Winter” is shown before “Summer” (Announcement bar)" in html
    assert "1 created, 1 changed" in html
    assert (Revision.objects.count(), ModelLogEntry.objects.count()) == before
    assert Promotion.objects.count() == 1


def test_what_was_looked_at_is_loaded_as_drafts_of_the_uploader(
    admin: Client, manager: User
) -> None:
    response = confirm(admin, upload(admin, SUMMER))

    assert "The file was loaded: 1 created" in response.content.decode()
    draft = Promotion.objects.get()
    assert not draft.live
    assert draft.latest_revision.user == manager
    assert ModelLogEntry.objects.get(action="wagtail.create").user == manager


def test_with_publish_everything_in_the_file_is_public(admin: Client) -> None:
    PromotionFactory(key="summer-bar", slot="announcement_bar", heading="Summer", live=False)

    looked_at = upload(admin, SUMMER, WINTER, publish="on")
    assert "will be public as soon as you load it" in looked_at.content.decode()
    confirm(admin, looked_at)

    assert Promotion.objects.filter(live=True).count() == 2


def test_a_file_that_says_what_is_saved_has_nothing_to_confirm(admin: Client) -> None:
    PromotionFactory(key="summer-bar")
    dumped = admin.get(reverse("promotions_file_download")).json()

    html = upload(admin, *dumped).content.decode()

    assert "The file says what is saved already." in html
    assert 'name="held"' not in html


def test_what_somebody_changed_meanwhile_is_looked_at_again(admin: Client) -> None:
    promotion = PromotionFactory(key="summer-bar", slot="announcement_bar", heading="Spring")
    looked_at = upload(admin, SUMMER)
    promotion.heading = "Somebody else’s words"
    promotion.save_revision()
    before = Revision.objects.count()

    again = confirm(admin, looked_at)

    html = again.content.decode()
    assert "Somebody has changed promotions meanwhile" in html
    assert "Heading: “Somebody else’s words” → “Summer”" in html
    assert Revision.objects.count() == before
    confirm(admin, again)
    assert Promotion.objects.get().get_latest_revision_as_object().heading == "Summer"


def test_what_came_to_be_wrong_meanwhile_is_refused(admin: Client, index: ArticleIndexPage) -> None:
    button = {"label": "Read", "url": "/articles/"}
    looked_at = upload(admin, {**SUMMER, "content": {"heading": "A", "call_to_action": button}})
    index.delete()

    response = confirm(admin, looked_at)

    assert response.status_code == 422
    assert "/0/content/call_to_action/url" in response.content.decode()
    assert not Promotion.objects.exists()


class TestMistakes:
    def test_each_is_said_with_its_place_in_words_and_its_pointer(self, admin: Client) -> None:
        windows = [{"time_zone": "Mars/Olympus"}]
        wrong = {**SUMMER, "windows": windows, "audience": {"topics": ["<i>"]}, "colour": "red"}

        response = upload(admin, WINTER, wrong)

        assert response.status_code == 422
        found = {problem.pointer: place for place, problem in response.context["problems"]}
        assert found == {
            "/1/colour": "Promotion 2 “summer-bar”, “colour”",
            "/1/audience/topics/0": "Promotion 2 “summer-bar”, only with these topics",
            "/1/windows/0/time_zone": "Promotion 2 “summer-bar”, window 1, time zone",
        }
        html = response.content.decode()
        assert "3 things in this file are wrong" in html
        assert "<i>" not in html.partition("“&lt;i&gt;”")[0][-200:]
        assert not Promotion.objects.exists()

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"{", "The file is not JSON: line 1"),
            (b"\xff\xfe[", "UTF-16"),
            (b"5", "a list of promotions"),
            (b" " * (LARGEST_FILE + 1), "larger than 10 MB"),
        ],
    )
    def test_a_file_that_is_none_is_said(self, admin: Client, data: bytes, words: str) -> None:
        response = upload(admin, data=data)

        assert response.status_code == 422
        assert words in response.content.decode()

    def test_no_file_is_said_at_the_field(self, admin: Client) -> None:
        response = admin.post(reverse("promotions_file"), {})

        assert response.context["form"].errors["file"]

    def test_of_hundreds_the_first_are_listed_and_all_counted(self, admin: Client) -> None:
        html = upload(admin, *({} for _number in range(100))).content.decode()

        assert "300 things in this file are wrong" in html
        assert "and 100 more" in html
        assert html.count("<code>/") == 200


class TestWhatIsHeld:
    def test_it_comes_back_as_it_was_and_only_to_its_user(self, manager: User) -> None:
        held = holding.Held([SUMMER], 7, True, "abc")
        text = holding.hold(held, manager)

        assert holding.held_in(text, manager) == held
        with pytest.raises(holding.Lost):
            holding.held_in(text, User(pk=manager.pk + 1))
        with pytest.raises(holding.Lost):
            holding.held_in(f"{text[:-1]}{'a' if text[-1] != 'a' else 'b'}", manager)

    def test_it_is_forgotten_after_two_hours(self, admin: Client, clock: Any) -> None:
        looked_at = upload(admin, SUMMER)
        clock.shift(2 * 60 * 60 + 1)

        response = confirm(admin, looked_at)

        assert "upload the file once more" in response.content.decode()
        assert not Promotion.objects.exists()

    def test_what_does_not_fit_into_a_page_is_refused(
        self, admin: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(holding, "LONGEST", 100)

        response = upload(admin, SUMMER, WINTER)

        assert response.context["problems"][0][1] == Problem(
            (), "This file is too large to be loaded here; use manage.py load_promotions."
        )


class TestPermissions:
    def test_who_only_looks_downloads_and_is_offered_no_upload(self, limited: Any) -> None:
        client = limited("view")

        assert client.get(reverse("promotions_file_download")).status_code == 200
        assert 'type="file"' not in client.get(reverse("promotions_file")).content.decode()
        assert upload(client, SUMMER).status_code == 302
        assert not Promotion.objects.exists()

    def test_who_may_not_add_is_refused_what_is_new(self, limited: Any) -> None:
        PromotionFactory(key="winter-bar", slot="announcement_bar", heading="Old")

        response = upload(limited("change"), SUMMER, WINTER)

        [(place, problem)] = response.context["problems"]
        assert (place, problem.pointer) == ("Promotion 1 “summer-bar”", "/0")
        assert "may not add" in problem.message

    def test_who_may_not_change_is_refused_what_is_there(self, limited: Any) -> None:
        PromotionFactory(key="winter-bar", slot="announcement_bar", heading="Old")

        response = upload(limited("add"), SUMMER, WINTER)

        [(_place, problem)] = response.context["problems"]
        assert (problem.pointer, problem.message) == ("/1", "You may not change promotions.")

    def test_who_may_not_publish_is_not_offered_it_and_cannot(self, limited: Any) -> None:
        client = limited("add", "change")

        assert 'name="publish"' not in client.get(reverse("promotions_file")).content.decode()
        confirm(client, upload(client, SUMMER, publish="on"))
        assert not Promotion.objects.get().live

    def test_what_was_held_is_no_permission(self, limited: Any) -> None:
        client = limited("add")
        looked_at = upload(client, SUMMER)
        User.objects.get().user_permissions.remove(
            *Permission.objects.filter(codename="add_promotion")
        )

        assert client.post(
            reverse("promotions_file"), {"held": looked_at.context["held"]}
        ).status_code in (302, 403)
        assert not Promotion.objects.exists()

    @pytest.mark.parametrize("name", ["promotions_file", "promotions_file_download"])
    def test_an_editor_of_articles_does_not_get_at_it(
        self, client: Client, site: Site, name: str
    ) -> None:
        editor = User.objects.create_user("edda", password="for-tests-only")
        editor.groups.add(Group.objects.get(name="Editors"))
        client.force_login(editor)

        assert client.get(reverse(name)).status_code in (302, 403)
        home = client.get(reverse("wagtailadmin_home")).content.decode()
        assert reverse("promotions_file") not in home


def test_it_stands_in_the_menu_and_in_the_list(admin: Client) -> None:
    address = reverse("promotions_file")

    assert address in admin.get(reverse("wagtailadmin_home")).content.decode()
    listing = reverse("wagtailsnippets_promotions_promotion:list")
    assert address in admin.get(listing).content.decode().partition("<main")[2]


def test_the_calendar_leads_to_it_and_to_the_reasons(admin: Client) -> None:
    header = admin.get(reverse("promotions_calendar")).content.decode().partition("<main")[2]

    for name in ("promotions_file", "promotions_explain", "promotions_feed"):
        assert f'href="{reverse(name)}"' in header


def test_of_several_sites_one_is_chosen(admin: Client, site: Site) -> None:
    assert 'name="site"' not in admin.get(reverse("promotions_file")).content.decode()
    page = HomePageFactory(parent=site.root_page.get_parent(), slug="second")
    second = Site.objects.create(hostname="second.example", root_page=page)
    PromotionFactory(key="summer-bar", slot="announcement_bar", heading="First")

    confirm(admin, upload(admin, SUMMER, site=second.pk))

    assert Promotion.objects.get(site=second).get_latest_revision_as_object().heading == "Summer"
    assert Promotion.objects.get(site=site).heading == "First"
    download = reverse("promotions_file_download")
    headings = [
        admin.get(download, {"site": pk}).json()[0]["content"]["heading"]
        for pk in (second.pk, site.pk)
    ]
    assert headings == ["Summer", "First"]
