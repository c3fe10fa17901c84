"""Share responses between processes through Django's cache, if that has a server.

The cache may be down, empty or slow at any time: then nothing is found, and no error is raised.
"""

import logging
from collections.abc import Callable
from hashlib import blake2b
from http import HTTPStatus
from typing import Any, Final, TypeVar

from django.conf import settings
from django.core.cache import cache

from cms.delivery.cache.stored_response import StoredResponse

logger = logging.getLogger("wellspring.api")
T = TypeVar("T")

SHARED_CACHE_TIMEOUT: Final = 3600
"""Seconds. Removes what nobody requests any more; says nothing about whether it is current."""
RENDER_LOCK_TIMEOUT: Final = 10
"""Seconds after which another process renders the response: the first one has failed."""
_SINGLE_PROCESS_BACKENDS: Final = ("LocMemCache", "DummyCache")


class SharedCache:
    """Responses by cache key, for all processes with the same build fingerprint."""

    def __init__(self, fingerprint: str) -> None:
        backend = settings.CACHES["default"]["BACKEND"]
        self.is_shared = not backend.endswith(_SINGLE_PROCESS_BACKENDS)
        self._prefix = f"response:{fingerprint}:"

    def get(self, key: str) -> StoredResponse | None:
        """Return the response stored under a key, current or outdated."""
        if not self.is_shared:
            return None
        stored = _call(None, cache.get, self._name(key))
        return StoredResponse.from_bytes(stored) if isinstance(stored, bytes) else None

    def put(self, key: str, response: StoredResponse) -> None:
        """Store a 200; 404s are not stored, since anybody can request any number of them."""
        if self.is_shared and response.status == HTTPStatus.OK:
            _call(None, cache.set, self._name(key), response.to_bytes(), SHARED_CACHE_TIMEOUT)

    def acquire_render_lock(self, key: str) -> bool:
        """Return whether this process should render; then it must call `release_render_lock`."""
        if not self.is_shared:
            return True
        name = self._name(key, "lock:")
        return bool(_call(True, cache.add, name, 1, RENDER_LOCK_TIMEOUT))

    def is_render_locked(self, key: str) -> bool:
        """Return whether some process is rendering the response."""
        return bool(_call(None, cache.get, self._name(key, "lock:")))

    def release_render_lock(self, key: str) -> None:
        """Release the lock, whether rendering succeeded or not."""
        if self.is_shared:
            _call(None, cache.delete, self._name(key, "lock:"))

    def _name(self, key: str, kind: str = "") -> str:
        # Hashed: cache backends limit the length and the characters of a key.
        return f"{self._prefix}{kind}{blake2b(key.encode(), digest_size=20).hexdigest()}"


def _call(default: T, method: Callable[..., Any], *args: Any) -> Any | T:
    try:
        return method(*args)
    except Exception as error:
        logger.warning("The shared cache failed: %s", error)
        return default
