"""The responses that this process stores: the most recently used ones, within a number of bytes."""

from operator import itemgetter
from threading import Lock
from typing import Final

from cachetools import LRUCache

from cms.delivery.cache.stored_response import StoredResponse

MAX_SHARE: Final = 8
"""A response larger than this fraction (1/8) of the capacity is not stored: it would evict most."""


class Memory:
    """A thread-safe LRU cache of responses by cache key.

    `capacity` is in bytes and counts each response in every content coding made so far.
    """

    def __init__(self, capacity: int) -> None:
        self._cache: LRUCache[str, tuple[StoredResponse, int]] = LRUCache(capacity, itemgetter(1))
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._cache)

    @property
    def capacity(self) -> float:
        """The greatest size in bytes."""
        return self._cache.maxsize

    @property
    def size(self) -> float:
        """The sum of the sizes when they were last put, in bytes."""
        return self._cache.currsize

    def get(self, key: str) -> StoredResponse | None:
        """Return the response of a key, which becomes the most recently used one."""
        with self._lock:
            found = self._cache.get(key)
        return found[0] if found is not None else None

    def put(self, key: str, answer: StoredResponse) -> None:
        """Store a response, or update the size of a stored one after a coding was added."""
        size = answer.size + 2 * len(key)
        with self._lock:
            if size * MAX_SHARE > self.capacity:
                self._cache.pop(key, None)
            else:
                self._cache[key] = (answer, size)
