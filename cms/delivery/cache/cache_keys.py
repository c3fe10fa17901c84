"""Which requests ask the same, so that one stored answer is right for all of them?"""

import re
from functools import lru_cache
from typing import Any, Final

from django.conf import settings

API_PREFIX: Final = "/api/"
# Longer than any link that is meant: what is longer is answered, but never looked up or stored.
LONGEST_HOST: Final = 255
LONGEST_QUESTION: Final = 2_000
LONGEST_HEADER: Final = 500
# The charset alone: of several parameters, Django may go by another one than is seen here.
_PLAIN_UTF8: Final = re.compile(r'[^;,="]*;\s*charset=("?)utf-8\1\s*')
_TAKEN_AS_JSON: Final = frozenset({"*/*", "application/*", "application/json"})


class CacheKeys:
    """Tells a request's question from the environment of WSGI, under the present settings."""

    def __init__(self) -> None:
        header, self._https = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        self._proto = header or None
        # Then more headers choose the site than are looked at here.
        self.any_can_be_told = not (settings.USE_X_FORWARDED_HOST or settings.USE_X_FORWARDED_PORT)

    def of(self, environ: dict[str, Any]) -> str | None:
        """Scheme, port, host, path and query; None for a request that only Django can answer.

        That is one with `at`, which asks for a token; with a method that is no read; or with a
        header that may make the answer another one.
        """
        told = environ.get
        path, query = environ["PATH_INFO"], told("QUERY_STRING", "")
        if not path.startswith(API_PREFIX) or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        host = told("HTTP_HOST")
        if host is None or len(host) > LONGEST_HOST or len(path) + len(query) > LONGEST_QUESTION:
            return None
        accept = told("HTTP_ACCEPT")
        if (accept is not None and not takes_json(accept)) or "at=" in query:
            return None
        if told("SCRIPT_NAME") or not decodes_as_utf8(told("CONTENT_TYPE")):
            return None
        # An escape in a path can hold what parts a question; then there is nothing to be found.
        if "\n" in path or "\n" in query:
            return None
        return f"{self._scheme(environ)}\n{environ['SERVER_PORT']}\n{host}\n{path}\n{query}"

    def _scheme(self, environ: dict[str, Any]) -> str:
        """As `HttpRequest.scheme` tells it."""
        told = environ.get(self._proto) if self._proto is not None else None
        if told is None:
            return str(environ["wsgi.url_scheme"])
        return "https" if told.split(",", 1)[0].strip() == self._https else "http"


def takes_json(accept: str) -> bool:
    """Whether an `Accept` gets what everybody gets; in any doubt Django decides.

    >>> takes_json("text/html,application/xml;q=0.9,*/*;q=0.8")
    True
    >>> takes_json("application/json; indent=4"), takes_json("text/html")
    (False, False)
    """
    # Before anything is remembered: long headers would fill the memory of whoever does.
    return len(accept) <= LONGEST_HEADER and _takes_json(accept)


@lru_cache(maxsize=512)
def _takes_json(accept: str) -> bool:
    taken = not accept.strip()
    # An empty member of a list counts for nothing (RFC 9110, 5.6.1).
    for member in filter(str.strip, accept.split(",")):
        kind, *parameters = (part.strip().lower() for part in member.split(";"))
        if kind not in _TAKEN_AS_JSON:
            continue
        if any(not part.startswith("q=") or not part.strip("q=0.") for part in parameters):
            return False
        taken = True
    return taken


def decodes_as_utf8(content_type: str | None) -> bool:
    """Whether Django reads the query as UTF-8: a charset here says how, even of a GET."""
    if not content_type or "charset" not in (told := content_type.lower()):
        return True
    return _PLAIN_UTF8.fullmatch(told) is not None
