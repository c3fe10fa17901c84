"""Threads and processes share what one has rendered, and go on if the cache stops.

The "processes" are several `Front`s in this one; the cache is a Redis of its own.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event, Lock
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.db import connection, connections

from articles.models import ArticlePage
from cms.delivery.cache import application as front_module
from cms.delivery.cache import redis_backend as content_caches
from tests.delivery.cache.applications import Front, Sent
from tests.factories import ArticlePageFactory
from tests.processes import copied_database

COMMITTED = pytest.mark.django_db(transaction=True, serialized_rollback=True)
AT_ONCE = 200


class Redis:
    """A Redis server on a free port, without persistence."""

    def __init__(self, program: str) -> None:
        self.program = program
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.start()

    def start(self) -> None:
        quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
        command = [self.program, "--port", str(self.port), *quiet]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise TimeoutError("Redis does not start.")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis(delivery_settings: Any) -> Iterator[Redis]:
    """Django's cache is this server during the test."""
    program = shutil.which("redis-server")
    if program is None:
        assert os.environ.get("CI") != "true", "With CI=true nothing may be missing."
        pytest.skip("There is no redis-server.")
    server = Redis(program)
    delivery_settings.CACHES = {
        name: {
            "BACKEND": "cms.delivery.cache.redis_backend.ForgivingRedisCache",
            "LOCATION": f"redis://127.0.0.1:{server.port}/0",
            "KEY_PREFIX": name,
        }
        for name in ("default", "renditions")
    }
    yield server
    server.stop()
    caches.close_all()


@pytest.fixture
def article(redis: Redis, index: Any) -> ArticlePage:
    return ArticlePageFactory(parent=index, slug="sleep", title="Sleep")


def retitle(title: str) -> None:
    ArticlePage.objects.update(title=title)


def test_what_one_process_has_rendered_the_others_need_not(article):
    one, other = Front(), Front()
    assert one.ask("articles/sleep/") == other.ask("articles/sleep/")
    assert (one.rendered, other.rendered) == (1, 0)


def test_what_is_shared_is_never_older_than_the_content(article):
    one, other = Front(), Front()
    one.ask("articles/sleep/")
    retitle("Rest")
    assert b'"Rest"' in other.ask("articles/sleep/").body
    assert b'"Rest"' in one.ask("articles/sleep/").body
    assert (one.rendered, other.rendered) == (1, 1)


def test_what_another_release_has_stored_is_not_used(article):
    one, other = Front(), Front()
    one.ask("articles/sleep/")
    other.delivery.store.shared._prefix = "response:another-release:"
    other.ask("articles/sleep/")
    assert other.rendered == 1


def test_rubbish_in_the_cache_is_no_answer(article):
    one, other = Front(), Front()
    right = one.ask("articles/sleep/")
    store = one.delivery.store.shared
    key = one.delivery.store.memory._cache.popitem()[0]
    for rubbish in (b"", b"wellspring response 1\n{", "text", 7, {"status": 200}):
        cache.set(store._name(key), rubbish)
        assert Front().ask("articles/sleep/") == right
    assert other.ask("articles/sleep/") == right


def test_a_cache_that_stops_half_way_costs_time_and_no_error(article, redis, monkeypatch):
    asked = []
    breaker = content_caches.CircuitBreaker.trip
    monkeypatch.setattr(
        content_caches.CircuitBreaker, "trip", lambda self: (asked.append(self), breaker(self))
    )
    fronts = [Front(), Front()]
    for title in ("Before", "Between"):
        retitle(title)
        for each in fronts:
            assert title.encode() in each.ask("articles/sleep/").body
    redis.stop()
    for title in ("Stopped", "Still stopped"):
        retitle(title)
        for each in fronts:
            assert title.encode() in each.ask("articles/sleep/").body
            assert each.ask("articles/nothing/").status == 404
    # One failure opens the circuit for all: not each request waits for a timeout.
    assert 0 < len(asked) < 12
    redis.start()
    monkeypatch.setattr(content_caches, "CIRCUIT_OPEN_SECONDS", 0.0)
    content_caches._breakers.clear()
    caches.close_all()
    retitle("After")
    for each in (*fronts, Front()):
        assert b"After" in each.ask("articles/sleep/").body


