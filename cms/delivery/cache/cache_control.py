"""How long may an answer be kept by others, seen from the instant at which it is sent?"""

from datetime import datetime
from typing import Final

SHARED_SECONDS: Final = 60
"""How long a CDN may keep an answer that nothing is scheduled to change, in seconds."""
STALE_SECONDS: Final = 60
"""How long past that it may go on serving it while it asks anew or cannot reach us."""


def cache_control(now: datetime, changes_at: datetime | None) -> str:
    """`Cache-Control` of an answer sent at `now` that changes at `changes_at` (None: unknown).

    Browsers ask every time; shared caches keep it, and no directive reaches past the change.

    >>> from datetime import UTC, timedelta
    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> cache_control(noon, noon + timedelta(seconds=90))
    'public, max-age=0, must-revalidate, s-maxage=60, stale-while-revalidate=30, stale-if-error=30'
    >>> cache_control(noon, noon + timedelta(milliseconds=900))
    'no-store'
    """
    if changes_at is None:
        return LONGEST
    return cache_control_for((changes_at - now).total_seconds())


def cache_control_for(left: float) -> str:
    """The same for an answer that is right for so many seconds more; infinity: for ever."""
    if left >= SHARED_SECONDS + STALE_SECONDS:
        return LONGEST
    return _written(int(left)) if left >= 1 else "no-store"


def _written(left: int) -> str:
    shared = min(SHARED_SECONDS, left)
    stale = min(STALE_SECONDS, left - shared)
    directives = ["public", "max-age=0", "must-revalidate", f"s-maxage={shared}"]
    if stale:
        directives += [f"stale-while-revalidate={stale}", f"stale-if-error={stale}"]
    return ", ".join(directives)


LONGEST: Final = _written(SHARED_SECONDS + STALE_SECONDS)
"""What almost every answer says: nothing is near that changes it."""
