"""A Redis cache backend that behaves like an empty cache while the server is unreachable."""

import logging
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, Final

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger("wellspring.cache")

CIRCUIT_OPEN_SECONDS: Final = 2.0
"""How long no command is sent after a failure: each attempt may cost a timeout."""


class CircuitBreaker:
    """Stops calls to a server for a while after a failure; shared by all threads of a process."""

    def __init__(self) -> None:
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether a call has failed within the last CIRCUIT_OPEN_SECONDS."""
        return monotonic() < self._until

    def trip(self) -> None:
        """Stop calls for CIRCUIT_OPEN_SECONDS."""
        self._until = monotonic() + CIRCUIT_OPEN_SECONDS


# By server: Django creates a cache object for each thread.
_breakers: dict[str, CircuitBreaker] = {}


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, without errors while the server cannot be reached.

    Correctness must not depend on its contents: deletions are lost too.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._breaker = _breakers.setdefault(str(server), CircuitBreaker())

    def _call(self, default: Any, method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._breaker.is_open:
            return default
        try:
            return method(*args, **kwargs)
        except (RedisError, OSError) as error:
            self._breaker.trip()
            logger.warning("The cache failed and is not used for a moment: %s", error)
            return default

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._call(True, super().add, *args, **kwargs))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._call(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._call(None, super().set, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._call(False, super().touch, *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._call(False, super().delete, *args, **kwargs))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        found: dict[Any, Any] = self._call({}, super().get_many, *args, **kwargs)
        return found

    def set_many(self, data: Mapping[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        failed: list[Any] = self._call(list(data), super().set_many, data, *args, **kwargs)
        return failed

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._call(None, super().delete_many, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the key is there."""
        return bool(self._call(False, super().has_key, *args, **kwargs))

    def clear(self) -> None:
        self._call(None, super().clear)
