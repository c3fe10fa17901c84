"""What does it cost to say what shows now, with 10, 100 and 1,000 promotions?

Timed are the timetable alone, the resolver that looks at every promotion, a plain Django filter,
and whole reads of `promotions/active/` and of a view on the plain filter; warm and after a change.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from benchmarks.offers import (
    AT_ONCE,
    SIZES,
    SLOT,
    WEEK,
    PlainOffer,
    host,
    instants,
    monday,
)
from benchmarks.plain_view import ADDRESS as PLAIN
from benchmarks.timing import Measure, interleaved
from cms.content.models import AccessToken
from cms.publishing.visibility import PublicContent
from promotions.active.timetable_cache import snapshot
from promotions.models import Promotion
from promotions.representation import candidates
from promotions.resolving.resolve import Context, Resolution, resolve
from promotions.resolving.timetable import Timetable

ROUNDS = 7
ACTIVE = "/api/v1/promotions/active/"
QUERIES = {ACTIVE: {"slot": SLOT, "path": "/articles/sleep/"}, PLAIN: {}}
CONTEXT = Context("/articles/sleep/", frozenset(), "en")


def figures() -> dict[str, Any]:
    """`{name: {median_us, least_us, most_us, rounds, repeat}}`, in a filled database."""
    sizes = [_Size(size) for size in SIZES]
    warm = [measure for each in sizes for measure in each.warm_measures()]
    cold = [measure for each in sizes for measure in each.cold_measures()]

    def between() -> None:
        # A change makes every process work its timetables out again, so these have their own turn.
        for measure in cold:
            measure.one_round()
        for each in sizes:
            each.warm()

    interleaved(warm, ROUNDS, between)
    return {measure.name: measure.figures for measure in [*warm, *cold]}


def _at(instant: datetime) -> None:
    """Let it be that instant for Django; no timer looks at this clock."""
    timezone.now = lambda: instant


class _Size:
    """One number of promotions, on a site of its own."""

    def __init__(self, size: int) -> None:
        self.size, self.client = size, Client(headers={"host": host(size)})
        self.site = Site.objects.get(hostname=host(size))
        self.year = instants(size, 0, 52)
        self.present = instants(size, 0, 1)
        self.ahead = instants(size, 52, 1)
        rows = Promotion.objects.filter(site=self.site).select_related("locale")
        public = PublicContent(self.site, next(self.present))
        self.candidates = candidates(rows.prefetch_related("windows", "topics"), public)
        self.timetable = Timetable(self.candidates)
        # Without an end: the clock is set forward and back while it is used.
        self.token = AccessToken.objects.issue(AccessToken.Kind.PREVIEW)
        self._check()

    def warm(self) -> None:
        """Read once, and let both timetables work out every week."""
        self.read(ACTIVE, monday())
        kept = snapshot(PublicContent(self.site, monday())).timetable
        for week in range(54):
            for timetable in (self.timetable, kept):
                timetable.at(monday() + week * WEEK, CONTEXT, [SLOT])

    def ask(self, at: datetime) -> Resolution:
        """One question to the timetable."""
        return self.timetable.at(at, CONTEXT, [SLOT])

    def ask_anew(self, at: datetime) -> Resolution:
        """One question to a timetable that is made for it; the windows are known."""
        return Timetable(self.candidates).at(at, CONTEXT, [SLOT])

    def walk(self, at: datetime) -> Resolution:
        """The same question to the resolver."""
        return resolve(self.candidates, at, CONTEXT, [SLOT])

    def filter(self, at: datetime) -> list[PlainOffer]:
        """The query of the peer."""
        return list(PlainOffer.shown(self.site, at))

    def read(self, address: str, at: datetime) -> Any:
        """A whole read at an instant, through every middleware."""
        _at(at)
        return self._read(address)

    def _read(self, address: str) -> Any:
        answer = self.client.get(address, QUERIES[address])
        assert answer.status_code == 200, answer.content
        return answer

    def read_at(self, at: datetime) -> Any:
        """A whole read of an instant to come, by a holder of a preview token."""
        query = {**QUERIES[ACTIVE], "at": at.strftime("%Y-%m-%dT%H:%M:%SZ")}
        bearer = {"authorization": f"Bearer {self.token}"}
        answer = self.client.get(ACTIVE, query, headers=bearer)
        assert answer.status_code == 200, answer.content
        return answer

    def _check(self) -> None:
        """Ten are active, and the reads show them: nothing empty is timed."""
        at = next(self.year)
        assert len(self.ask(at).slots[SLOT]) == AT_ONCE
        assert self.ask(at) == self.walk(at)
        _at(monday())
        assert len(self.read_at(next(self.ahead)).json()["slots"][SLOT]) == AT_ONCE
        for address in (ACTIVE, PLAIN):
            assert len(self.read(address, at).json()["slots"][SLOT]) == AT_ONCE

    def _named(self, what: str, run: Any, prepare: Callable[[], Any], repeat: int) -> Measure:
        return Measure(f"{what}, {self.size}", run, prepare, repeat)

    def _reading(
        self, what: str, address: str, when: Iterator[datetime], repeat: int = 30
    ) -> Measure:
        def prepare() -> str:
            _at(next(when))
            return address

        return self._named(what, self._read, prepare, repeat)

    def _from_now(self) -> datetime:
        """An instant of the week a year ahead, asked about from the beginning of this one."""
        _at(monday())
        return next(self.ahead)

    def warm_measures(self) -> Iterator[Measure]:
        """What is asked while nothing changes, at random instants."""
        yield self._named("timetable", self.ask, lambda: next(self.year), 500)
        yield self._named("timetable this week", self.ask, lambda: next(self.present), 500)
        yield self._named("timetable a year ahead", self.ask, lambda: next(self.ahead), 500)
        yield self._named("resolver", self.walk, lambda: next(self.year), 5)
        yield self._named("plain filter", self.filter, lambda: next(self.year), 30)
        yield self._reading("read", ACTIVE, self.year)
        yield self._reading("read this week", ACTIVE, self.present)
        yield self._reading("read a year ahead", ACTIVE, self.ahead)
        yield self._named("read with at a year ahead", self.read_at, self._from_now, 30)
        yield self._reading("plain read", PLAIN, self.year)

    def cold_measures(self) -> Iterator[Measure]:
        """What is asked first after a change."""

        def change() -> str:
            Promotion.objects.filter(site=self.site).update(priority=1)
            _at(next(self.present))
            return ACTIVE

        yield self._named("timetable made anew", self.ask_anew, lambda: next(self.year), 3)
        yield self._named("read after a change", self._read, change, 3)
