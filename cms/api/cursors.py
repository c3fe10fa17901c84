"""Cursors for reading a complete list: each page begins after the last row of the one before.

Inserted or deleted rows do not shift later pages: every row that is in the list throughout is
returned exactly once, and every page costs the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from django.core import signing
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from rest_framework import serializers

from cms.api.errors import BadParameters
from cms.api.parameters import TextParameter

FIRST: Final = "start"
"""The value of `cursor` for the first page."""
MAX_CURSOR_LENGTH: Final = 5000
SALT: Final = "wellspring.cursor"


class CursorParameter(TextParameter):
    """`start`, or the cursor in a link of an earlier response."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = (
            f"Instead of `offset`, to read a whole list: begin with `{FIRST}` and follow `next`. "
            "No row is passed over or met twice, whatever comes and goes meanwhile; `count` is "
            "null."
        )
        super().__init__(**{"max_length": MAX_CURSOR_LENGTH, "help_text": help_text, **kwargs})

    def to_internal_value(self, data: Any) -> Any:
        """Return `start`, or the signed `[fingerprint, is_backward, values]`."""
        text = super().to_internal_value(data)
        if text == FIRST:
            return text
        try:
            return _signer().unsign_object(text)
        except signing.BadSignature:
            raise serializers.ValidationError(
                f"This is no cursor of ours. Begin with “{FIRST}” and follow the links."
            ) from None


@dataclass(frozen=True, slots=True)
class Key:
    """A column of a sort order. NULL sorts after all values."""

    name: str
    descending: bool = False
    nullable: bool = False

    def reversed(self) -> "Key":
        """Return the same column in the opposite direction."""
        return Key(self.name, not self.descending, self.nullable)

    def expression(self) -> Any:
        """Return the argument for `order_by`."""
        if not self.nullable:
            return f"-{self.name}" if self.descending else self.name
        column = F(self.name)
        return column.desc(nulls_first=True) if self.descending else column.asc(nulls_last=True)

    def same(self, value: Any) -> Q:
        """Return the condition for rows with this value."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, value: Any) -> Q:
        """Return the condition for rows after all rows with this value."""
        is_empty = Q(**{f"{self.name}__isnull": True})
        if value is None:
            return ~is_empty if self.descending else Q(pk__in=[])
        if self.descending:
            return Q(**{f"{self.name}__lt": value})
        more = Q(**{f"{self.name}__gt": value})
        return more | is_empty if self.nullable else more


SortOrder = tuple[Key, ...]
"""The last column is unique, so that the order is total."""


def expressions(order: SortOrder) -> list[Any]:
    """Return the arguments for `order_by`."""
    return [key.expression() for key in order]


def beyond(order: SortOrder, values: Sequence[Any]) -> Q:
    """Return the condition for rows after the one with these values."""
    first, *others = zip(order, values, strict=True)
    key, value = first
    further, same = key.beyond(value), key.same(value)
    for other, its_value in others:
        further |= same & other.beyond(its_value)
        same &= other.same(its_value)
    # Redundant, but in a form for which the database can start in the middle of an index.
    return (key.beyond(value) | key.same(value)) & further


@dataclass(frozen=True, slots=True)
class CursorPage:
    """A page of a list read by cursor: the ids of its rows, the cursors of the pages beside it."""

    ids: list[Any]
    next: str | None
    previous: str | None


def cursor_page(
    rows: "QuerySet[Any]", order: SortOrder, cursor: Any, limit: int, about: str
) -> CursorPage:
    """Return the rows after a cursor, or before a backward one, in one SQL query.

    `about` is the fingerprint of the list; raises BadParameters for a cursor of another one.
    """
    is_backward, values = False, None
    if cursor != FIRST:
        fingerprint, is_backward, values = cursor
        if fingerprint != about:
            raise BadParameters(
                {"cursor": "This cursor belongs to another list, or other filters."}
            )
    way = tuple(key.reversed() for key in order) if is_backward else order
    if values is not None:
        rows = rows.filter(beyond(way, values))
    names = [key.name for key in order]
    found = list(rows.order_by(*expressions(way)).values_list(*names)[: limit + 1])
    is_more, found = len(found) > limit, found[:limit]
    if is_backward:
        found.reverse()
    return CursorPage(
        [row[-1] for row in found],
        _signed(about, False, found[-1]) if found and (is_more or is_backward) else None,
        _signed(about, True, found[0])
        if found and (is_more if is_backward else values is not None)
        else None,
    )


def _signer() -> signing.Signer:
    # A colon would be escaped in every link.
    return signing.Signer(salt=SALT, sep=".")


def _signed(about: str, is_backward: bool, values: Sequence[Any]) -> str:
    stored = [value.isoformat() if hasattr(value, "isoformat") else value for value in values]
    return _signer().sign_object([about, is_backward, stored])


def list_fingerprint(request: HttpRequest, site: int, order: SortOrder) -> str:
    """Return a hash of a list and its filters, without the limit.

    It contains the site, not the host, since links have the public host. It contains the columns,
    since the next release may sort by others under the same name.
    """
    parameters = sorted(
        (name, value)
        for name, values in request.GET.lists()
        if name not in ("cursor", "limit")
        for value in values
    )
    return blake2b(
        repr((site, request.path, parameters, order)).encode(), digest_size=9
    ).hexdigest()
