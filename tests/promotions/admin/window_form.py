"""How do tests enter windows in the admin, and on which day?"""

from typing import Any

import pytest

from tests.promotions.admin.promotion_form import form_data
from tests.promotions.scheduling.test_schedule import utc

NIGHT = {"weekly_days": ["fri"], "weekly_from": "22:00", "weekly_to": "02:00"}


@pytest.fixture(autouse=True)
def advent(clock: Any) -> None:
    clock.move_to(utc("2026-11-22T12:00"))


def posted(*windows: dict[str, Any]) -> dict[str, Any]:
    """What a browser posts: a field with several values is a list."""
    data = {"windows-TOTAL_FORMS": str(len(windows)), "windows-INITIAL_FORMS": "0"}
    return data | {
        f"windows-{place}-{name}": value
        for place, each in enumerate(windows)
        for name, value in each.items()
    }


def saved(*windows: dict[str, Any]) -> dict[str, Any]:
    data = form_data([{} for _each in windows])
    return data | posted(*windows)
