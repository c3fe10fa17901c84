"""How do tests ask the calendar of the admin, and what do they plan for it?"""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from django.test import Client
from django.urls import reverse

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
LONDON = "Europe/London"


def window(start: str | None = None, end: str | None = None, **changes: Any) -> dict[str, Any]:
    bounds = [datetime.fromisoformat(each) if each else None for each in (start, end)]
    return {"start": bounds[0], "end": bounds[1], "time_zone": LONDON, **changes}


def weekly(*days: str, start: int = 22, end: int = 2) -> dict[str, Any]:
    return window(weekly_days=list(days), weekly_from=time(start), weekly_to=time(end))


def ask(admin: Client, **query: Any) -> Any:
    response = admin.get(reverse("promotions_calendar"), query)
    assert response.status_code == 200
    return response


def lane(response: Any, slot: str) -> Any:
    return next(e["lane"] for e in response.context["lanes"] if e["lane"].slot == slot)


def headings(drawn: Iterable[Any]) -> list[str]:
    return [each.item.heading for each in drawn]
