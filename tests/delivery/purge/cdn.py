"""A CDN for the tests: a local HTTP server that records purges."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Call:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def tags(self) -> list[str]:
        """The tags to purge, in any of the three formats."""
        if self.body:
            told = json.loads(self.body)
            return told.get("tags") or told["surrogate_keys"]
        return self.headers.get("surrogate-key", "").split()


@dataclass
class Cdn:
    """Responds with each of `answers` (status, headers, body) once, then always with `usual`."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    usual: tuple[int, dict[str, str], bytes] = (200, {}, b'{"success": true}')

    @property
    def purged(self) -> list[str]:
        """The tags of all calls that got a 200, sorted."""
        return sorted(tag for call in self.calls for tag in call.tags)

    def forget(self) -> None:
        self.calls.clear()


def _handler(cdn: Cdn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_PURGE(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            cdn.calls.append(Call(self.command, self.path, headers, body))
            status, extra, content = cdn.answers.pop(0) if cdn.answers else cdn.usual
            self.send_response(status)
            for name, value in {**extra, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET = do_PURGE  # noqa: N815

        def log_message(self, *args: Any) -> None:
            """Nothing."""

    return Handler


@contextmanager
def running_cdn() -> Iterator[Cdn]:
    """Run a CDN until the block ends."""
    cdn = Cdn()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(cdn))
    cdn.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield cdn
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
