"""The WSGI application: stored responses of the API, and Django for everything else."""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from time import monotonic, sleep, time
from typing import Any, Final, NamedTuple

from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections

from cms.delivery.cache.cache_keys import CacheKeys
from cms.delivery.cache.levels import LookupResult, ResponseStore
from cms.delivery.cache.single_flight import Rendering, SingleFlight
from cms.delivery.cache.stored_response import (
    NEXT_SCHEDULED_CHANGE,
    STORED_RESPONSE,
    Headers,
    RequestHeaders,
    StoredResponse,
)
from cms.delivery.conf import delivery_settings

logger = logging.getLogger("wellspring.api")

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApplication = Callable[[Environ, StartResponse], Iterable[bytes]]

WAIT_SECONDS: Final = 5.0
"""How long to wait for a response that another thread or process renders."""
POLL_SECONDS: Final = 0.02
"""How often to look whether another process has stored it."""
STATUS_LINES: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class CacheableRequest(NamedTuple):
    """A request that has a cache key, with the two arguments of WSGI."""

    key: str
    environ: Environ
    start_response: StartResponse


class CacheApplication:
    """Serves stored responses; passes all other requests on to `application`."""

    def __init__(self, application: WsgiApplication) -> None:
        self.application = application
        self.cache_keys = CacheKeys()
        self.is_enabled = delivery_settings.ANSWERS_STORED and self.cache_keys.is_usable
        self.store = ResponseStore()
        self.single_flight = SingleFlight()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Respond to a request; if the database fails, Django reports the error."""
        key = self.cache_keys.key_of(environ) if self.is_enabled else None
        found = self._look_up(key) if key is not None else None
        if key is None or found is None or found.token is None:
            return self.application(environ, start_response)
        request = CacheableRequest(key, environ, start_response)
        if found.response is not None:
            return self._send(request, found.response, found.next_change.timestamp)
        return self._render_or_wait(request, found)

    def _look_up(self, key: str) -> LookupResult | None:
        """Return what is stored; None if the database fails twice."""
        try:
            return self.store.look_up(key, time())
        except (DatabaseError, InterfaceError):
            # The connection may have been lost while it was idle; Django would reopen it too.
            connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
        try:
            return self.store.look_up(key, time())
        except (DatabaseError, InterfaceError):
            logger.exception("Stored responses cannot be used")
            connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
            return None

    def _send(
        self, request: CacheableRequest, response: StoredResponse, next_change: float
    ) -> list[bytes]:
        count = len(response.encoded_bodies)
        wanted = RequestHeaders.from_environ(request.environ)
        status, headers, body = response.respond(wanted, time(), next_change)
        if len(response.encoded_bodies) != count:
            # It has grown: its size in memory is counted again.
            self.store.memory.put(request.key, response)
        request.start_response(STATUS_LINES[status], headers)
        return [body]

    def _render_or_wait(self, request: CacheableRequest, found: LookupResult) -> Iterable[bytes]:
        """Render the response, or wait while another thread does and send what that one stores."""
        deadline = monotonic() + WAIT_SECONDS
        while True:
            rendering, is_own = self.single_flight.start_or_join(request.key)
            if is_own:
                return self._render_once(request, rendering, found)
            is_finished = rendering.wait(deadline - monotonic())
            again = self._look_up(request.key)
            if again is not None and again.response is not None:
                return self._send(request, again.response, again.next_change.timestamp)
            if again is None or not is_finished or not rendering.failed:
                # Time is up, or the response is one that is not stored.
                return self.application(request.environ, request.start_response)
            found = again

    def _render_once(
        self, request: CacheableRequest, rendering: Rendering, found: LookupResult
    ) -> Iterable[bytes]:
        """Render the response unless another process is rendering it or has stored it."""
        shared, is_locked = self.store.shared, False
        try:
            is_locked = shared.acquire_render_lock(request.key)
            if is_locked:
                found = self.store.look_up_again(found, request.key)
            else:
                found = self._wait_for_other_process(request, found)
            if found.response is None:
                return self._render(request, rendering, found)
            rendering.failed = False
            return self._send(request, found.response, found.next_change.timestamp)
        finally:
            if is_locked:
                shared.release_render_lock(request.key)
            self.single_flight.finish(request.key, rendering)

    def _wait_for_other_process(
        self, request: CacheableRequest, found: LookupResult
    ) -> LookupResult:
        """Wait until another process has stored the response, for WAIT_SECONDS at most."""
        deadline, is_locked = monotonic() + WAIT_SECONDS, True
        while is_locked and found.response is None and monotonic() < deadline:
            sleep(POLL_SECONDS)
            is_locked = self.store.shared.is_render_locked(request.key)
            found = self._look_up(request.key) or found
        return found

    def _render(
        self, request: CacheableRequest, rendering: Rendering, found: LookupResult
    ) -> Iterable[bytes]:
        statuses: list[str] = []

        def start_response(status: str, headers: Headers, *exc_info: Any) -> Any:
            statuses.append(status)
            return request.start_response(status, headers, *exc_info)

        request.environ[NEXT_SCHEDULED_CHANGE] = found.next_change.instant
        body = self.application(request.environ, start_response)
        response = request.environ.get(STORED_RESPONSE)
        if response is not None:
            self.store.save(request.key, response, found.token)
        rendering.failed = not statuses or statuses[-1] >= "500"
        return body
