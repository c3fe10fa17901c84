"""The number of rows of a list, counted once until content changes, since counting reads all rows.

A count is stored in the process with the version of all content (ADR 0009) and expires with the
next scheduled change. Reading that version takes one short query.
"""

from collections.abc import Callable, Hashable
from datetime import datetime
from hashlib import blake2b
from threading import Lock
from typing import Final

from cachetools import LRUCache

from cms.versions import content_versions

MAX_COUNTS: Final = 2000
"""The number of counts that a process stores."""

_counts: Final[LRUCache[bytes, tuple[str, datetime | None, int]]] = LRUCache(MAX_COUNTS)
_lock: Final = Lock()


def counted(
    query: Hashable, now: datetime, changes_at: datetime | None, count: Callable[[], int]
) -> int:
    """Return the stored count of a query at `now`, or the result of `count()`.

    `changes_at` is the instant of the next scheduled change, or None.
    """
    # A digest, because clients choose how long a query is.
    key = blake2b(repr(query).encode(), digest_size=16).digest()
    # Read before counting, so that what is counted is at least as new as the version.
    version = content_versions.current()
    if version is None:
        return count()
    with _lock:
        found = _counts.get(key)
    if found is not None:
        stored_version, until, number = found
        if stored_version == version and (until is None or now < until):
            return number
    number = count()
    with _lock:
        _counts[key] = (version, changes_at, number)
    return number
