"""Which promotion files do tests upload in the admin, and who does it?"""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

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


def upload(client: Client, *promotions: Any, data: bytes | None = None, **fields: Any) -> Any:
    content = json.dumps(promotions).encode() if data is None else data
    file = SimpleUploadedFile("promotions.json", content, "application/json")
    return client.post(reverse("promotions_file"), {"file": file, **fields})


def confirm(client: Client, looked_at: Any) -> Any:
    held = looked_at.context["held"]
    return client.post(reverse("promotions_file"), {"held": held}, follow=True)
