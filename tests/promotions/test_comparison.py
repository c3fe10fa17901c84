"""Does the comparison of two versions of a promotion show what changed in its windows?"""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from promotions.models import Promotion, Window
from tests.factories import PromotionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

NOVEMBER = {"start": datetime(2026, 11, 27, 9), "time_zone": "Europe/London"}


def compared(client: Client, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> str:
    """The page that compares a version with some windows to the next with others."""
    promotion: Promotion = PromotionFactory(windows=before)
    promotion.save_revision()
    promotion.windows.set([Window(**values) for values in after])
    promotion.save_revision()
    name = "wagtailsnippets_promotions_promotion:revisions_compare"
    response = client.get(reverse(name, args=[promotion.pk, "earliest", "latest"]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [([], [NOVEMBER]), ([NOVEMBER], [])],
    ids=["added", "removed"],
)
def test_a_window_that_was_added_or_removed_is_shown(
    admin_client: Client, before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    assert "Fri 27 Nov 2026 09:00" in compared(admin_client, before, after)


def test_a_window_whose_start_changed_shows_both_times(admin_client: Client) -> None:
    html = compared(admin_client, [NOVEMBER], [{**NOVEMBER, "start": datetime(2026, 11, 28, 9)}])
    assert "Fri 27 Nov 2026 09:00" in html
    assert "Sat 28 Nov 2026 09:00" in html
