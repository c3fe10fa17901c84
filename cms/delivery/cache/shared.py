"""Which answers do the processes of a site share? Those in Django's cache, where it has a server.

The cache may be down, emptied or slow at any time: then there is no answer, and never an error.
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

KEPT_SECONDS: Final = 3600
"""So that what nobody asks for again goes some time: it never tells whether an answer is right."""
LONGEST_MAKING_SECONDS: Final = 10
"""After that another process makes an answer itself: who was to make it has come to nothing."""
_OF_ONE_PROCESS: Final = ("LocMemCache", "DummyCache")


class Shared:
    """Answers by their question, for all processes of the same release and settings."""

    def __init__(self, release: str) -> None:
        backend = settings.CACHES["default"]["BACKEND"]
        self.is_shared = not backend.endswith(_OF_ONE_PROCESS)
        self._prefix = f"answer:{release}:"

    def get(self, key: str) -> StoredResponse | None:
        """The answer to a question, right or outdated."""
        if not self.is_shared:
            return None
        stored = _ask(None, cache.get, self._name(key))
        return StoredResponse.from_bytes(stored) if isinstance(stored, bytes) else None

    def put(self, key: str, answer: StoredResponse) -> None:
        """Let the others have it; but not what is missing: anybody can ask for more of that."""
        if self.is_shared and answer.status == HTTPStatus.OK:
            _ask(None, cache.set, self._name(key), answer.to_bytes(), KEPT_SECONDS)

    def lead(self, key: str) -> bool:
        """Whether this process is the one to make the answer; then it calls `land` afterwards."""
        if not self.is_shared:
            return True
        return bool(_ask(True, cache.add, self._name(key, "making:"), 1, LONGEST_MAKING_SECONDS))

    def is_being_made(self, key: str) -> bool:
        """Whether some process is about to have it."""
        return bool(_ask(None, cache.get, self._name(key, "making:")))

    def land(self, key: str) -> None:
        """It is made, or cannot be."""
        if self.is_shared:
            _ask(None, cache.delete, self._name(key, "making:"))

    def _name(self, key: str, kind: str = "") -> str:
        # Short, and without what some caches refuse in a key.
        return f"{self._prefix}{kind}{blake2b(key.encode(), digest_size=20).hexdigest()}"


def _ask(otherwise: T, method: Callable[..., Any], *args: Any) -> Any | T:
    try:
        return method(*args)
    except Exception as error:
        logger.warning("The shared cache failed: %s", error)
        return otherwise
