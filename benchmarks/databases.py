"""Which databases are measured, and with which settings does the project run on them?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from typing import Any

import psycopg


def find_postgresql() -> str | None:
    """The address of a PostgreSQL that lets us make databases, without a database."""
    named = os.environ.get("TEST_DATABASE_URL", "")
    urls = [named.rpartition("/")[0] if named.count("/") > 2 else named] if named else []
    urls += [f"postgres://{user}@127.0.0.1:5432" for user in ("postgres", getuser())]
    asked = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    for url in urls:
        try:
            with psycopg.connect(f"{url}/postgres", connect_timeout=3) as connection:
                if connection.execute(asked).fetchone() == (True,):
                    return url
        except psycopg.Error:
            continue
    return None


@contextmanager
def database_of_postgresql(url: str) -> Iterator[str]:
    """The address of a new, empty database, dropped at the end."""
    name = f"wellspring_bench_{os.getpid()}"
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{url}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def name_of(connection: Any) -> str:
    """A database that Django is connected to, with its version: `PostgreSQL 15.20`."""
    version = ".".join(map(str, connection.get_database_version()))
    return f"{connection.display_name} {version}"


def environment(url: str, folder: str) -> dict[str, str]:
    """The project's production settings, on a database and a folder of its own."""
    return {
        **os.environ,
        "ENV_FILE": os.devnull,
        "SECRET_KEY": "only-for-benchmarks-" + "0123456789" * 4,
        "ALLOWED_HOSTS": "*",
        "SECURE_SSL_REDIRECT": "false",
        "DEBUG": "false",
        "LOG_LEVEL": "WARNING",
        "DATABASE_URL": url,
        "CACHE_URL": "",
        "FRONTEND_URL": "",
        "MEDIA_ROOT": f"{folder}/media",
        # No files are collected for a benchmark, and each process would say so.
        "PYTHONWARNINGS": "ignore",
    }
