"""What is a public answer, once it is made: its bytes, its tags, and how each client gets it?"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from math import inf
from sys import intern
from threading import Lock
from typing import Any, Final, NamedTuple

from cms.delivery.cache import conditional_requests
from cms.delivery.cache.cache_control import LONGEST, cache_control_for
from cms.delivery.cache.content_encoding import (
    IDENTITY,
    SMALL,
    Encodings,
    acceptable,
    encode,
    etag,
)
from cms.delivery.problem_details import CONTENT_TYPE, problem
from cms.versions.content_versions import State

Headers = list[tuple[str, str]]
Response = tuple[int, Headers, bytes]
"""Status, headers, body: what each kind of server writes in its own way."""

NEXT_SCHEDULED_CHANGE: Final = "wellspring.next_scheduled_change"
"""In a request's environment: the next scheduled instant, where what is due has been done."""
RESPONSE_INFO: Final = "wellspring.response_info"
"""There too: the `Public` of its answer, once a view has made one."""
STORED_RESPONSE: Final = "wellspring.stored_response"
"""And the `Answer` itself."""

CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Content-Location",
}
# What Python keeps beside the bytes, measured: objects, tuples, lists, sets.
OF_AN_ANSWER: Final = 2_000
OF_A_LINE: Final = 180
OF_A_CODING: Final = 2_000
OF_A_SCOPE: Final = 100
MAGIC: Final = b"wellspring answer 1\n"
_OF_THE_BODY: Final = frozenset({"content-type", "content-encoding", "content-length"})


class ResponseInfo(NamedTuple):
    """What a view says of an answer that is the same for everybody who asks so."""

    changes_at: datetime | None
    scopes: frozenset[str]
    may_be_stored: bool


class RequestHeaders(NamedTuple):
    """What a request says about how it wants an answer; None for a header that it has not."""

    method: str = "GET"
    accept_encoding: str | None = None
    if_none_match: str | None = None
    if_match: str | None = None

    @classmethod
    def from_environ(cls, environ: dict[str, Any]) -> "RequestHeaders":
        """What the environment of WSGI says."""
        told = environ.get
        return cls(
            environ["REQUEST_METHOD"],
            told("HTTP_ACCEPT_ENCODING"),
            told("HTTP_IF_NONE_MATCH"),
            told("HTTP_IF_MATCH"),
        )


class Coded:
    """An answer in one content coding, with the headers of its 200 or 404 and of its 304."""

    __slots__ = ("body", "etag", "unchanged", "unchanged_for_longest", "whole", "whole_for_longest")

    def __init__(self, coding: str, body: bytes, headers: Headers, tag: str = "") -> None:
        self.body = body
        self.etag = tag or etag(body)
        always = [*headers, ("Vary", "Accept-Encoding"), ("ETag", self.etag)]
        self.unchanged = [line for line in always if line[0].lower() not in _OF_THE_BODY]
        self.whole = [*always, ("Content-Length", str(len(body)))]
        if coding != IDENTITY:
            self.whole.append(("Content-Encoding", coding))
        self.unchanged_for_longest = [*self.unchanged, ("Cache-Control", LONGEST)]
        self.whole_for_longest = [*self.whole, ("Cache-Control", LONGEST)]

    def headers(self, left: float) -> Headers:
        """Those of the whole answer, which is right for so many seconds more."""
        control = cache_control_for(left)
        if control is LONGEST:
            return self.whole_for_longest
        return [*self.whole, ("Cache-Control", control)]

    def headers_if_unchanged(self, left: float) -> Headers:
        """Those of 304."""
        control = cache_control_for(left)
        if control is LONGEST:
            return self.unchanged_for_longest
        return [*self.unchanged, ("Cache-Control", control)]


