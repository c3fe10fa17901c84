"""What tests of promotions share."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client
from wagtail.models import Site

from promotions.models import Promotion
from tests.api.openapi import assert_matches
from tests.factories import PromotionFactory


@pytest.fixture
def offer(site: Any) -> Callable[..., Promotion]:
    """`offer("key", ...)`: a published promotion of the site."""

    def offer(key: str, **fields: Any) -> Promotion:
        return PromotionFactory(key=key, site=site, **fields)

    return offer


@pytest.fixture
def keys(get: Callable[..., Any]) -> Callable[..., list[str]]:
    """`keys("modal", ...)`: the keys of a slot, in order."""

    def keys(slot: str = "modal", **context: Any) -> list[str]:
        answer = get("promotions/active/", **context)
        assert answer.status_code == 200, answer.content
        assert_matches("active_promotions", answer.json())
        return [item["key"] for item in answer.json()["slots"][slot]]

    return keys


@pytest.fixture
def admin(client: Client, site: Site, settings: Any, clock: time_machine.Traveller) -> Client:
    """A promotions manager, on Wednesday 25 November 2026, ten in the morning in London."""
    settings.TIME_ZONE = "Europe/London"
    clock.move_to(datetime(2026, 11, 25, 10, tzinfo=UTC))
    user = User.objects.create_user("Mira", password="for-tests-only")
    user.groups.add(Group.objects.get(name="Promotions managers"))
    client.force_login(user)
    return client
