"""Which headers does every answer of the API carry, whoever made it?"""

from collections.abc import Callable
from time import time
from typing import Final, cast

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from cms.delivery.cache.cache_keys import API_PREFIX
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
from cms.delivery.purge.surrogate_keys import OF_NOTHING, tags_of
from cms.versions import content_versions

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
# Told anew with each sending.
_COMPUTED: Final = frozenset({"cache-control", "content-length", "etag", "vary"})
_NOT_REPEATED: Final = _COMPUTED | {"content-encoding", "date", "set-cookie"}


class DeliveryMiddleware:
    """CORS, tags, codings and conditional answers below /api/; everything else passes through.

    django-cors-headers would vary every answer on the origin, and so split every cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a preflight, or pass the request on and see to its answer."""
        if not request.path.startswith(API_PREFIX):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return HttpResponse(status=204, headers={**CORS, **PREFLIGHT})
        response = self.get_response(request)
        public = cast("ResponseInfo | None", request.META.pop(RESPONSE_INFO, None))
        if public is None or response.streaming or response.status_code not in (200, 404):
            return _of_its_own(response)
        answer = answer_of(response, public)
        if public.may_be_stored and not response.cookies and "Vary" not in response.headers:
            request.META[STORED_RESPONSE] = answer
        status, headers, body = answer.respond(RequestHeaders.from_environ(request.META), time())
        sent = HttpResponse(body, status=status, headers=dict(headers))
        if "Vary" in response.headers:
            sent.headers["Vary"] = f"{response.headers['Vary']}, Accept-Encoding"
        if "Content-Type" not in dict(headers):
            del sent.headers["Content-Type"]
        sent.cookies = response.cookies
        return sent


class StoredHeadersMiddleware:
    """Outermost: what is stored is sent again with the headers of all other middleware too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; note what has been added to its answer on the way out."""
        response = self.get_response(request)
        answer = cast("StoredResponse | None", request.META.get(STORED_RESPONSE))
        if answer is not None:
            own = {name.lower() for name, _value in answer.headers} | _NOT_REPEATED
            added = [line for line in response.items() if line[0].lower() not in own]
            request.META[STORED_RESPONSE] = answer.dressed(added)
        return response


def answer_of(response: HttpResponse, public: ResponseInfo) -> StoredResponse:
    """The answer that a view has made, with the tags under which a CDN keeps it.

    Whether content has changed since is asked only now that its scopes are known: whoever stores
    it compares the token of then with one of before. A 404 says nothing of what it depends on: all
    are the same, whether something hidden stands at their address or nothing.
    """
    state = content_versions.state(public.scopes)
    is_found = response.status_code == 200
    tags = tags_of(public.scopes) if is_found else OF_NOTHING
    headers: Headers = [
        (name, value) for name, value in response.items() if name.lower() not in _COMPUTED
    ]
    headers += CORS.items()
    headers += [("Cache-Tag", ",".join(tags)), ("Surrogate-Key", " ".join(tags))]
    if state is not None and is_found:
        headers.append(("Last-Modified", http_date(state.changed_at.timestamp())))
    return StoredResponse(
        response.status_code, headers, response.content,
        scopes=public.scopes, changes_at=public.changes_at, state=state,
    )  # fmt: skip


def _of_its_own(response: HttpResponse) -> HttpResponse:
    """An answer for whoever asked, or an error: with a tag, but always sent whole."""
    response.headers.setdefault("Cache-Control", "no-store")
    if not response.streaming:
        response.headers["ETag"] = etag(response.content)
    for name, value in CORS.items():
        response.headers[name] = value
    return response
