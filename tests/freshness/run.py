"""Carry out operations and compare every response with the expected one."""

import gzip
import json
import logging
import os
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import unified_diff
from threading import Event
from typing import Any, Final

from tests.freshness.operations import CHANGED, KINDS, SAME, At, Step
from tests.freshness.requests import QUESTIONS, Answer, Oracle, Question, shuffled
from tests.freshness.servers import Server
from tests.freshness.world import World

logger = logging.getLogger("tests.freshness")
CODINGS: Final = {"": bytes, "gzip": gzip.decompress}
try:
    import brotli

    CODINGS["br"] = brotli.decompress
except ImportError:
    pass


@dataclass(frozen=True, slots=True)
class Seen:
    """A decoded response of a server, with its content encoding and entity tag."""

    answer: Answer
    coding: str
    tag: str


class Reader:
    """Requests URLs from one server, with earlier entity tags and random content encodings."""

    def __init__(self, server: Server, seed: int) -> None:
        self.server = server
        self._random = random.Random(seed)
        self._had: dict[tuple[Question, str], Seen] = {}

    def answers(self) -> dict[Question, Seen]:
        """Return the response of each URL, requested in a random order."""
        return {question: self.ask(question) for question in shuffled(self._random)}

    def ask(self, question: Question) -> Seen:
        """Return one response; after a 304, the earlier one."""
        coding = self._random.choice(list(CODINGS))
        had = self._had.get((question, coding))
        headers = {"Host": question.host, "Accept-Encoding": coding or "identity"}
        if had and had.answer.status == 200 and self._random.random() < 0.5:
            headers["If-None-Match"] = had.tag
        status, told, body = self.server.ask("GET", question.path, headers)
        if status == 304:
            assert "If-None-Match" in headers, question
            assert had is not None
            assert told["etag"] == had.tag, (question, told, had.tag)
            assert not body
            return had
        seen = self._seen(question, status, told, body)
        self._had[question, coding] = seen
        return seen

    def _seen(self, question: Question, status: int, told: dict[str, str], body: bytes) -> Seen:
        coding = told.get("content-encoding", "")
        assert coding in CODINGS, (question, told)
        answer = Answer(
            status,
            CODINGS[coding](body),
            told["content-type"],
            told.get("content-location"),
        )
        return Seen(answer, coding, told["etag"])


@dataclass
class Tags:
    """Checks that equal bytes have equal tags, and others have others, on all servers."""

    known: dict[tuple[Question, str, bytes], str] = field(default_factory=dict)
    used: dict[tuple[Question, str], tuple[str, bytes]] = field(default_factory=dict)

    def check(self, question: Question, seen: Seen) -> None:
        """Compare a tag with all earlier ones."""
        body, coding = seen.answer.body, seen.coding
        assert self.known.setdefault((question, coding, body), seen.tag) == seen.tag, question
        assert self.used.setdefault((question, seen.tag), (coding, body)) == (coding, body)


class Stale(AssertionError):
    """A server has sent an outdated response."""


def difference(truth: Answer, told: Answer) -> str:
    """Return a diff of the expected and the received response."""
    lines = (
        [f"{truth.status} {truth.content_type} {truth.content_location}"],
        [f"{told.status} {told.content_type} {told.content_location}"],
    )
    for answer, found in zip((truth, told), lines, strict=True):
        found += json.dumps(json.loads(answer.body), indent=1, ensure_ascii=False).splitlines()
    return "\n".join(unified_diff(lines[0], lines[1], "true", "answered", lineterm="", n=1))