def test_another_cache_that_raises_costs_no_error_either(article, settings):
    settings.CACHES = {
        name: {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
        for name in ("default",)
    } | {"renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    shared = Front().delivery.store.shared
    assert shared.is_shared
    assert shared.get("key") is None
    assert shared.acquire_render_lock("key")
    assert not shared.is_render_locked("key")
    shared.release_render_lock("key")


@pytest.fixture
def own_connections(db: Any, tmp_path: Any) -> Iterator[None]:
    """Let threads connect to a copy of the database: one in memory belongs to one thread."""
    if connection.vendor != "sqlite":
        yield
        return
    file = copied_database(tmp_path / "copy.sqlite3")
    name = connections.settings["default"]["NAME"]
    connections.settings["default"]["NAME"] = str(file)
    yield
    connections.settings["default"]["NAME"] = name


class Crowd:
    """Many simultaneous requests: rendering starts only when all have been sent."""

    def __init__(self, threads: int) -> None:
        self.threads, self.arrived = threads, 0
        self.all_here, self._lock = Event(), Lock()

    def ask(self, front: Front, endpoint: str) -> Sent:
        with self._lock:
            self.arrived += 1
            if self.arrived == self.threads:
                self.all_here.set()
        try:
            return front.ask(endpoint)
        finally:
            connection.close()

    def before(self, front: Front) -> Any:
        """Return the application, delayed until all requests have been sent."""
        render = front.delivery.application

        def waiting(environ: Any, start_response: Any) -> Any:
            self.all_here.wait(60)
            time.sleep(0.2)
            return render(environ, start_response)

        return waiting


def crowded(fronts: list[Front], endpoint: str, monkeypatch: Any) -> list[Sent]:
    # A busy machine may need longer than WAIT_SECONDS.
    monkeypatch.setattr(front_module, "WAIT_SECONDS", 60.0)
    # PostgreSQL accepts a hundred connections.
    threads = AT_ONCE if connection.vendor == "sqlite" else 24
    crowd = Crowd(threads)
    for front in fronts:
        front.delivery.application = crowd.before(front)
    with ThreadPoolExecutor(threads) as pool:
        asked = [
            pool.submit(crowd.ask, fronts[number % len(fronts)], endpoint)
            for number in range(AT_ONCE)
        ]
        return [each.result(timeout=120) for each in asked]


@COMMITTED
@pytest.mark.parametrize("processes", [1, 2])
def test_a_crowd_that_asks_for_one_cold_answer_costs_one_rendering(
    article, own_connections, monkeypatch, processes
):
    fronts = [Front() for _ in range(processes)]
    answers = crowded(fronts, "articles/sleep/", monkeypatch)
    assert [answer.status for answer in answers] == [200] * AT_ONCE
    assert len({(answer.body, answer.headers["etag"]) for answer in answers}) == 1
    assert sum(front.rendered for front in fronts) == 1


@COMMITTED
def test_a_crowd_that_asks_for_what_is_not_stored_waits_for_nobody(
    article, own_connections, monkeypatch
):
    front = Front()
    answers = crowded([front], "articles/?limit=0", monkeypatch)
    assert {answer.status for answer in answers} == {400}
    assert front.rendered == AT_ONCE


@COMMITTED
def test_where_one_fails_the_next_one_makes_the_answer(article, own_connections, monkeypatch):
    front, render = Front(), None
    render = front.delivery.application

    def failing_once(environ: Any, start_response: Any) -> Any:
        if not front.rendered:
            front.rendered += 1
            raise RuntimeError("The first one comes to nothing.")
        return render(environ, start_response)

    front.delivery.application = failing_once
    monkeypatch.setattr(front_module, "WAIT_SECONDS", 60.0)
    crowd = Crowd(20)
    front.delivery.application = crowd.before(front)
    with ThreadPoolExecutor(20) as pool:
        asked = [pool.submit(crowd.ask, front, "articles/sleep/") for _ in range(20)]
        failed = [each for each in asked if each.exception(timeout=120)]
    assert len(failed) == 1
    assert {each.result().status for each in asked if each not in failed} == {200}
    assert front.rendered == 2


@COMMITTED
@pytest.mark.skipif(connection.vendor != "postgresql", reason="A database without connections")
def test_a_connection_that_was_cut_is_opened_anew(article):
    front = Front()
    before = front.ask("articles/sleep/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    time.sleep(0.2)
    assert front.ask("articles/sleep/") == before
    retitle("Rest")
    assert b"Rest" in front.ask("articles/sleep/").body
