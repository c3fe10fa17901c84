"""Give all requests that get the same stored response the same cache key."""

import re
from functools import lru_cache
from typing import Any, Final

from django.conf import settings

from cms.delivery.conf import delivery_settings

# Requests over these limits get a response, but it is never looked up or stored.
MAX_HOST_LENGTH: Final = 255
MAX_PATH_AND_QUERY_LENGTH: Final = 2_000
MAX_ACCEPT_LENGTH: Final = 500
# Exactly one charset: of several, Django may use another one than this pattern sees.
_PLAIN_UTF8: Final = re.compile(r'[^;,="]*;\s*charset=("?)utf-8\1\s*')
_ACCEPTS_JSON: Final = frozenset({"*/*", "application/*", "application/json"})


class CacheKeys:
    """Computes cache keys from the WSGI environment, under the present settings."""

    def __init__(self) -> None:
        self._prefix = delivery_settings.API_PREFIX
        header, self._https = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        self._proto_header = header or None
        # With these settings, headers that are not part of the key choose the site.
        self.is_usable = not (settings.USE_X_FORWARDED_HOST or settings.USE_X_FORWARDED_PORT)

    def key_of(self, environ: dict[str, Any]) -> str | None:
        """Return scheme, port, host, path and query as one key, or None if only Django may respond.

        None for other methods than GET and HEAD, for `at` (it requires a token), and for headers
        that may change the response.
        """
        header = environ.get
        path, query = environ["PATH_INFO"], header("QUERY_STRING", "")
        if not path.startswith(self._prefix) or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        host = header("HTTP_HOST")
        if host is None or len(host) > MAX_HOST_LENGTH:
            return None
        if len(path) + len(query) > MAX_PATH_AND_QUERY_LENGTH or "at=" in query:
            return None
        accept = header("HTTP_ACCEPT")
        if accept is not None and not accepts_json(accept):
            return None
        if header("SCRIPT_NAME") or not decodes_as_utf8(header("CONTENT_TYPE")):
            return None
        # A percent-encoded newline in a path would look like the separator of the key.
        if "\n" in path or "\n" in query:
            return None
        return f"{self._scheme(environ)}\n{environ['SERVER_PORT']}\n{host}\n{path}\n{query}"

    def _scheme(self, environ: dict[str, Any]) -> str:
        """Return the scheme as `HttpRequest.scheme` determines it."""
        forwarded = environ.get(self._proto_header) if self._proto_header is not None else None
        if forwarded is None:
            return str(environ["wsgi.url_scheme"])
        return "https" if forwarded.split(",", 1)[0].strip() == self._https else "http"


def accepts_json(accept: str) -> bool:
    """Return whether an `Accept` header gets the default JSON; False if in doubt.

    >>> accepts_json("text/html,application/xml;q=0.9,*/*;q=0.8")
    True
    >>> accepts_json("application/json; indent=4"), accepts_json("text/html")
    (False, False)
    """
    # Checked outside the cached function: long headers must not fill its cache.
    return len(accept) <= MAX_ACCEPT_LENGTH and _accepts_json(accept)


@lru_cache(maxsize=512)
def _accepts_json(accept: str) -> bool:
    accepted = not accept.strip()
    # Empty list members are ignored (RFC 9110, 5.6.1).
    for member in filter(str.strip, accept.split(",")):
        kind, *parameters = (part.strip().lower() for part in member.split(";"))
        if kind not in _ACCEPTS_JSON:
            continue
        if any(not part.startswith("q=") or not part.strip("q=0.") for part in parameters):
            return False
        accepted = True
    return accepted


def decodes_as_utf8(content_type: str | None) -> bool:
    """Return whether Django decodes the query as UTF-8: a charset here applies even to a GET."""
    if not content_type or "charset" not in (lowered := content_type.lower()):
        return True
    return _PLAIN_UTF8.fullmatch(lowered) is not None
