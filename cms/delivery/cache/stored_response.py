"""A public response as it is stored, and how it is sent to each client."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from math import inf
from sys import intern
from threading import Lock
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from cms.delivery.cache.cache_control import cache_control_for
from cms.delivery.cache.conditional_requests import match_allows, none_match_has
from cms.delivery.cache.content_encoding import (
    IDENTITY,
    MIN_ENCODED_LENGTH,
    Encodings,
    accepted_encodings,
    encode,
    etag,
)
from cms.delivery.problem_details import CONTENT_TYPE, problem
from cms.versions import content_versions

Headers = list[tuple[str, str]]
RawResponse = tuple[int, Headers, bytes]
"""Status, headers and body, independent of the kind of server."""

# Keys of the WSGI environment.
NEXT_SCHEDULED_CHANGE: Final = "wellspring.next_scheduled_change"
"""The next scheduled instant or None; set once what was due before has been carried out."""
RESPONSE_INFO: Final = "wellspring.response_info"
"""The `ResponseInfo` that a view has set."""
STORED_RESPONSE: Final = "wellspring.stored_response"
"""The `StoredResponse` that the middleware has made."""

CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Content-Location",
}
# Bytes that Python needs beside the content, as measured: objects, tuples, lists, sets.
RESPONSE_OVERHEAD: Final = 2_000
HEADER_OVERHEAD: Final = 180
ENCODING_OVERHEAD: Final = 2_000
DEPENDENCY_OVERHEAD: Final = 100
MAGIC: Final = b"wellspring response 1\n"
_BODY_HEADERS: Final = frozenset({"content-type", "content-encoding", "content-length"})


class ResponseInfo(NamedTuple):
    """What a view says about a response that is the same for every client."""

    changes_at: datetime | None
    dependencies: frozenset[str]
    may_be_stored: bool


class RequestHeaders(NamedTuple):
    """The parts of a request that decide how a stored response is sent; None: header not sent."""

    method: str = "GET"
    accept_encoding: str | None = None
    if_none_match: str | None = None
    if_match: str | None = None

    @classmethod
    def from_environ(cls, environ: dict[str, Any]) -> "RequestHeaders":
        """Read them from a WSGI environment."""
        header = environ.get
        return cls(
            environ["REQUEST_METHOD"],
            header("HTTP_ACCEPT_ENCODING"),
            header("HTTP_IF_NONE_MATCH"),
            header("HTTP_IF_MATCH"),
        )


class EncodedBody:
    """The body in one content encoding, with the headers of its 200 or 404 and of its 304."""

    __slots__ = ("_full_headers", "_not_modified_headers", "body", "etag")

    def __init__(self, encoding: str, body: bytes, headers: Headers) -> None:
        self.body, self.etag = body, etag(body)
        common = [*headers, ("Vary", "Accept-Encoding"), ("ETag", self.etag)]
        self._not_modified_headers = [
            line for line in common if line[0].lower() not in _BODY_HEADERS
        ]
        self._full_headers = [*common, ("Content-Length", str(len(body)))]
        if encoding != IDENTITY:
            self._full_headers.append(("Content-Encoding", encoding))

    def full_headers(self, seconds_left: float) -> Headers:
        """Return the headers of a response with a body that changes in `seconds_left`."""
        return [*self._full_headers, ("Cache-Control", cache_control_for(seconds_left))]

    def not_modified_headers(self, seconds_left: float) -> Headers:
        """Return the headers of the 304."""
        return [*self._not_modified_headers, ("Cache-Control", cache_control_for(seconds_left))]


class StoredResponse:
    """A public 200 or 404 response.

    `headers` are sent each time. `dependencies` are the dependency keys of the content in it, and
    `fingerprint` is that of their versions before it was rendered. `content_token` is the version
    of all content under which it is known to be current; None if there was none. At `changes_at`
    (UTC; `expires_at` is its timestamp) it is outdated in any case.

    Immutable but for `content_token`, which `is_current` renews, and for `encoded_bodies`, which
    are added when a client first accepts the encoding.
    """

    __slots__ = (
        "_lock", "body", "changes_at", "content_token", "dependencies", "encoded_bodies",
        "expires_at", "fingerprint", "headers", "status",
    )  # fmt: skip

    def __init__(
        self,
        status: int,
        headers: Headers,
        body: bytes,
        *,
        dependencies: Iterable[str] = (),
        changes_at: datetime | None = None,
        content_token: str | None = None,
        fingerprint: str | None = None,
        encoded: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        self.status, self.headers, self.body = status, headers, body
        # Many responses share their dependency keys: interned, each is held in memory once.
        self.dependencies, self.changes_at = frozenset(map(intern, dependencies)), changes_at
        self.expires_at = changes_at.timestamp() if changes_at is not None else inf
        self.content_token, self.fingerprint = content_token, fingerprint
        self.encoded_bodies = {
            encoding: EncodedBody(encoding, encoded[encoding], headers) for encoding in encoded
        }
        self._lock = Lock()

    def is_current(self, now: float, token: str | None = None) -> bool:
        """Return whether rendering it at `now` (a timestamp) would give the same response.

        Takes one query, or none if `token` is the present version of all content and the response
        is known to be current under it.
        """
        if now >= self.expires_at:
            return False
        if token is not None and self.content_token == token:
            return True
        state = content_versions.dependency_versions(self.dependencies)
        if state is None or state.fingerprint != self.fingerprint:
            return False
        self.content_token = state.any
        return True

    def respond(
        self, request: RequestHeaders, now: float, next_change: float | None = None
    ) -> RawResponse:
        """Return what to send at `now`; its lifetime in caches ends at `next_change` at the latest.

        Both are timestamps. The status may also be 304, 406 or 412.
        """
        encoded = self._encoded(accepted_encodings(request.accept_encoding))
        if encoded is None:
            return raw_problem_response(406, "This response is available as br, gzip or identity.")
        seconds_left = self._lifetime_end(next_change) - now
        if self.status == 200:
            if request.if_match is not None and not match_allows(request.if_match, encoded.etag):
                return raw_problem_response(
                    412, "This answer has another tag than the one asked for."
                )
            tags = request.if_none_match
            if tags is not None and none_match_has(tags, encoded.etag):
                return 304, encoded.not_modified_headers(seconds_left), b""
        body = encoded.body if request.method != "HEAD" else b""
        return self.status, encoded.full_headers(seconds_left), body

    def _lifetime_end(self, next_change: float | None) -> float:
        if next_change is None:
            return self.expires_at
        # A 404 must not show when it was stored. If it ended at its own `changes_at`, it would
        # differ from other 404s, and tell that something hidden at its address has changed.
        return next_change if self.status == 404 else min(self.expires_at, next_change)

    def _encoded(self, accepted: Encodings) -> EncodedBody | None:
        if not accepted:
            return None
        is_short = len(self.body) < MIN_ENCODED_LENGTH and IDENTITY in accepted
        encoding = IDENTITY if is_short else accepted[0]
        found = self.encoded_bodies.get(encoding)
        return found if found is not None else self._encode(encoding)

    def _encode(self, encoding: str) -> EncodedBody:
        with self._lock:
            if encoding not in self.encoded_bodies:
                body = encode(encoding, self.body)
                self.encoded_bodies[encoding] = EncodedBody(encoding, body, self.headers)
            return self.encoded_bodies[encoding]

    def with_headers(self, extra: Headers) -> "StoredResponse":
        """Return the same response with more headers."""
        return StoredResponse(
            self.status, [*self.headers, *extra], self.body,
            dependencies=self.dependencies, changes_at=self.changes_at,
            content_token=self.content_token, fingerprint=self.fingerprint,
            encoded={encoding: each.body for encoding, each in self.encoded_bodies.items()},
        )  # fmt: skip

    @property
    def size(self) -> int:
        """The memory that it takes with its encoded bodies, in bytes; an estimate."""
        headers = sum(len(name) + len(value) + HEADER_OVERHEAD for name, value in self.headers)
        encoded = sum(
            ENCODING_OVERHEAD + (len(each.body) if encoding != IDENTITY else 0)
            for encoding, each in tuple(self.encoded_bodies.items())
        )
        dependencies = DEPENDENCY_OVERHEAD * len(self.dependencies)
        return RESPONSE_OVERHEAD + len(self.body) + headers + encoded + dependencies

    def to_bytes(self) -> bytes:
        """Serialize it for another process; `from_bytes` reads it."""
        bodies = {IDENTITY: self.body}
        for encoding, each in tuple(self.encoded_bodies.items()):
            bodies.setdefault(encoding, each.body)
        metadata = {
            "status": self.status, "headers": self.headers,
            "dependencies": sorted(self.dependencies),
            "changes_at": self.changes_at.isoformat() if self.changes_at else None,
            "content_token": self.content_token, "fingerprint": self.fingerprint,
            "lengths": {encoding: len(body) for encoding, body in bodies.items()},
        }  # fmt: skip
        head = json.dumps(metadata, separators=(",", ":")).encode()
        return b"".join([MAGIC, head, b"\n", *bodies.values()])

    @classmethod
    def from_bytes(cls, stored: bytes) -> "StoredResponse | None":
        """Return the response that `to_bytes` serialized; None if the bytes are anything else."""
        try:
            return cls._parse(stored)
        except (AttributeError, KeyError, TypeError, ValueError):
            return None

    @classmethod
    def _parse(cls, stored: bytes) -> "StoredResponse | None":
        if not stored.startswith(MAGIC):
            return None
        end = stored.index(b"\n", len(MAGIC))
        metadata = json.loads(stored[len(MAGIC) : end])
        bodies, start = {}, end + 1
        for encoding, length in metadata.pop("lengths").items():
            bodies[encoding] = stored[start : start + length]
            start += length
        if start != len(stored):
            return None
        if metadata["changes_at"]:
            changes_at = datetime.fromisoformat(metadata["changes_at"])
            metadata["changes_at"] = changes_at.astimezone(UTC)
        metadata["headers"] = [(name, value) for name, value in metadata["headers"]]
        return cls(body=bodies.pop(IDENTITY), encoded=bodies, **metadata)


def raw_problem_response(status: int, detail: str) -> RawResponse:
    """Return an error response (RFC 9457) that caches do not store."""
    body = json.dumps(problem(status, detail)).encode()
    headers = [
        ("Content-Type", CONTENT_TYPE),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("Vary", "Accept-Encoding"),
        *CORS.items(),
    ]
    return status, headers, body
