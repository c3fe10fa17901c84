"""Copy a migrated SQLite database from pytest's cache, instead of migrating an empty one."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from hashlib import blake2b
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import management
from django.db import connection

from tests.processes import copied_database

APPS = ("articles", "cms", "home", "promotions")


def fingerprint() -> str:
    """A digest of what migrations depend on: Python, the packages installed, and our own code."""
    digest = blake2b(sys.version.encode(), digest_size=16)
    packages = {f"{each.name} {each.version}" for each in distributions()}
    digest.update("\n".join([*sorted(packages), sqlite3.sqlite_version]).encode())
    for app in APPS:
        for file in sorted((settings.BASE_DIR / app).rglob("*.py")):
            digest.update(str(file.relative_to(settings.BASE_DIR)).encode() + file.read_bytes())
    return digest.hexdigest()


@pytest.fixture(scope="session")
def migrate_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the first `migrate` of the run take the database of an earlier run of the same code."""
    cached = request.config.pluginmanager.hasplugin("cacheprovider")
    if connection.vendor != "sqlite" or not cached:
        yield
        return
    file = Path(request.config.cache.mkdir("databases")) / f"{fingerprint()}.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        call_command = management.call_command

        def call_first(name: str, *args: Any, **options: Any) -> Any:
            if name != "migrate":
                return call_command(name, *args, **options)
            patch.undo()
            if not _restore(file):
                call_command(name, *args, **options)
                _store(file)
            return None

        patch.setattr(management, "call_command", call_first)
        yield


def _restore(file: Path) -> bool:
    """Whether there is such a file, whose content the tests' database has now."""
    try:
        stored = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    except sqlite3.OperationalError:
        return False
    connection.ensure_connection()
    with closing(stored):
        stored.backup(connection.connection)
    return True


def _store(file: Path) -> None:
    """Copy the tests' database to `file`, and remove those of other code."""
    written = copied_database(file.with_suffix(f".{os.getpid()}"))
    written.replace(file)
    for other in file.parent.glob("*.sqlite3"):
        if other != file:
            other.unlink(missing_ok=True)
