"""Write the `Cache-Control` header of a public response."""

from datetime import datetime
from typing import Final

SHARED_SECONDS: Final = 60
"""How long a CDN may store a response that no scheduled change affects, in seconds."""
STALE_SECONDS: Final = 60
"""How long after that it may serve it while it revalidates or while the origin fails."""


def cache_control(now: datetime, changes_at: datetime | None) -> str:
    """Return the `Cache-Control` of a response sent at `now` that changes at `changes_at`.

    Browsers revalidate each time; shared caches store it. No directive reaches past `changes_at`.

    >>> from datetime import UTC, timedelta
    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> cache_control(noon, noon + timedelta(seconds=90))
    'public, max-age=0, must-revalidate, s-maxage=60, stale-while-revalidate=30, stale-if-error=30'
    >>> cache_control(noon, noon + timedelta(milliseconds=900))
    'no-store'
    """
    if changes_at is None:
        return FULL_LIFETIME
    return cache_control_for((changes_at - now).total_seconds())


def cache_control_for(seconds_left: float) -> str:
    """Return the same for a response that changes in `seconds_left` (infinity: no change known)."""
    if seconds_left >= SHARED_SECONDS + STALE_SECONDS:
        return FULL_LIFETIME
    return _directives(int(seconds_left)) if seconds_left >= 1 else "no-store"


def _directives(seconds_left: int) -> str:
    shared = min(SHARED_SECONDS, seconds_left)
    stale = min(STALE_SECONDS, seconds_left - shared)
    directives = ["public", "max-age=0", "must-revalidate", f"s-maxage={shared}"]
    if stale:
        directives += [f"stale-while-revalidate={stale}", f"stale-if-error={stale}"]
    return ", ".join(directives)


FULL_LIFETIME: Final = _directives(SHARED_SECONDS + STALE_SECONDS)
"""The header of almost every response: no change is scheduled within its lifetime."""
