"""How long may an answer be kept, and how is an unchanged one recognised?"""

import hashlib
from datetime import datetime
from typing import Final

SHARED_SECONDS: Final = 60
"""How long a CDN may keep an answer that nothing is scheduled to change, in seconds."""
STALE_SECONDS: Final = 60
"""How long past that it may go on serving it while it asks anew or cannot reach us."""


def cache_control(now: datetime, changes_at: datetime | None) -> str:
    """`Cache-Control` of an answer made at `now` that changes at `changes_at` (None: unknown).

    Browsers ask every time; shared caches keep it, and no directive reaches past the change.

    >>> from datetime import UTC, timedelta
    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> cache_control(noon, noon + timedelta(seconds=90))
    'public, max-age=0, must-revalidate, s-maxage=60, stale-while-revalidate=30, stale-if-error=30'
    >>> cache_control(noon, noon + timedelta(milliseconds=900))
    'no-store'
    """
    shared, stale = SHARED_SECONDS, STALE_SECONDS
    if changes_at is not None:
        left = int((changes_at - now).total_seconds())
        if left < 1:
            return "no-store"
        shared = min(shared, left)
        stale = min(stale, left - shared)
    directives = ["public", "max-age=0", "must-revalidate", f"s-maxage={shared}"]
    if stale:
        directives += [f"stale-while-revalidate={stale}", f"stale-if-error={stale}"]
    return ", ".join(directives)


def etag(content: bytes) -> str:
    """A strong entity tag of the very bytes of an answer."""
    return f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
