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
    if connection.vendor != "sqlite":
        yield
        return
    file = Path(request.config.cache.mkdir("databases")) / f"{fingerprint()}.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        call_command = management.call_command

        def call_first(name: str, *args: Any, **options: Any) -> Any:
            if name != "migrate":
                return call_command(name, *args, **options)
            patch.undo()
            if file.exists():
                return _restore(file)
            call_command(name, *args, **options)
            return _store(file)

        patch.setattr(management, "call_command", call_first)
        yield


def _restore(file: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as stored:
        stored.backup(connection.connection)


def _store(file: Path) -> None:
    """Keep this database alone: those of other code are not needed again."""
    written = file.with_suffix(f".{os.getpid()}")
    for other in file.parent.glob("*.sqlite3"):
        other.unlink(missing_ok=True)
    copied_database(written).replace(file)
