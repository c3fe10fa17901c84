"""In which content coding does a client take an answer, and what are its bytes and its tag then?"""

import gzip
import hashlib
import re
from functools import lru_cache
from typing import Final

import brotli

Encodings = tuple[str, ...]

IDENTITY: Final = "identity"
PREFERRED: Final = ("br", "gzip", IDENTITY)
"""Between codings that a client likes alike, the smaller one; it says so itself otherwise."""
SMALL: Final = 200
"""Bytes below which a coding saves nothing."""
BROTLI_QUALITY: Final = 5
"""Of 0 to 11. Three times as long as gzip; 11 saves a tenth more and takes 25 times as long."""
GZIP_LEVEL: Final = 6
LONGEST_HEADER: Final = 1_000
_MEMBER: Final = re.compile(
    r"\s*([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*(?:;\s*[qQ]=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?"
)
# Below every weight that can be written: what nobody has mentioned may be sent, and comes last.
_UNMENTIONED: Final = 0.0001


def acceptable(header: str | None) -> Encodings:
    """The codings of ours that an `Accept-Encoding` lets through, the one to send first.

    RFC 9110, 12.5.3. Empty where even identity is refused. A member that is written wrongly counts
    for nothing, and so does a header that nobody needs to be so long.

    >>> acceptable("gzip, deflate, br;q=0.5")
    ('gzip', 'br', 'identity')
    >>> acceptable(None), acceptable("identity;q=0")
    (('identity',), ())
    """
    # Before anything is remembered: long headers would fill the memory of whoever does.
    if header is None or len(header) > LONGEST_HEADER:
        return (IDENTITY,)
    return _ranked(header)


@lru_cache(maxsize=512)
def _ranked(header: str) -> Encodings:
    told = _weights(header)
    others = told.get("*")
    weights = {coding: told.get(coding, others or 0.0) for coding in PREFERRED}
    if IDENTITY not in told and others is None:
        weights[IDENTITY] = _UNMENTIONED
    # Sorting leaves those that are liked alike in our own order.
    ranked = sorted(PREFERRED, key=lambda coding: -weights[coding])
    return tuple(coding for coding in ranked if weights[coding] > 0)


def _weights(header: str) -> dict[str, float]:
    found = filter(None, map(_MEMBER.fullmatch, header.split(",")))
    members = ((member[1].lower(), float(member[2] or 1)) for member in found)
    return {"gzip" if name == "x-gzip" else name: weight for name, weight in members}


def encode(coding: str, content: bytes) -> bytes:
    """The same bytes for the same content, in every process and at any time."""
    if coding == "br":
        return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
    if coding == "gzip":
        return gzip.compress(content, GZIP_LEVEL, mtime=0)
    return content


def etag(content: bytes) -> str:
    """A strong entity tag of the very bytes of an answer."""
    return f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'