class Run:
    """Carries out operations step by step; checks all servers after each step."""

    def __init__(self, world: World, servers: list[Server], seed: int, at_once: int = 1) -> None:
        self.world, self.servers, self.seed, self.at_once = world, servers, seed, at_once
        self.random = random.Random(seed)
        self.readers = [Reader(server, seed + n) for n, server in enumerate(servers)]
        self.done: list[str] = []
        self.idle: list[str] = []
        self.told: set[str] = set()
        # For reads while something is written, with connections of their own.
        self.others = [Server(each.name, each.port, each.log) for each in servers]
        self.oracle, self.tags = Oracle(), Tags()
        self._pool = ThreadPoolExecutor(2 * len(servers))
        self.truth = self.look("the beginning")

    def look(self, after: str) -> dict[Question, Answer]:
        """Request all URLs from all servers; raise Stale if one is not as expected."""
        # The servers first: they have to notice themselves what has become due.
        asked = list(self._pool.map(Reader.answers, self.readers))
        truth = self.oracle.answers()
        for reader, answers in zip(self.readers, asked, strict=True):
            for question, seen in answers.items():
                if seen.answer != truth[question]:
                    raise Stale(self._report(after, reader, question, truth[question], seen.answer))
                self.tags.check(question, seen)
        return truth

    def _report(
        self, after: str, reader: Reader, question: Question, truth: Answer, told: Answer
    ) -> str:
        still = reader.ask(question).answer
        now = "still so" if still == told else "true when asked again" if still == truth else "else"
        return (
            f"seed {self.seed}, {len(self.done)} operations done, after {after}\n"
            f"{reader.server.name} on {question} ({now})\n{difference(truth, told)}\n"
            f"before: {', '.join(self.done[-8:])}\n{reader.server.last_words()}"
        )

    def steps(self, kinds: list[str]) -> Iterator[tuple[str, Step | None]]:
        """Yield the steps of operations in this order; several at once are interleaved."""
        waiting, telling = list(kinds), []
        while waiting or telling:
            while waiting and len(telling) < self.at_once:
                kind = waiting.pop(0)
                telling.append((kind, KINDS[kind](self.world)))
            kind, story = self.random.choice(telling)
            with self._readers_at_work():
                step = next(story, None)
            if step is None:
                telling.remove((kind, story))
            else:
                yield kind, step

    def carry_out(self, number: int, halfway: Callable[[], None] = lambda: None) -> None:
        """Carry out operations of every kind in random order, until there were `number`."""
        while len(self.done) < number:
            for kind, step in self.steps(self.random.sample(list(KINDS), len(KINDS))):
                self._look_after(kind, step)
                if len(self.done) == number // 2:
                    halfway()
                # A short run has fewer operations than there are kinds.
                if len(self.done) >= number and (number < len(KINDS) or self.told == set(KINDS)):
                    return

    def _look_after(self, kind: str, step: Step) -> None:
        self.done.append(kind)
        self.told.add(kind)
        logger.info("%s %s %s", len(self.done), kind, step)
        after = f"{kind} ({step})"
        if isinstance(step, At):
            # Let everything be stored before the instant.
            list(self._pool.map(Reader.answers, self.readers))
            wait_until(step.instant)
        before, self.truth = self.truth, self.look(after)
        changed = [question for question in QUESTIONS if self.truth[question] != before[question]]
        assert step != SAME or not changed, (after, changed)
        if step == CHANGED and not changed and self.at_once == 1:
            self.idle.append(after)

    def _readers_at_work(self) -> Any:
        return at_work(self._pool, self.others, self.random.random())

    def close(self) -> None:
        self._pool.shutdown()


class at_work:  # noqa: N801 - reads as what it is: `with at_work(...):`
    """Read while something is written: what is stored then must not outlive the commit."""

    def __init__(self, pool: ThreadPoolExecutor, servers: list[Server], seed: float) -> None:
        self._pool, self._servers, self._seed = pool, servers, seed
        self._over = Event()

    def __enter__(self) -> None:
        self._reading = [self._pool.submit(self._read, server) for server in self._servers]

    def _read(self, server: Server) -> None:
        chance = random.Random(f"{self._seed} {server.name}")
        while not self._over.wait(0.01):
            question = chance.choice(QUESTIONS)
            status, _headers, body = server.ask("GET", question.path, {"Host": question.host})
            assert status in (200, 404), (question, status, body[:300])

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for reading in self._reading:
            reading.result()


def wait_until(instant: datetime) -> None:
    """Wait until an instant has passed."""
    while (left := (instant - datetime.now(UTC)).total_seconds()) >= 0:
        time.sleep(left + 0.001)


def chosen_seed() -> int:
    """Return DELIVERY_SEED, or a constant, so that failures can be reproduced."""
    return int(os.environ.get("DELIVERY_SEED", "4"))
