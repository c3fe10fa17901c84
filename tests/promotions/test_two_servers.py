"""Does an offer start and end on the second in real time, on two servers, with nothing else run?

The one test that needs the real clock. It asks both servers over and over, notes when each question
was sent and its answer received, and holds the answers against those instants alone: how long
anything took is never asserted, and where a slow machine saw too little, it looks again later.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

import pytest
from django.db import connection

from tests.processes import database_url, serving
from tests.promotions.promotion_factories import stamp, wall, window

SECOND = timedelta(seconds=1)
ZONE = "America/New_York"
Execute = Callable[[str, list[str]], None]


class Sample(NamedTuple):
    """One answer: between when and when it was made, and the offer as it told it, if it did."""

    sent: datetime
    received: datetime
    shown: tuple[str, str] | None


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def written_to(url: str) -> Iterator[Execute]:
    """A way to write in plain SQL to the database that the servers share."""
    if connection.vendor != "sqlite":

        def execute(sql: str, values: list[str]) -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)

        yield execute
        return
    file = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as shared:

        def execute_in_file(sql: str, values: list[str]) -> None:
            shared.execute(sql.replace("%s", "?"), values)

        yield execute_in_file


def ask(port: int) -> Sample:
    """What a server shows, and between which instants it said so."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as client:
        sent = now()
        client.request("GET", "/api/v1/promotions/active/?slot=modal")
        answer = client.getresponse()
        told = json.loads(answer.read())
        received = now()
    assert answer.status == 200, told
    offers = told["slots"]["modal"]
    return Sample(
        sent, received, (offers[0]["starts_at"], offers[0]["ends_at"]) if offers else None
    )


def watch(port: int, until: datetime) -> list[Sample]:
    """Ask again and again until an instant has passed."""
    samples = [ask(port)]
    while samples[-1].sent <= until:
        Event().wait(0.02)
        samples.append(ask(port))
    return samples


def saw_both_sides(samples: list[Sample], start: datetime, end: datetime) -> bool:
    """Whether there are answers of before the start, of in between and of after the end."""
    return (
        any(each.received < start for each in samples)
        and any(start <= each.sent and each.received < end for each in samples)
        and any(end <= each.sent for each in samples)
    )


def assert_right(samples: list[Sample], start: datetime, end: datetime) -> None:
    """No answer of before shows the offer, none of in between lacks it, none of after shows it."""
    for each in samples:
        if each.received < start or each.sent >= end:
            assert each.shown is None, (each, start, end)
        elif each.sent >= start and each.received < end:
            assert each.shown == (stamp(start), stamp(end)), (each, start, end)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_offer_starts_and_ends_on_the_second_under_two_servers(
    offer: Callable[..., Any], site: Any, tmp_path: Path
) -> None:
    offer("brief", windows=[window(now() - 9 * SECOND, now() - 8 * SECOND)])
    # Only now: of SQLite, the servers are given a copy.
    settings = {"DATABASE_URL": database_url(tmp_path), "CACHE_URL": ""}
    change = 'UPDATE promotions_window SET "start" = %s, "end" = %s'
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        execute = stack.enter_context(written_to(settings["DATABASE_URL"]))
        logs = [tmp_path / f"{name}.log" for name in ("first", "second")]
        ports = [stack.enter_context(serving(settings, log)) for log in logs]
        for seconds in (2, 4, 8, 16, 32):
            start = now().replace(microsecond=0) + (seconds + 1) * SECOND
            end = start + seconds * SECOND
            execute(change, [wall(start, ZONE), wall(end, ZONE)])
            watching = [pool.submit(watch, port, end) for port in ports]
            seen = [each.result() for each in watching]
            for samples in seen:
                assert_right(samples, start, end)
            if all(saw_both_sides(samples, start, end) for samples in seen):
                return
    pytest.fail("This machine answers too slowly to look at both sides of a change.")
