"""What does the API answer to an address, asked from within and not over the network?

Through all of Django's middleware, so that the bytes are those that a reader gets; but no request
begins or ends, and so no connection is closed on whoever asks.
"""

from datetime import UTC
from functools import lru_cache
from io import BytesIO
from typing import Any
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


def environment_of(url: str) -> dict[str, Any]:
    """The environment of WSGI (PEP 3333) of a plain GET of an absolute URL."""
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


def question_of(url: str) -> str | None:
    """The question (`cms.delivery.cache.cache_keys`) that a GET of an absolute URL asks."""
    return CacheKeys().of(environment_of(url))


def ask(url: str) -> StoredResponse | None:
    """The public 200 at an absolute URL, right at this moment; None: there is none.

    Where content changes while it is being made, it is made once more, and then given up.
    """
    for _attempt in range(2):
        before = content_versions.current()
        answer = _rendered(url)
        if answer is None or answer.status != 200:
            return None
        if answer.any is not None and answer.any == before:
            return answer
    return None


def _rendered(url: str) -> StoredResponse | None:
    request = WSGIRequest(environment_of(url))
    # Asked for while something due is carried out, it does not carry out the rest inside of that:
    # who does counts it, and what has come by then has changed what it changes.
    request.META[NEXT_SCHEDULED_CHANGE] = scheduled_publishing.agenda(
        timezone.now().astimezone(UTC)
    ).next
    # An editor's request may have asked for another language and another time zone.
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        _handler().get_response(request)
    return request.META.get(STORED_RESPONSE)
