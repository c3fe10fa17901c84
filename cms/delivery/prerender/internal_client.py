"""Request a public response from within the process, without a server.

The request passes through all middleware, so the bytes are those that a client gets. It sends no
`request_started` or `request_finished`, so the caller's database connection stays open.
"""

from datetime import UTC
from functools import lru_cache
from io import BytesIO
from typing import Any, cast
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import timezone, translation

from cms.delivery.cache.cache_keys import CacheKeys
from cms.delivery.cache.stored_response import (
    NEXT_SCHEDULED_CHANGE,
    STORED_RESPONSE,
    StoredResponse,
)
from cms.publishing import scheduled_publishing
from cms.versions import content_versions


@lru_cache(maxsize=1)
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def wsgi_environ(url: str) -> dict[str, Any]:
    """Return the WSGI environment (PEP 3333) of a plain GET of an absolute URL."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": str(parts.port or (443 if secure else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": parts.netloc,
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": BytesIO(),
    }
    if secure and settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    return environ


def cache_key_of(url: str) -> str | None:
    """Return the cache key (`cms.delivery.cache.cache_keys`) of a GET of an absolute URL."""
    return CacheKeys().key_of(wsgi_environ(url))


def get_public(url: str) -> StoredResponse | None:
    """Return the public 200 at an absolute URL; None if there is none.

    If content changes during rendering, it is rendered once more; None if that happens again.
    """
    for _attempt in range(2):
        before = content_versions.current()
        response = _render(url)
        if response is None or response.status != 200:
            return None
        if response.content_token is not None and response.content_token == before:
            return response
    return None


def _render(url: str) -> StoredResponse | None:
    request = WSGIRequest(wsgi_environ(url))
    # A scheduled change that is being carried out may have caused this request: the view must not
    # carry out the others inside of it.
    status = scheduled_publishing.schedule_status(timezone.now().astimezone(UTC))
    request.META[NEXT_SCHEDULED_CHANGE] = status.next_instant
    # An editor's request may have activated another language and another time zone.
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        _handler().get_response(request)
    return cast("StoredResponse | None", request.META.get(STORED_RESPONSE))
