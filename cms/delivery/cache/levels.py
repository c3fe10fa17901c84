"""Is there a stored answer to this question that is right now? No viewset knows of the store.

An answer is right for as long as the database has the tokens of what it was made of
(`cms.versions.content_versions`), and its own instant of change has not come. That is asked at each
read.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from math import inf
from time import time
from typing import NamedTuple

from django.conf import settings

from cms.delivery.cache.fingerprint import release
from cms.delivery.cache.memory import Memory
from cms.delivery.cache.shared import Shared
from cms.delivery.cache.stored_response import StoredResponse
from cms.delivery.prerender import storage
from cms.publishing import scheduled_publishing
from cms.versions import content_versions


class Agenda(NamedTuple):
    """The next scheduled instant (a timestamp, and as it is), as read after a token of `ANY`."""

    token: str | None
    until: float
    instant: datetime | None


class Found(NamedTuple):
    """What a look into the store gives: the right answer, if it is there, and what holds now."""

    answer: StoredResponse | None
    token: str | None
    agenda: Agenda


_UNKNOWN = Agenda(None, -inf, None)


class Store:
    """Stored answers: of this process, of all processes, and prepared ones in the database."""

    def __init__(self) -> None:
        self.memory = Memory(settings.ANSWERS_IN_MEMORY * 1024 * 1024)
        self.shared = Shared(release().hex())
        self._agenda = _UNKNOWN

    def find(self, key: str, now: float) -> Found:
        """The answer to a question that is right at `now`, after what is due has been carried out.

        Without a token nothing guards content, and nothing is to be stored.
        """
        answer = self.memory.get(key)
        token, agenda = content_versions.current(), self._agenda
        if token != agenda.token or now >= agenda.until or token is None:
            token, agenda = self._looked_ahead(token, now)
        if answer is not None and answer.any == token and now < answer.until:
            return Found(answer, token, agenda)
        if token is None:
            return Found(None, None, agenda)
        return Found(self._looked_up(key, answer, token, now), token, agenda)

    def again(self, found: Found, key: str) -> Found:
        """What was not there a moment ago, if somebody has stored it since under the same token."""
        for answer in (self.memory.get(key), self.shared.get(key)):
            if answer is not None and answer.any == found.token and time() < answer.until:
                return found._replace(answer=answer)
        return found

    def keep(self, key: str, answer: StoredResponse, token: str | None) -> bool:
        """Store what was made after `token` was read, unless content has changed since."""
        if token is None or answer.any != token or answer.fingerprint is None:
            return False
        self.memory.put(key, answer)
        self.shared.put(key, answer)
        return True

    def _looked_ahead(self, token: str | None, now: float) -> tuple[str | None, Agenda]:
        """Carry out what is due, and see when something is again: content may have changed."""
        instant = scheduled_publishing.carry_out(datetime.fromtimestamp(now, UTC))
        until = instant.timestamp() if instant is not None else inf
        self._agenda = Agenda(token, until, instant)
        return content_versions.current(), self._agenda

    def _looked_up(
        self, key: str, held: StoredResponse | None, token: str, now: float
    ) -> StoredResponse | None:
        for level in self._levels(key, held):
            answer = level()
            if answer is not None and now < answer.until and is_right(answer, token):
                if answer is not held:
                    self.memory.put(key, answer)
                return answer
        return None

    def _levels(
        self, key: str, held: StoredResponse | None
    ) -> Iterator[Callable[[], StoredResponse | None]]:
        yield lambda: held
        yield lambda: self.shared.get(key)
        yield lambda: storage.find(key)


def is_right(answer: StoredResponse, token: str) -> bool:
    """Whether content of its scopes is as it was; one query where other content has changed."""
    if answer.any == token:
        return True
    state = content_versions.state(answer.scopes)
    if state is None or state.fingerprint != answer.fingerprint:
        return False
    answer.any = state.any
    return True
