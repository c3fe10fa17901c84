"""Who enters promotions in the admin, and how do tests fill in the form?"""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

LIST = "wagtailsnippets_promotions_promotion:list"
ADD = "wagtailsnippets_promotions_promotion:add"
EDIT = "wagtailsnippets_promotions_promotion:edit"


@pytest.fixture
def manager() -> User:
    user = User.objects.create_user("Mira", password="for-tests-only")
    user.groups.add(Group.objects.get(name="Promotions managers"))
    return user


@pytest.fixture
def admin(client: Client, manager: User) -> Client:
    client.force_login(manager)
    return client


def window(**values: Any) -> dict[str, Any]:
    return {"mode": "include", "start": "", "end": "", "time_zone": "Europe/London", **values}


def form_data(windows: list[dict[str, Any]] | None = None, **values: Any) -> dict[str, Any]:
    devices = values.pop("devices", [])
    data: dict[str, Any] = nested_form_data(
        {
            "heading": "Free shipping",
            "key": "free-shipping",
            "slot": "announcement_bar",
            "priority": "0",
            "site": Site.objects.get().pk,
            "locale": Locale.get_default().pk,
            "body": rich_text("<p>On all orders.</p>"),
            "trigger_kind": "immediate",
            "visitor": "any",
            "dismissible": "on",
            "windows": inline_formset(windows or []),
            **values,
        }
    )
    return {**data, "devices": devices}


def post(admin: Client, data: dict[str, Any], action: str = "action-publish") -> Any:
    return admin.post(reverse(ADD), {**data, action: "1"})


def errors_of(response: Any) -> dict[str, Any]:
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def window_errors(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 200
    return [dict(errors) for errors in response.context["form"].formsets["windows"].errors]
