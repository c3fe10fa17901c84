"""Start servers, send requests to them, stop them."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from urllib.parse import urlencode

from tests.freshness.requests import HOST
from tests.processes import DEADLINE, free_port, running, serving


@contextmanager
def own_redis() -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Start a Redis without persistence; yield its URL and its process."""
    port = free_port()
    quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--loglevel", "warning"]
    command = [shutil.which("redis-server") or "redis-server", "--port", str(port), *quiet]
    with running(command, port, stdout=subprocess.DEVNULL) as process:
        yield f"redis://127.0.0.1:{port}/0", process


class Server:
    """A server with one process, started as `make run` does."""

    def __init__(self, name: str, port: int, log: Path) -> None:
        self.name, self.port, self.log = name, port, log
        self._connection: HTTPConnection | None = None

    def ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers with lower-case names, and body; reads reuse one connection."""
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
        """Submit a form of the admin; `session` is the key of a user's session."""
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
        """Return the end of its log."""
        return self.log.read_text(errors="replace")[-3000:]


@contextmanager
def served(name: str, folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    """Start a server with production settings, except HTTPS."""
    log = folder / f"{name}.log"
    with serving({"LOG_LEVEL": "WARNING", **environment}, log) as port:
        yield Server(name, port, log)
