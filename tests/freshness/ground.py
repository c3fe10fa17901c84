"""A database and caches for the servers and this process alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from wagtail.models import Site

from tests.processes import copied_database

ALIAS = "default"


@contextmanager
def own_database(folder: Path, address: str) -> Iterator[str]:
    """Create an empty copy of the test database, make this process use it, and yield its URL."""
    vendor = _sqlite(folder) if connection.vendor == "sqlite" else _postgresql(address)
    with vendor as (name, url):
        own = connections.create_connection(ALIAS)
        own.settings_dict = {**own.settings_dict, "NAME": name}
        shared = connections[ALIAS]
        connections[ALIAS] = own
        try:
            _forget()
            call_command("flush", interactive=False, verbosity=0)
            _forget()
            yield url
        finally:
            own.close()
            connections[ALIAS] = shared
            _forget()


def _forget() -> None:
    """Clear what this process caches of another database."""
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


@contextmanager
def _sqlite(folder: Path) -> Iterator[tuple[str, str]]:
    file = copied_database(folder / "shared.sqlite3")
    yield str(file), f"sqlite:///{file}"


@contextmanager
def _postgresql(address: str) -> Iterator[tuple[str, str]]:
    """Copy the test database; it must not be in use meanwhile."""
    template = str(connection.settings_dict["NAME"])
    name = f"{template}_servers"
    connection.close()
    whole = urlsplit(address)
    with psycopg.connect(whole._replace(path="/postgres").geturl(), autocommit=True) as master:
        drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
        master.execute(drop)
        master.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield name, whole._replace(path=f"/{name}").geturl()
        finally:
            master.execute(drop)


def caches_at(url: str | None) -> dict[str, Any]:
    """Return the CACHES setting of a server whose CACHE_URL is `url`."""
    if url is None:
        return dict(settings.CACHES)
    return {name: {**cache, "LOCATION": url} for name, cache in settings.CACHES.items()}
