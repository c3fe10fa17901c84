"""Find the stored response of a cache key that is current.

A response is current as long as the versions of its dependencies (`cms.versions.content_versions`)
are those it was rendered from, and its own instant of change is in the future. Each read checks it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from math import inf
from time import time
from typing import NamedTuple

from cms.delivery.cache.fingerprint import build_fingerprint
from cms.delivery.cache.memory import Memory
from cms.delivery.cache.shared import SharedCache
from cms.delivery.cache.stored_response import StoredResponse
from cms.delivery.conf import delivery_settings
from cms.delivery.prerender import storage
from cms.publishing import scheduled_publishing
from cms.versions import content_versions


class NextChange(NamedTuple):
    """The next scheduled change, as known while all content has the version `token`."""

    token: str | None
    timestamp: float
    instant: datetime | None


class LookupResult(NamedTuple):
    """The current response if there is one, the version of all content, the next change."""

    response: StoredResponse | None
    token: str | None
    next_change: NextChange


_UNKNOWN = NextChange(None, -inf, None)


class ResponseStore:
    """Stored responses on each level: this process, the shared cache, prerendered ones."""

    def __init__(self) -> None:
        self.memory = Memory(delivery_settings.ANSWERS_IN_MEMORY * 1024 * 1024)
        self.shared = SharedCache(build_fingerprint().hex())
        self._levels: list[Callable[[str], StoredResponse | None]] = [self.shared.get]
        if delivery_settings.PRERENDER:
            self._levels.append(storage.find)
        self._next_change = _UNKNOWN

    def look_up(self, key: str, now: float) -> LookupResult:
        """Carry out what is due at `now` (a timestamp), then look for a current response.

        `token` is None if content has no version; then nothing can be stored either.
        """
        in_memory = self.memory.get(key)
        token, next_change = content_versions.current(), self._next_change
        if token is None or token != next_change.token or now >= next_change.timestamp:
            token, next_change = self._carry_out_due(token, now)
        if token is None:
            return LookupResult(None, None, next_change)
        if in_memory is None or not in_memory.is_current(now, token):
            in_memory = self._load(key, token, now)
        return LookupResult(in_memory, token, next_change)

    def look_up_again(self, previous: LookupResult, key: str) -> LookupResult:
        """Return what another thread or process has stored meanwhile for the same content."""
        for response in (self.memory.get(key), self.shared.get(key)):
            if response is None or response.content_token != previous.token:
                continue
            if time() < response.expires_at:
                return previous._replace(response=response)
        return previous

    def save(self, key: str, response: StoredResponse, token: str | None) -> None:
        """Store a response rendered after `token` was read, unless content has changed since."""
        if token is None or response.content_token != token or response.fingerprint is None:
            return
        self.memory.put(key, response)
        self.shared.put(key, response)

    def _carry_out_due(self, token: str | None, now: float) -> tuple[str | None, NextChange]:
        instant = scheduled_publishing.run_schedule(datetime.fromtimestamp(now, UTC))
        timestamp = instant.timestamp() if instant is not None else inf
        self._next_change = NextChange(token, timestamp, instant)
        # What was due may have changed content.
        return content_versions.current(), self._next_change

    def _load(self, key: str, token: str, now: float) -> StoredResponse | None:
        for read in self._levels:
            response = read(key)
            if response is not None and response.is_current(now, token):
                self.memory.put(key, response)
                return response
        return None
