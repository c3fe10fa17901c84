"""Which answers lie ready in the database, made when content was published?

One is used only while the database says that nothing it depends on has changed: a stale one is no
danger, merely of no use. Finding one is one small query by its key.
"""

import hashlib
import zlib
from collections.abc import Iterable
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.db import connection, transaction

from cms.delivery.cache.fingerprint import release
from cms.delivery.cache.stored_response import StoredResponse
from cms.delivery.models import PreparedAnswer, PreparedScope

_SELECT: Final = "SELECT content FROM delivery_preparedanswer WHERE key = %s"
_LEVEL: Final = 6


class Prepared(NamedTuple):
    """An answer with the scope of what it is about, and the address that asks for it."""

    key: str
    subject: str
    url: str
    answer: StoredResponse


def find(question: str) -> StoredResponse | None:
    """Return the prepared answer of a cache key, in one query, or None.

    Whether it is still right is for the caller to ask: its `fingerprint` and `changes_at`.
    """
    key = key_of(question)
    if key is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_SELECT, [key])
        row = cursor.fetchone()
    return read(row[0]) if row is not None else None


def read(content: bytes | memoryview) -> StoredResponse | None:
    """A stored answer; None where another release wrote it, or it is not whole."""
    try:
        return StoredResponse.from_bytes(zlib.decompress(content))
    except zlib.error:
        return None


def key_of(question: str) -> str | None:
    """Where the answer to a question lies; None where it cannot have been prepared.

    All spellings of a query are one, and so are all ports: which site answers does not depend on
    the port for those hosts that are prepared (`cms.delivery.prerender.prerendering`).
    """
    scheme, _port, host, path, query = question.split("\n")
    try:
        asked = urlencode(parse_qsl(query, keep_blank_values=True, errors="strict"))
    except ValueError:
        return None
    text = "\n".join([scheme, host.lower(), path, asked])
    whole = release() + text.encode("utf-8", "surrogateescape")
    return hashlib.blake2b(whole, digest_size=16).hexdigest()


def store(made: list[Prepared]) -> None:
    """Put answers in the place of those under the same keys."""
    rows = [
        PreparedAnswer(
            key=each.key, subject=each.subject, url=each.url,
            content=zlib.compress(each.answer.to_bytes(), _LEVEL),
        )
        for each in made
    ]  # fmt: skip
    with transaction.atomic():
        PreparedAnswer.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["subject", "url", "content", "made_at"],
        )
        _store_scopes({each.key: each.answer.scopes for each in made})


def _store_scopes(wanted: dict[str, frozenset[str]]) -> None:
    """Write what differs alone: an article keeps nearly all of its scopes when it changes."""
    rows = PreparedScope.objects.filter(answer_id__in=wanted)
    there = {(key, scope) for key, scope in rows.values_list("answer_id", "scope")}
    needed = {(key, scope) for key, scopes in wanted.items() for scope in scopes}
    for key, scope in sorted(there - needed):
        rows.filter(answer_id=key, scope=scope).delete()
    PreparedScope.objects.bulk_create(
        [PreparedScope(answer_id=key, scope=scope) for key, scope in sorted(needed - there)],
        ignore_conflicts=True,
    )


def forget(keys: Iterable[str]) -> int:
    """Delete answers; how many there were."""
    gone = list(keys)
    with transaction.atomic():
        PreparedScope.objects.filter(answer_id__in=gone).delete()
        return PreparedAnswer.objects.filter(key__in=gone).delete()[0]
