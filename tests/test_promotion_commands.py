"""Do the commands that scripts call end with the right exit code, and write to the right stream?"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.processes import copied_database

BASE = Path(settings.BASE_DIR)


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def installation(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A new installation in a file, copied before any test of it has begun a transaction."""
    if connection.vendor != "sqlite":
        pytest.skip("The commands are the same on each database; their streams are looked at once.")
    path = tmp_path_factory.mktemp("installation") / "db.sqlite3"
    with django_db_blocker.unblock():
        return copied_database(path)


@pytest.fixture
def database(installation: Path, tmp_path: Path) -> Path:
    """A database of its own, as commands in other processes cannot see that of a test."""
    return Path(shutil.copy(installation, tmp_path / "db.sqlite3"))


def run(database: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """manage.py with the database, and with nothing else of the environment of the tests."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "CACHE_URL": "locmemcache://",
    }
    command = [sys.executable, str(BASE / "manage.py"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, cwd=BASE)


def written(path: Path, *promotions: Any) -> str:
    path.write_text(json.dumps(promotions), encoding="utf-8")
    return str(path)


SUMMER = {"key": "summer-bar", "slot": "announcement_bar", "content": {"heading": "Summer"}}


def test_loading_ends_with_0_and_says_what_it_did_on_standard_output(
    database: Path, tmp_path: Path
) -> None:
    done = run(database, "load_promotions", written(tmp_path / "good.json", SUMMER))

    assert (done.returncode, done.stderr) == (0, "")
    assert "summer-bar: created" in done.stdout
    dumped = run(database, "dump_promotions")
    assert [each["key"] for each in json.loads(dumped.stdout)] == ["summer-bar"]


def test_a_refused_file_ends_with_1_and_pointers_on_standard_error(
    database: Path, tmp_path: Path
) -> None:
    wrong = {**SUMMER, "key": "winter-bar", "slot": "footer", "priority": "high"}

    done = run(database, "load_promotions", written(tmp_path / "bad.json", wrong))

    assert (done.returncode, done.stdout) == (1, "")
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()[:2]] == [
        "/0/slot",
        "/0/priority",
    ]
    assert "Traceback" not in done.stderr
    assert "winter-bar" not in run(database, "dump_promotions").stdout


def test_a_preview_token_is_the_last_word(database: Path) -> None:
    done = run(database, "preview_token", "--minutes", "5")

    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.split()[-1]) >= 32
    assert run(database, "preview_token", "--minutes", "soon").returncode == 1
