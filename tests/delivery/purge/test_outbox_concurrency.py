"""Several processes purge each tag once; a worker purges, prerenders and retries."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from cms.delivery.models import PrerenderedResponse
from cms.delivery.purge import outbox
from cms.versions.content_versions import ContentVersion
from tests.delivery.purge.cdn import Cdn, running_cdn
from tests.factories import ArticlePageFactory
from tests.processes import database_url


@pytest.fixture
def cdn(settings: Any) -> Iterator[Cdn]:
    with running_cdn() as found:
        settings.PURGE_BACKENDS = {
            "http-1": {"BACKEND": "cms.delivery.purge.backends.HTTP", "LOCATION": found.url}
        }
        yield found


COMMITTED = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@COMMITTED
def test_several_processes_at_once_purge_each_tag_once(
    index: Any, cdn: Cdn, tmp_path: Path, settings: Any
) -> None:
    backends, settings.PURGE_BACKENDS = settings.PURGE_BACKENDS, {}
    pages = [ArticlePageFactory(parent=index) for _ in range(3)]
    settings.PURGE_BACKENDS = backends
    Page.objects.update(title="New")
    cdn.forget()
    command = [sys.executable, "manage.py", "settle"]
    environment = {
        **os.environ, "DATABASE_URL": database_url(tmp_path), "CACHE_URL": "", "PURGE_URL": cdn.url,
        "DJANGO_SETTINGS_MODULE": "cms.settings", "ANSWERS_STORED": "false",
    }  # fmt: skip

    processes = [
        subprocess.Popen(
            command, cwd=project.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]

    printed = [process.communicate(timeout=120)[0] for process in processes]
    assert printed == ["Everything is settled.\n"] * 2
    told = Counter(cdn.purged)
    assert {f"page-{page.pk}" for page in pages} <= set(told)
    assert set(told.values()) == {1}


@pytest.fixture
def worker(settings: Any) -> Any:
    """Return `worker()`, which runs all waiting tasks."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def run() -> None:
        call_command("db_worker", "--batch", "--no-startup-delay", "--no-reload", verbosity=0)

    return run


@COMMITTED
def test_a_worker_settles_and_prepares_and_tries_again_after_a_pause(
    clock: Any, index: Any, cdn: Cdn, worker: Any, settings: Any
) -> None:
    settings.ALLOWED_HOSTS, settings.PRERENDER = ["api.example"], True
    worker()
    cdn.forget()
    PrerenderedResponse.objects.all().delete()
    cdn.usual = (503, {"Retry-After": "3600"}, b"")

    article = ArticlePageFactory(parent=index, slug="sleep")
    assert cdn.calls == []
    worker()
    assert cdn.calls != []
    assert ContentVersion.objects.filter(settled=False).exists()
    again = outbox.current_state().not_before
    assert again is not None
    waiting = DBTaskResult.objects.filter(status="READY").values_list("run_after", flat=True)
    assert set(waiting) == {again}

    cdn.usual = (200, {}, b"")
    cdn.forget()
    clock.move_to(again)
    worker()
    assert f"page-{article.pk}" in cdn.purged
    assert not ContentVersion.objects.filter(settled=False).exists()
    made = set(PrerenderedResponse.objects.values_list("subject", flat=True))
    assert made == {f"page-{article.pk}", "site"}
    assert not DBTaskResult.objects.failed().exists()
