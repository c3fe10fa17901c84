"""Middleware of the API: the headers of every response, and the response that can be stored."""

from collections.abc import Callable
from time import time
from typing import Final, cast

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from cms.delivery.cache.content_encoding import etag
from cms.delivery.cache.stored_response import (
    CORS,
    RESPONSE_INFO,
    STORED_RESPONSE,
    Headers,
    RequestHeaders,
    ResponseInfo,
    StoredResponse,
)
from cms.delivery.conf import delivery_settings
from cms.delivery.purge.surrogate_keys import NOT_FOUND_TAGS, tags_for
from cms.versions import content_versions

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
# Computed each time a stored response is sent.
_COMPUTED: Final = frozenset({"cache-control", "content-length", "etag", "vary"})
_NOT_STORED: Final = _COMPUTED | {"content-encoding", "date", "set-cookie"}


class DeliveryMiddleware:
    """CORS, surrogate keys, content encoding and conditional requests for paths below /api/.

    django-cors-headers would add `Vary: Origin`, and so split every cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.prefix = delivery_settings.API_PREFIX

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Respond to a CORS preflight, or pass the request on and complete the response."""
        if not request.path.startswith(self.prefix):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return HttpResponse(status=204, headers={**CORS, **PREFLIGHT})
        response = self.get_response(request)
        info = cast("ResponseInfo | None", request.META.pop(RESPONSE_INFO, None))
        if info is None or response.streaming or response.status_code not in (200, 404):
            return _uncached(response)
        stored = stored_response_of(response, info)
        if info.may_be_stored and not response.cookies and "Vary" not in response.headers:
            request.META[STORED_RESPONSE] = stored
        status, headers, body = stored.respond(RequestHeaders.from_environ(request.META), time())
        sent = HttpResponse(body, status=status, headers=dict(headers))
        if "Vary" in response.headers:
            sent.headers["Vary"] = f"{response.headers['Vary']}, Accept-Encoding"
        if "Content-Type" not in dict(headers):
            del sent.headers["Content-Type"]
        sent.cookies = response.cookies
        return sent


class StoredHeadersMiddleware:
    """Adds the headers that all other middleware set to the stored response; comes first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, then note the headers that were added to the response."""
        response = self.get_response(request)
        stored = cast("StoredResponse | None", request.META.get(STORED_RESPONSE))
        if stored is not None:
            present = {name.lower() for name, _value in stored.headers} | _NOT_STORED
            added = [line for line in response.items() if line[0].lower() not in present]
            request.META[STORED_RESPONSE] = stored.with_headers(added)
        return response


def stored_response_of(response: HttpResponse, info: ResponseInfo) -> StoredResponse:
    """Return what can be stored of a view's response, with its surrogate keys.

    The versions are read after rendering, when the dependencies are known; whoever stores it
    compares `content_token` with the one from before. All 404s have the same surrogate keys: their
    dependencies would tell whether something hidden exists at the address.
    """
    state = content_versions.dependency_versions(info.dependencies)
    is_found = response.status_code == 200
    tags = tags_for(info.dependencies) if is_found else NOT_FOUND_TAGS
    headers: Headers = [
        (name, value) for name, value in response.items() if name.lower() not in _COMPUTED
    ]
    headers += CORS.items()
    headers += [("Cache-Tag", ",".join(tags)), ("Surrogate-Key", " ".join(tags))]
    if state is not None and is_found:
        headers.append(("Last-Modified", http_date(state.changed_at.timestamp())))
    return StoredResponse(
        response.status_code, headers, response.content,
        dependencies=info.dependencies, changes_at=info.changes_at,
        content_token=state.any if state is not None else None,
        fingerprint=state.fingerprint if state is not None else None,
    )  # fmt: skip


def _uncached(response: HttpResponse) -> HttpResponse:
    """Complete a private response or an error: it has a tag but is never answered with 304."""
    response.headers.setdefault("Cache-Control", "no-store")
    if not response.streaming:
        response.headers["ETag"] = etag(response.content)
    for name, value in CORS.items():
        response.headers[name] = value
    return response
