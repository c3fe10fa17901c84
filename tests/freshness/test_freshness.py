"""Neither of two server processes ever sends an outdated response.

Carries out 200 operations of all kinds, in an order drawn by DELIVERY_SEED. After each commit all
URLs are requested from both servers, and each response must be, to the byte, what Django renders
from the database at that moment. Each operation also declares whether it changes what is served,
and that is checked: without changes, nothing could be outdated.

DELIVERY_OPERATIONS sets their number. With DELIVERY_AT_ONCE, several operations are interleaved
step by step; then one may hide what another changes.
"""

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve
from wagtail.models import Page

from cms.versions.content_versions import ContentVersion
from tests.freshness.ground import caches_at, own_database
from tests.freshness.requests import HOST, QUESTIONS
from tests.freshness.run import Run, chosen_seed
from tests.freshness.servers import Server, own_redis, served
from tests.freshness.world import SECOND_HOST, World, build
from tests.processes import stop

OPERATIONS = int(os.environ.get("DELIVERY_OPERATIONS", "200"))
AT_ONCE = int(os.environ.get("DELIVERY_AT_ONCE", "1"))
# The origin of the requests, so that prerendered responses are read as well.
PUBLIC_URL, FRONTEND_URL = f"http://{HOST}", "https://www.example"

# On a database of its own: nothing is done to that of the other tests, so it may come first.
pytestmark = pytest.mark.database


class Admin:
    """Submits forms of the admin to one of the servers, whose process does the work."""

    def __init__(self, servers: list[Server], seed: int) -> None:
        self._servers, self._random = servers, random.Random(seed)
        self._session = ""

    def __call__(self, path: str, data: dict[str, Any]) -> None:
        if not self._session:
            client = Client()
            client.force_login(User.objects.get(username="Edda"))
            self._session = client.cookies["sessionid"].value
        status, said = self._random.choice(self._servers).post(path, data, self._session)
        done = status == 302 or said.startswith(b'{"step"')
        assert done, (path, status, said[:3000])


@pytest.fixture
def redis(settings: Any) -> Iterator[Any]:
    """The process of a Redis that the servers share; None on SQLite."""
    if connection.vendor == "sqlite":
        yield None
        return
    if shutil.which("redis-server") is None:
        pytest.skip("There is no redis-server here.")
    with own_redis() as (url, process):
        settings.CACHES = caches_at(url)
        yield process


@pytest.fixture
def run(
    settings: Any, tmp_path: Path, redis: Any, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Run]:
    """Two servers with all responses in memory, before the first operation."""
    settings.ALLOWED_HOSTS = ["testserver", SECOND_HOST]
    settings.PUBLIC_URL, settings.FRONTEND_URL = PUBLIC_URL, FRONTEND_URL
    settings.PRERENDER = True
    settings.MEDIA_ROOT = str(tmp_path / "media")
    seed, servers = chosen_seed(), list[Server]()
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        address = os.environ.get("DATABASE_URL", "")
        url = stack.enter_context(own_database(tmp_path, address))
        world = World(random.Random(seed), Admin(servers, seed))
        build(world)
        environment = {
            "DATABASE_URL": url,
            "CACHE_URL": settings.CACHES["default"]["LOCATION"] if redis else "",
            "ALLOWED_HOSTS": ",".join(settings.ALLOWED_HOSTS),
            "PUBLIC_URL": PUBLIC_URL,
            "FRONTEND_URL": FRONTEND_URL,
            "PRERENDER": "true",
            "MEDIA_ROOT": settings.MEDIA_ROOT,
            "SECURE_SSL_REDIRECT": "false",
        }
        for name in ("first", "second"):
            servers.append(stack.enter_context(served(name, tmp_path, environment)))
        made = Run(world, servers, seed, AT_ONCE)
        stack.callback(made.close)
        yield made


@pytest.mark.django_db
def test_every_question_is_put_to_an_endpoint() -> None:
    """Also creates the test database, by its mark; that of the servers is a copy of it."""
    paths = {urlsplit(question.path).path for question in QUESTIONS}
    assert {resolve(path).url_name for path in paths} >= {
        "article",
        "articles",
        "resolve",
        "active",
    }
    assert None not in {resolve(path).url_name for path in paths}


def test_no_server_answers_what_was_so_before_an_operation(run: Run, redis: Any) -> None:
    run.carry_out(OPERATIONS, halfway=lambda: stop(redis) if redis else None)

    assert not run.idle, "These say that they change what is served, and do not."
    assert_stored_answers_are_what_is_read(run)


def assert_stored_answers_are_what_is_read(run: Run) -> None:
    """A change that the database's tokens do not tell is not seen: nothing was rendered again.

    Otherwise all of this could be true because every answer is made anew.
    """
    before = run.truth
    with transaction.atomic():
        tokens = list(ContentVersion.objects.values())
        Page.objects.update(title="Behind the back of the tokens")
        ContentVersion.objects.all().delete()
        ContentVersion.objects.bulk_create([ContentVersion(**row) for row in tokens])
    for reader in run.readers:
        answers = reader.answers()
        assert {question: answers[question].answer for question in QUESTIONS} == before
    Page.objects.update(title="Seen by all")
    changed = run.look("the tokens told the truth again")
    assert len([question for question in QUESTIONS if changed[question] != before[question]]) > 9