class StoredResponse:
    """A public 200 or 404. It never changes, but for the version that it is known to be right for.

    `headers` are repeated with each sending; `scopes` are what it depends on, `fingerprint` is of
    their tokens when it was made, and `any` a token of all content under which it is right (None:
    it was not made under one). At `changes_at` it is wrong in any case. Codings are made when they
    are first asked for.
    """

    __slots__ = (
        "_chosen", "_lock", "any", "body", "changes_at", "codings", "fingerprint", "headers",
        "scopes", "status", "until",
    )  # fmt: skip

    def __init__(
        self,
        status: int,
        headers: Headers,
        body: bytes,
        *,
        scopes: Iterable[str] = (),
        changes_at: datetime | None = None,
        state: State | None = None,
    ) -> None:
        self.status, self.headers, self.body = status, headers, body
        # Many answers share their scopes: each is held once.
        self.scopes, self.changes_at = frozenset(map(intern, scopes)), changes_at
        self.until = changes_at.timestamp() if changes_at is not None else inf
        self.any = state.any if state is not None else None
        self.fingerprint = state.fingerprint if state is not None else None
        self.codings: dict[str, Coded] = {}
        self._chosen: dict[Encodings, Coded | None] = {}
        self._lock = Lock()

    def respond(self, asked: RequestHeaders, now: float, until: float | None = None) -> Response:
        """What to send at `now` (a timestamp); nobody may keep it past `until`, the next change."""
        coded = self.coded(acceptable(asked.accept_encoding))
        if coded is None:
            return refusal(406, "This answer is sent as br, gzip or identity.")
        left = self._end(until) - now
        if self.status == 200:
            if asked.if_match is not None and not conditional_requests.wants(
                asked.if_match, coded.etag
            ):
                return refusal(412, "This answer has another tag than the one asked for.")
            tags = asked.if_none_match
            if tags is not None and conditional_requests.has(tags, coded.etag):
                return 304, coded.headers_if_unchanged(left), b""
        body = coded.body if asked.method != "HEAD" else b""
        return self.status, coded.headers(left), body

    def _end(self, until: float | None) -> float:
        if until is None:
            return self.until
        # What was scheduled when a 404 was stored would tell it from those stored at other times,
        # and that one was made anew: something hidden was changed at its address.
        return until if self.status == 404 else min(self.until, until)

    def coded(self, codings: Encodings) -> Coded | None:
        """The answer in the coding that suits best; None where a client takes none of ours."""
        try:
            return self._chosen[codings]
        except KeyError:
            coding = self._best(codings)
            chosen = self._chosen[codings] = (coding and self._made(coding)) or None
            return chosen

    def _best(self, codings: Encodings) -> str | None:
        if len(self.body) < SMALL and IDENTITY in codings:
            return IDENTITY
        return codings[0] if codings else None

    def _made(self, coding: str) -> Coded:
        with self._lock:
            if coding not in self.codings:
                body = encode(coding, self.body)
                self.codings[coding] = Coded(coding, body, self.headers)
            return self.codings[coding]

    def dressed(self, extra: Headers) -> "StoredResponse":
        """The same answer with more headers."""
        twin = StoredResponse(
            self.status, [*self.headers, *extra], self.body,
            scopes=self.scopes, changes_at=self.changes_at,
        )  # fmt: skip
        twin.any, twin.fingerprint = self.any, self.fingerprint
        twin.codings = {
            coding: Coded(coding, coded.body, twin.headers, coded.etag)
            for coding, coded in self.codings.items()
        }
        return twin

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes, with the codings that it has been made in."""
        lines = sum(len(name) + len(value) + OF_A_LINE for name, value in self.headers)
        coded = sum(
            OF_A_CODING + (len(each.body) if coding != IDENTITY else 0)
            for coding, each in self.codings.items()
        )
        return OF_AN_ANSWER + len(self.body) + lines + coded + OF_A_SCOPE * len(self.scopes)

    def to_bytes(self) -> bytes:
        """All of it, for another process; `from_bytes` reads it."""
        bodies = {coding: made.body for coding, made in self.codings.items() if coding != IDENTITY}
        about = {
            "status": self.status, "headers": self.headers, "scopes": sorted(self.scopes),
            "changes_at": self.changes_at.isoformat() if self.changes_at else None,
            "any": self.any, "fingerprint": self.fingerprint,
            "lengths": {IDENTITY: len(self.body), **{name: len(bodies[name]) for name in bodies}},
        }  # fmt: skip
        head = json.dumps(about, separators=(",", ":")).encode()
        return b"".join([MAGIC, head, b"\n", self.body, *bodies.values()])

    @classmethod
    def from_bytes(cls, stored: bytes) -> "StoredResponse | None":
        """The answer; None where another release wrote it, or it is not whole."""
        try:
            return cls._read(stored)
        except (AttributeError, KeyError, TypeError, ValueError):
            return None

    @classmethod
    def _read(cls, stored: bytes) -> "StoredResponse | None":
        if not stored.startswith(MAGIC):
            return None
        end = stored.index(b"\n", len(MAGIC))
        about = json.loads(stored[len(MAGIC) : end])
        bodies, start = {}, end + 1
        for coding, length in about["lengths"].items():
            bodies[coding] = stored[start : start + length]
            start += length
        if start != len(stored):
            return None
        changes_at = about["changes_at"]
        answer = cls(
            about["status"], [(name, value) for name, value in about["headers"]],
            bodies.pop(IDENTITY), scopes=about["scopes"],
            changes_at=datetime.fromisoformat(changes_at).astimezone(UTC) if changes_at else None,
        )  # fmt: skip
        answer.any, answer.fingerprint = about["any"], about["fingerprint"]
        answer.codings = {
            coding: Coded(coding, body, answer.headers) for coding, body in bodies.items()
        }
        return answer


def refusal(status: int, detail: str) -> Response:
    """A problem (RFC 9457) instead of an answer, which nobody keeps."""
    body = json.dumps(problem(status, detail)).encode()
    headers = [
        ("Content-Type", CONTENT_TYPE),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("Vary", "Accept-Encoding"),
        *CORS.items(),
    ]
    return status, headers, body
