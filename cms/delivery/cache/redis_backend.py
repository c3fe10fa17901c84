"""What happens while Redis does not answer? What an empty cache would do: slower, but no errors."""

import logging
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, Final

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger("wellspring.cache")

PAUSE_SECONDS: Final = 2.0
"""For how long nobody asks a cache that has not answered: each attempt may cost a timeout."""


class Breaker:
    """Whether to ask a service that may be down; one for all threads of a process."""

    def __init__(self) -> None:
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether it failed a moment ago."""
        return monotonic() < self._until

    def trip(self) -> None:
        """Let nobody ask for a while."""
        self._until = monotonic() + PAUSE_SECONDS


# Django makes a cache object for each thread; what they have learnt is of the server.
_breakers: dict[str, Breaker] = {}


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache that holds nothing while the server cannot be reached.

    Nothing that must be right may rest on what it holds: a deletion is lost too.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._breaker = _breakers.setdefault(str(server), Breaker())

    def _ask(self, otherwise: Any, method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._breaker.is_open:
            return otherwise
        try:
            return method(*args, **kwargs)
        except (RedisError, OSError) as error:
            self._breaker.trip()
            logger.warning("The cache does not answer, and is left alone for a moment: %s", error)
            return otherwise

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the key was free, which it is in an empty cache."""
        return bool(self._ask(True, super().add, *args, **kwargs))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default."""
        return self._ask(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep a value if possible."""
        self._ask(None, super().set, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the key was there to be kept longer."""
        return bool(self._ask(False, super().touch, *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the key was there."""
        return bool(self._ask(False, super().delete, *args, **kwargs))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """Those of the keys that are there."""
        found: dict[Any, Any] = self._ask({}, super().get_many, *args, **kwargs)
        return found

    def set_many(self, data: Mapping[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        """The keys that could not be kept."""
        missed: list[Any] = self._ask(list(data), super().set_many, data, *args, **kwargs)
        return missed

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """Forget them if possible."""
        self._ask(None, super().delete_many, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the key is there."""
        return bool(self._ask(False, super().has_key, *args, **kwargs))

    def clear(self) -> None:
        """Forget all if possible."""
        self._ask(None, super().clear)
