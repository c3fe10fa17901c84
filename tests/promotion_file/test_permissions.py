"""Who may upload a promotion file, load what they looked at, and publish it?"""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.promotion_file import signed_upload
from cms.promotion_file.problems import Problem
from promotions.models import Promotion
from tests.factories import PromotionFactory
from tests.promotion_file.promotion_uploads import (
    SUMMER,
    WINTER,
    admin,
    confirm,
    manager,
    upload,
)

__all__ = ["admin", "manager"]


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


class TestWhatIsHeld:
    def test_it_comes_back_as_it_was_and_only_to_its_user(self, manager: User) -> None:
        held = signed_upload.Upload([SUMMER], 7, True, "abc")
        text = signed_upload.sign(held, manager)

        assert signed_upload.unsign(text, manager) == held
        with pytest.raises(signed_upload.InvalidUpload):
            signed_upload.unsign(text, User(pk=manager.pk + 1))
        with pytest.raises(signed_upload.InvalidUpload):
            signed_upload.unsign(f"{text[:-1]}{'a' if text[-1] != 'a' else 'b'}", manager)

    def test_it_is_forgotten_after_two_hours(self, admin: Client, clock: Any) -> None:
        looked_at = upload(admin, SUMMER)
        clock.shift(2 * 60 * 60 + 1)

        response = confirm(admin, looked_at)

        assert "upload the file once more" in response.content.decode()
        assert not Promotion.objects.exists()

    def test_what_does_not_fit_into_a_page_is_refused(
        self, admin: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(signed_upload, "MAX_UPLOAD_LENGTH", 100)

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
