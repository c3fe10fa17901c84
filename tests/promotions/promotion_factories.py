"""How do tests say when an offer runs, in instants of UTC?"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


def wall(instant: datetime, zone: str = "America/New_York") -> str:
    """An instant on the clock of a place, as a window keeps it."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M:%S")


def window(
    start: datetime | None = None,
    end: datetime | None = None,
    mode: str = "include",
    zone: str = "America/New_York",
) -> dict[str, Any]:
    """The fields of a window from one instant to another; None is open."""
    return {
        "mode": mode,
        "start": wall(start, zone) if start else None,
        "end": wall(end, zone) if end else None,
        "time_zone": zone,
    }


def weekly(days: list[str], start: str, end: str, zone: str = "Europe/London") -> dict[str, Any]:
    """The fields of a window without ends that recurs."""
    return {"time_zone": zone, "weekly_days": days, "weekly_from": start, "weekly_to": end}


def stamp(instant: datetime) -> str:
    """An instant as answers tell it."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
