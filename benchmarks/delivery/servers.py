"""How is a server started for a benchmark, and ended whatever happens?

Each listens on a loopback address of its own, all on the same port. Every request names the same
host: prerendered responses are found by it.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 60
"""Seconds."""


@dataclass(frozen=True)
class Server:
    """One granian worker with one thread for Python."""

    address: str
    port: int
    host: str
    process: "subprocess.Popen[bytes]"

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{self.address}:{self.port}"

    def ask(
        self, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> tuple[HTTPResponse, bytes]:
        """A request of our own, as the benchmark sends them."""
        connection = HTTPConnection(self.address, self.port, timeout=60)
        method = "GET" if body is None else "PUT"
        connection.request(method, path, body, {**(headers or {}), "Host": self.host})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def resident_bytes(self) -> int:
        """The memory of the worker that is resident, of Linux's /proc."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        workers = [int(pid) for pid in children.split()] or [self.process.pid]
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in workers]
        return max(pages) * os.sysconf("SC_PAGE_SIZE")


def free_port(addresses: list[str]) -> int:
    """A port on which nobody listens at any of the addresses."""
    for _ in range(20):
        with socket.socket() as first:
            first.bind((addresses[0], 0))
            port: int = first.getsockname()[1]
        if all(_is_free(address, port) for address in addresses):
            return port
    raise OSError("No port is free on all loopback addresses.")


def _is_free(address: str, port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


@contextmanager
def serving(
    application: str, address: str, port: int, environment: dict[str, str]
) -> Iterator[Server]:
    """A server that answers; ended with all its processes at the end."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", address,
        "--port", str(port), "--workers", "1", "--blocking-threads", "1",
        "--log-level", "warning", application,
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        server = Server(address, port, f"127.0.0.1:{port}", process)
        _wait_for(server, application)
        yield server
    finally:
        _end(process)


def _wait_for(server: Server, application: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while True:
        if server.process.poll() is not None:
            raise RuntimeError(f"The server of {application} ended: see its messages above.")
        try:
            server.ask("/api/v1/")
        except OSError:
            if time.monotonic() > until:
                raise TimeoutError(f"The server of {application} does not answer.") from None
            time.sleep(0.2)
        else:
            return


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a server and its worker; they are a group of processes of their own."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sent)
        except ProcessLookupError:
            break
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            continue
    process.wait()
