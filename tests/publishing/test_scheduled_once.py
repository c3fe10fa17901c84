"""Is what is due carried out once, whoever comes first, and again only where it failed?"""

import logging
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from io import StringIO
from threading import Barrier

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from articles.models import ArticlePage
from cms.publishing import scheduled_publishing
from tests.factories import ArticlePageFactory, approved, moved_to_past, now, stream, text
from tests.processes import copied_database
from tests.publishing.schedules import HOUR, scheduled


def test_reading_again_changes_nothing_more(index, get):
    page = scheduled(index, slug="soon")
    moved_to_past(page, go_live_at=now())
    get("articles/soon/")
    revisions, page = Revision.objects.count(), ArticlePage.objects.get()
    get("articles/soon/")
    assert scheduled_publishing.run_due_events(timezone.now()) == 0
    again = ArticlePage.objects.get()
    assert Revision.objects.count() == revisions
    assert again.last_published_at == page.last_published_at


def test_a_failure_is_logged_and_keeps_nothing_else_from_being_published(index, get, caplog):
    broken, sound = scheduled(index, slug="broken"), scheduled(index, slug="sound")
    ArticlePageFactory(parent=index, slug="taken")
    moved_to_past(broken, go_live_at=now() - HOUR)
    moved_to_past(sound, go_live_at=now())
    revision = broken.latest_revision
    revision.refresh_from_db()
    revision.content["slug"] = "taken"
    revision.save()

    with caplog.at_level(logging.ERROR, "wellspring.schedule"):
        answer = get("articles/sound/")

    assert answer.status_code == 200
    assert "Scheduled publish" in caplog.text
    assert not ArticlePage.objects.get(pk=broken.pk).live
    assert get("articles/broken/").status_code == 404
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 1
    # It is not tried again by every read, only a minute later.
    caplog.clear()
    get("articles/sound/")
    assert "Scheduled publish" not in caplog.text


def test_a_failed_publication_is_carried_out_once_its_cause_is_gone(index, get):
    page = scheduled(index, slug="broken")
    moved_to_past(page, go_live_at=now())
    revision = page.latest_revision
    revision.refresh_from_db()
    revision.content["title"] = ""
    revision.save()
    get("articles/")
    cache.clear()
    revision.content["title"] = "Mended"
    revision.save()
    assert get("articles/broken/").json()["title"] == "Mended"


def test_what_is_more_than_can_be_done_at_once_is_due_again_now(index, monkeypatch):
    monkeypatch.setattr(scheduled_publishing, "MAX_EVENTS_PER_RUN", 1)
    at, later = now(), now() + HOUR
    for slug in ("one", "two"):
        moved_to_past(scheduled(index, slug=slug), go_live_at=at)
    scheduled(index, slug="later", go_live_at=later)
    assert scheduled_publishing.run_schedule(at) == at
    assert (scheduled_publishing.run_schedule(at), approved()) == (later, 1)


def test_what_has_failed_is_due_again_a_minute_later(index, monkeypatch):
    moved_to_past(scheduled(index, slug="one"), go_live_at=now())
    at = now()
    monkeypatch.setattr(scheduled_publishing, "_publish", lambda event: 1 / 0)
    assert (
        scheduled_publishing.run_schedule(at)
        == scheduled_publishing.run_schedule(at)
        == at + timedelta(seconds=scheduled_publishing.RETRY_SECONDS)
    )
    monkeypatch.setattr(scheduled_publishing, "run_due_events", lambda instant: 1 / 0)
    assert scheduled_publishing.run_schedule(at) == at + timedelta(
        seconds=scheduled_publishing.RETRY_SECONDS
    )


def test_the_command_publishes_what_is_due(index):
    page = scheduled(index, body=stream(text("Words.")))
    moved_to_past(page, go_live_at=now())
    for flag in ("--dry-run", "--dryrun"):
        printed = StringIO()
        call_command("publish_scheduled", flag, stdout=printed)
        assert "publish wagtailcore.Revision" in printed.getvalue()
        assert not ArticlePage.objects.get().live
    printed = StringIO()
    call_command("publish_scheduled", stdout=printed)
    assert printed.getvalue() == "Changes made: 1\n"
    assert ArticlePage.objects.get().live


SCHEDULED = "wagtail.publish.scheduled"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_readers_at_once_publish_each_article_once(index):
    if connection.vendor == "sqlite":
        pytest.skip("A SQLite database in memory has one connection: see the next test.")
    for _ in range(5):
        moved_to_past(scheduled(index), go_live_at=now())
    together, at = Barrier(4), timezone.now()

    def read(_number: int) -> int:
        together.wait(timeout=30)
        try:
            return scheduled_publishing.run_due_events(at)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as readers:
        assert sum(readers.map(read, range(4))) == 5
    assert PageLogEntry.objects.filter(action=SCHEDULED).count() == 5


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_several_processes_at_once_publish_each_article_once(index, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("The test before this one does the same on a database server.")
    for _ in range(5):
        moved_to_past(scheduled(index), go_live_at=now())
    file = copied_database(tmp_path / "copy.sqlite3")
    command = [sys.executable, "manage.py", "publish_scheduled"]
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{file}", "CACHE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "cms.settings"

    processes = [
        subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]

    printed = [process.communicate(timeout=120)[0] for process in processes]
    assert sum(int(line.removeprefix("Changes made: ")) for line in printed) == 5
    with closing(sqlite3.connect(file)) as copy:
        count = "SELECT count(*) FROM wagtailcore_pagelogentry WHERE action = ?"
        assert copy.execute(count, [SCHEDULED]).fetchone() == (5,)
