"""The cache application as a server calls it, with a count of what Django renders."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from cms.delivery.cache.application import CacheApplication


class Sent(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Django(BaseHandler):
    """Django as a WSGI application, without request signals, so that connections stay open."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        response = self.get_response(WSGIRequest(environ))
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return [response.content]


class Front:
    """The cache application of one server process; `rendered` counts what Django renders."""

    def __init__(self) -> None:
        self.rendered = 0
        self._django = Django()
        self.delivery = CacheApplication(self.render)
        # Raises for what PEP 3333 forbids, such as a 304 with a Content-Type.
        self._checked = validator(self.delivery)

    def render(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.rendered += 1
        return self._django(environ, start_response)

    def ask(self, endpoint: str, method: str = "GET", **headers: str) -> Sent:
        path, _mark, query = endpoint.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path if path.startswith("/") else f"/api/v1/{path}",
            "QUERY_STRING": query,
            "HTTP_HOST": "testserver",
            **headers,
        }
        setup_testing_defaults(environ)
        sent: list[Any] = []

        def start_response(status: str, lines: list[tuple[str, str]], _error: Any = None) -> Any:
            sent[:] = [status, list(lines)]
            return lambda _written: None

        answer = self._checked(environ, start_response)
        try:
            body = b"".join(answer)
        finally:
            answer.close()
        status, lines = sent
        names = [name.lower() for name, _value in lines]
        assert len(names) == len(set(names)), names
        return Sent(int(status[:3]), {name.lower(): value for name, value in lines}, body)
