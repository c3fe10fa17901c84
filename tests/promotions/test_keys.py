"""Is a key of one promotion only, also where a draft is to change it, however it is published?"""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.models import ModelLogEntry, Revision, Site, Workflow

from cms.publishing.rules import NotPublishable
from promotions import keys
from promotions.models import Promotion
from tests.factories import PromotionFactory
from tests.promotions.admin.promotion_form import (
    ADD,
    EDIT,
    admin,
    errors_of,
    form_data,
    manager,
    post,
)

__all__ = ["admin", "manager"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

SAID = "Another promotion of this site has this key."
ACTION = "wagtailsnippets_promotions_promotion:workflow_action"


def renaming(**fields: Any) -> Promotion:
    """A promotion with a draft that changes its key to `renamed`."""
    promotion = PromotionFactory(key="first", **fields)
    promotion.key = "renamed"
    promotion.save_revision()
    return Promotion.objects.get(pk=promotion.pk)


def state() -> list[Any]:
    """All that saving or publishing writes."""
    rows = Promotion.objects.order_by("pk").values()
    return [list(rows), Revision.objects.count(), ModelLogEntry.objects.count()]


class TestTaken:
    def test_a_key_is_taken_by_a_row_and_by_a_draft(self, site: Site) -> None:
        promotion = renaming()
        every = Promotion.objects.of_site(site)

        assert keys.is_taken(every, "first")
        assert keys.is_taken(every, "renamed")
        assert not keys.is_taken(every, "renamed", besides=promotion.pk)
        assert not keys.is_taken(every, "other")

    def test_another_site_has_keys_of_its_own(self, site: Site) -> None:
        renaming()
        other = Site.objects.create(hostname="second.example", root_page=site.root_page)

        assert not keys.is_taken(Promotion.objects.of_site(other), "renamed")

    def test_what_a_draft_wanted_once_is_free_again(self, site: Site) -> None:
        promotion = renaming()
        promotion.get_latest_revision_as_object().save_revision()
        draft = promotion.get_latest_revision_as_object()
        draft.key = "third"
        draft.save_revision()

        assert not keys.is_taken(Promotion.objects.of_site(site), "renamed")


class TestTheForm:
    @pytest.mark.parametrize("action", ["action-publish", "save-draft"])
    def test_a_key_that_a_draft_wants_is_refused(self, admin: Client, action: str) -> None:
        renaming()

        response = post(admin, form_data(key="renamed"), action)

        assert errors_of(response) == {"key": ["Another promotion of this site has this key."]}
        assert Promotion.objects.count() == 1

    def test_the_draft_itself_keeps_it(self, admin: Client) -> None:
        promotion = renaming()
        data = {**form_data(key="renamed"), "action-publish": "1"}

        assert admin.post(reverse(EDIT, args=[promotion.pk]), data).status_code == 302
        assert Promotion.objects.get().key == "renamed"

    def test_who_publishes_just_after_another_is_told_and_saves_nothing(
        self, admin: Client
    ) -> None:
        promotion = PromotionFactory(key="first")
        before = state()

        def come_in_between(request: Any, instance: Any) -> None:
            PromotionFactory(key="renamed")

        with hooks.register_temporarily("before_publish", come_in_between):
            data = {**form_data(key="renamed"), "action-publish": "1"}
            response = admin.post(reverse(EDIT, args=[promotion.pk]), data)

        assert errors_of(response) == {"key": ["Another promotion of this site has this key."]}
        assert response.context["form"]["heading"].value() == "Free shipping"
        assert state() == before

    def test_who_adds_just_after_another_is_told_and_saves_nothing(self, admin: Client) -> None:
        before = state()

        def come_in_between(sender: Any, instance: Promotion, **kwargs: Any) -> None:
            pre_save.disconnect(come_in_between, sender=Promotion)
            PromotionFactory(key=instance.key)

        pre_save.connect(come_in_between, sender=Promotion)
        response = post(admin, form_data(key="renamed"))

        assert errors_of(response) == {"key": ["Another promotion of this site has this key."]}
        assert f'action="{reverse(ADD)}"' in response.content.decode()
        assert state() == before


class TestPublishing:
    def test_a_version_whose_key_is_taken_is_not_published(self) -> None:
        promotion = renaming(live=False)
        PromotionFactory(key="renamed")
        before = state()

        with pytest.raises(NotPublishable) as caught:
            promotion.latest_revision.publish()

        assert str(caught.value) == SAID
        assert state() == before

    @pytest.mark.parametrize("is_ajax", [False, True])
    def test_approving_it_says_why_and_leaves_it_in_review(
        self, admin: Client, manager: User, is_ajax: bool
    ) -> None:
        promotion = renaming(live=False)
        Workflow.objects.get(name="Promotion approval").start(promotion, manager)
        task = promotion.current_workflow_task_state
        PromotionFactory(key="renamed")
        before = state()

        url = reverse(ACTION, args=[promotion.pk, "approve", task.pk])
        headers = {"x-requested-with": "XMLHttpRequest"} if is_ajax else {}
        response = admin.post(url, headers=headers)

        edit = reverse(EDIT, args=[promotion.pk])
        if is_ajax:
            assert response.json()["redirect"] == edit
        else:
            assert response["Location"] == edit
        html = admin.get(edit).content.decode()
        assert f"“{promotion.heading}” cannot be published yet: <ul><li>{SAID}</li></ul>" in html
        assert state() == before
        task.refresh_from_db()
        assert task.status == task.STATUS_IN_PROGRESS
