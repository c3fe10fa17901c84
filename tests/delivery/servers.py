"""How are servers started on a database of their own, asked, and stopped?"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings

from tests.delivery.questions import HOST

DEADLINE = 120
"""For how many seconds a server may take to start; nothing is said about how long one needs."""


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
def own_redis() -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A Redis that keeps nothing: its address, and the process to be stopped."""
    port = free_port()
    quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--loglevel", "warning"]
    command = [shutil.which("redis-server") or "redis-server", "--port", str(port), *quiet]
    with running(command, port, stdout=subprocess.DEVNULL) as process:
        yield f"redis://127.0.0.1:{port}/0", process


class Server:
    """One server of one process, as `make run` starts it."""

    def __init__(self, name: str, port: int, log: Path) -> None:
        self.name, self.port, self.log = name, port, log
        self._connection: HTTPConnection | None = None

    def ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """`(status, headers in small letters, body)`; reads go over a connection that is kept."""
        if self._connection is not None and method == "GET":
            try:
                return self._asked(self._connection, method, path, headers)
            except (ConnectionError, RemoteDisconnected):
                # The server closes one that nobody has used for half a minute.
                self._connection.close()
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
        return self._asked(self._connection, method, path, headers, body)

    def _asked(
        self,
        connection: HTTPConnection,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        connection.request(method, path, body=body, headers={"Host": HOST, **headers})
        answer = connection.getresponse()
        read = answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, read

    def post(self, path: str, data: dict[str, object], session: str) -> tuple[int, bytes]:
        """Send a form of the admin; `session` is the key of a user's session."""
        secret = "a" * 32
        status, headers, body = self.ask(
            "POST",
            path,
            {
                "Cookie": f"sessionid={session}; csrftoken={secret}",
                "X-CSRFToken": secret,
                "Content-Type": "application/x-www-form-urlencoded",
            },
            urlencode(data, doseq=True).encode(),
        )
        return status, headers.get("location", "").encode() or body

    def last_words(self) -> str:
        """The end of what it has logged."""
        return self.log.read_text(errors="replace")[-3000:]


@contextmanager
def served(name: str, folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    """A server with the settings of production but for HTTPS."""
    port, log = free_port(), folder / f"{name}.log"
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--blocking-threads", "2", "--log-level", "warning"),
        "cms.wsgi:application",
    ]
    told = {"DJANGO_SETTINGS_MODULE": "cms.settings", "LOG_LEVEL": "WARNING", **environment}
    with log.open("wb") as output:
        options = {"cwd": settings.BASE_DIR, "env": {**os.environ, **told}}
        with running(command, port, stdout=output, stderr=output, **options):
            yield Server(name, port, log)
