"""What tests of promotions share, and how thoroughly those of properties search.

`HYPOTHESIS_PROFILE=nightly` makes the long search.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from wagtail.models import Site

from promotions.models import Promotion
from tests.api.openapi import assert_matches
from tests.factories import PromotionFactory

# The oracle is slow on purpose.
_PATIENT = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile("default", _PATIENT, max_examples=300)
hypothesis_settings.register_profile("nightly", _PATIENT, max_examples=5000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


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
