"""Who answers a request: the store in front of Django, or Django, and is its answer stored then?"""

import logging
from collections.abc import Callable, Iterable
from http import HTTPStatus
from time import monotonic, sleep, time
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections

from cms.delivery.cache.cache_keys import CacheKeys
from cms.delivery.cache.levels import Found, Store
from cms.delivery.cache.single_flight import Flight, SingleFlight
from cms.delivery.cache.stored_response import (
    NEXT_SCHEDULED_CHANGE,
    STORED_RESPONSE,
    Headers,
    RequestHeaders,
    StoredResponse,
)

logger = logging.getLogger("wellspring.api")

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

WAIT_SECONDS: Final = 5.0
"""How long to wait for an answer that somebody else is making, before making it as well."""
PAUSE_SECONDS: Final = 0.02
STATUS_LINES: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class Call(NamedTuple):
    """A request for what may be stored: its question, and the two arguments of WSGI."""

    key: str
    environ: Environ
    start_response: StartResponse


class CacheApplication:
    """The WSGI application: stored answers of the API, and Django for everything else."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.questions = CacheKeys()
        self.is_on = settings.ANSWERS_STORED and self.questions.any_can_be_told
        self.store = Store()
        self.flights = SingleFlight()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; errors of the database are left to Django, which tells them."""
        key = self.questions.of(environ) if self.is_on else None
        found = self._find(key) if key is not None else None
        if key is None or found is None or found.token is None:
            return self.application(environ, start_response)
        call = Call(key, environ, start_response)
        if found.answer is not None:
            return self._send(call, found.answer, found.agenda.until)
        return self._make_or_wait(call, found)

    def _find(self, key: str) -> Found | None:
        """What is stored; None where the database does not answer, not even when asked again."""
        try:
            return self.store.find(key, time())
        except (DatabaseError, InterfaceError):
            # A connection that was lost while nobody used it, as Django itself would replace it.
            connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
        try:
            return self.store.find(key, time())
        except (DatabaseError, InterfaceError):
            logger.exception("Stored answers cannot be used")
            connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
            return None

    def _send(self, call: Call, answer: StoredResponse, until: float) -> list[bytes]:
        codings = len(answer.codings)
        status, headers, body = answer.respond(
            RequestHeaders.from_environ(call.environ), time(), until
        )
        if len(answer.codings) != codings:
            self.store.memory.put(call.key, answer)
        call.start_response(STATUS_LINES[status], headers)
        return [body]

    def _make_or_wait(self, call: Call, found: Found) -> Iterable[bytes]:
        """Make the answer, unless another thread is about to: then take what that one stores."""
        until = monotonic() + WAIT_SECONDS
        while True:
            flight, leads = self.flights.join(call.key)
            if leads:
                return self._lead(call, flight, found)
            is_over = flight.wait(until - monotonic())
            again = self._find(call.key)
            if again is not None and again.answer is not None:
                return self._send(call, again.answer, again.agenda.until)
            if again is None or not is_over or not flight.failed:
                return self.application(call.environ, call.start_response)
            found = again

    def _lead(self, call: Call, flight: Flight, found: Found) -> Iterable[bytes]:
        shared, leads = self.store.shared, False
        try:
            leads = shared.lead(call.key)
            # Somebody may have made it since it was looked for, or be about to.
            found = (
                self.store.again(found, call.key) if leads else self._made_elsewhere(call, found)
            )
            if found.answer is None:
                return self._make(call, flight, found)
            flight.failed = False
            return self._send(call, found.answer, found.agenda.until)
        finally:
            if leads:
                shared.land(call.key)
            self.flights.land(call.key, flight)

    def _made_elsewhere(self, call: Call, found: Found) -> Found:
        """What another process has stored within the time; without an answer if it has not."""
        until, is_being_made = monotonic() + WAIT_SECONDS, True
        while is_being_made and found.answer is None and monotonic() < until:
            sleep(PAUSE_SECONDS)
            is_being_made = self.store.shared.is_being_made(call.key)
            found = self._find(call.key) or found
        return found

    def _make(self, call: Call, flight: Flight, found: Found) -> Iterable[bytes]:
        statuses: list[str] = []

        def watched(status: str, headers: Headers, *exc_info: Any) -> Any:
            statuses.append(status)
            return call.start_response(status, headers, *exc_info)

        call.environ[NEXT_SCHEDULED_CHANGE] = found.agenda.instant
        body = self.application(call.environ, watched)
        answer = call.environ.get(STORED_RESPONSE)
        if answer is not None:
            self.store.keep(call.key, answer, found.token)
        flight.failed = not statuses or statuses[-1] >= "500"
        return body
