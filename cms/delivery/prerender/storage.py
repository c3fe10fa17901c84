"""Read and write prerendered responses in the database.

A stored response may be outdated; whoever reads one checks `StoredResponse.is_current`.
"""

import hashlib
import zlib
from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.db import connection, transaction

from cms.delivery.cache.fingerprint import build_fingerprint
from cms.delivery.cache.stored_response import StoredResponse
from cms.delivery.models import PrerenderedDependency, PrerenderedResponse

# Without the ORM, which would take longer than the database.
_SELECT: Final = "SELECT content FROM delivery_preparedanswer WHERE key = %s"
_ZLIB_LEVEL: Final = 6


def find(cache_key: str) -> StoredResponse | None:
    """Return the prerendered response of a cache key, current or not, in one query, or None."""
    key = key_of(cache_key)
    if key is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_SELECT, [key])
        row = cursor.fetchone()
    return deserialize(row[0]) if row is not None else None


def deserialize(content: bytes | memoryview) -> StoredResponse | None:
    """Return the response in a row's `content`; None if it is damaged."""
    try:
        return StoredResponse.from_bytes(zlib.decompress(content))
    except zlib.error:
        return None


def key_of(cache_key: str) -> str | None:
    """Return the primary key for a cache key; None if its query is not UTF-8.

    The query is normalized and the port left out: for hosts with prerendered responses, it does not
    choose the site (`prerendering.site_origins`). The key is another one in each release.
    """
    scheme, _port, host, path, query = cache_key.split("\n")
    try:
        query = urlencode(parse_qsl(query, keep_blank_values=True, errors="strict"))
    except ValueError:
        return None
    text = "\n".join([scheme, host.lower(), path, query])
    content = build_fingerprint() + text.encode("utf-8", "surrogateescape")
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def store(key: str, subject: str, url: str, response: StoredResponse) -> None:
    """Insert or replace a response; see `PrerenderedResponse` for the parameters."""
    content = zlib.compress(response.to_bytes(), _ZLIB_LEVEL)
    with transaction.atomic():
        PrerenderedResponse.objects.bulk_create(
            [PrerenderedResponse(key=key, subject=subject, url=url, content=content)],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["subject", "url", "content", "made_at"],
        )
        _store_dependencies(key, response.dependencies)


def _store_dependencies(key: str, needed: frozenset[str]) -> None:
    """Write only the difference: most dependencies stay the same when content changes."""
    rows = PrerenderedDependency.objects.filter(answer_id=key)
    present = set(rows.values_list("scope", flat=True))
    for scope in sorted(present - needed):
        rows.filter(scope=scope).delete()
    PrerenderedDependency.objects.bulk_create(
        [PrerenderedDependency(answer_id=key, scope=scope) for scope in sorted(needed - present)],
        ignore_conflicts=True,
    )


def delete(keys: Iterable[str]) -> int:
    """Delete responses by primary key; return how many there were."""
    gone = list(keys)
    with transaction.atomic():
        PrerenderedDependency.objects.filter(answer_id__in=gone).delete()
        return PrerenderedResponse.objects.filter(key__in=gone).delete()[0]
