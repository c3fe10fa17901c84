"""What do tests need that start other processes: ports, servers, a database that all can see?"""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

DEADLINE = 120
"""For how many seconds a process may take to start; nothing is said about how long one needs."""


def copied_database(file: Path) -> Path:
    """The tests' database of SQLite in a file: one in memory belongs to its process and thread."""
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    return file


def database_url(folder: Path) -> str:
    """Where other processes find the tests' database as it is now; of SQLite, a copy of it."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{copied_database(folder / 'copy.sqlite3')}"
    told = connection.settings_dict
    user, password = (quote(told[name], safe="") for name in ("USER", "PASSWORD"))
    return f"postgres://{user}:{password}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def free_port() -> int:
    """A port of loopback that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Return when somebody listens."""
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"Nothing answers on port {port}.")


@contextmanager
def running(command: list[str], port: int, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """A process that listens on a port, ended afterwards with all that it started."""
    process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
        command, start_new_session=True, **options
    )
    try:
        wait_for(port)
        yield process
    finally:
        stop(process)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process of ours, the hard way where it does not listen."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def serving(environment: Mapping[str, str], log: Path) -> Iterator[int]:
    """The port of a server of one process, as `make run` starts it but with these settings."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--blocking-threads", "2", "--log-level", "warning"),
        "cms.wsgi:application",
    ]
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings", **environment}
    with log.open("wb") as output:
        options = {"cwd": settings.BASE_DIR, "env": told, "stdout": output, "stderr": output}
        with running(command, port, **options):
            yield port
