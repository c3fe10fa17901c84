"""Can editors take the promotion calendar out of the admin, and bring one in?"""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Revision, Site

from articles.models import ArticleIndexPage
from cms.promotion_file.json_reader import MAX_FILE_SIZE
from promotions.models import Promotion
from tests.factories import HomePageFactory, PromotionFactory
from tests.promotion_file.promotion_uploads import (
    SUMMER,
    WINTER,
    admin,
    confirm,
    manager,
    upload,
)

__all__ = ["admin", "manager"]


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
    assert "Tue 1 Dec 2026, 00:00 to Tue 8 Dec 2026, 00:00, Paris time" in html
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
            (b" " * (MAX_FILE_SIZE + 1), "larger than 10 MB"),
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
