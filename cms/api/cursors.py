"""Where does a crawl go on? After the last row that it has seen, and not after a number of rows.

So rows that come or go in the meantime move nothing: what is in the list all the time is met
exactly once, and each page of the list costs the same, the last like the first.
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
"""The value of `cursor` with which a crawl begins."""
LONGEST: Final = 5000
SALT: Final = "wellspring.cursor"


class CursorParameter(TextParameter):
    """`start`, or what a link of an earlier answer says."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = (
            f"Instead of `offset`, to read a whole list: begin with `{FIRST}` and follow `next`. "
            "No row is passed over or met twice, whatever comes and goes meanwhile; `count` is "
            "null."
        )
        super().__init__(**{"max_length": LONGEST, "help_text": help_text, **kwargs})

    def to_internal_value(self, data: Any) -> Any:
        """`(question, is_backward, values)` as signed here; None for the beginning."""
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
    """A column of an order. Where it may be empty, that counts as more than any value."""

    name: str
    descending: bool = False
    nullable: bool = False

    def reversed(self) -> "Key":
        """The same column the other way round."""
        return Key(self.name, not self.descending, self.nullable)

    def expression(self) -> Any:
        """For `order_by`."""
        if not self.nullable:
            return f"-{self.name}" if self.descending else self.name
        column = F(self.name)
        return column.desc(nulls_first=True) if self.descending else column.asc(nulls_last=True)

    def same(self, value: Any) -> Q:
        """Rows with this value."""
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, value: Any) -> Q:
        """Rows that come after all those with this value."""
        is_empty = Q(**{f"{self.name}__isnull": True})
        if value is None:
            return ~is_empty if self.descending else Q(pk__in=[])
        if self.descending:
            return Q(**{f"{self.name}__lt": value})
        more = Q(**{f"{self.name}__gt": value})
        return more | is_empty if self.nullable else more


Order = tuple[Key, ...]
"""The last column tells all rows apart."""


def expressions(order: Order) -> list[Any]:
    """For `order_by`."""
    return [key.expression() for key in order]


def beyond(order: Order, values: Sequence[Any]) -> Q:
    """Rows that come after the one with these values."""
    first, *others = zip(order, values, strict=True)
    key, value = first
    further, same = key.beyond(value), key.same(value)
    for other, its_value in others:
        further |= same & other.beyond(its_value)
        same &= other.same(its_value)
    # Said once more in a form that lets the database begin in the middle of an index.
    return (key.beyond(value) | key.same(value)) & further


@dataclass(frozen=True, slots=True)
class Stretch:
    """One page of a crawl: the ids of its rows, and the cursors of its neighbours."""

    ids: list[Any]
    next: str | None
    previous: str | None


def stretch(rows: "QuerySet[Any]", order: Order, cursor: Any, limit: int, about: str) -> Stretch:
    """The rows after a cursor (or before it, where it says so), in the order; one SQL query.

    `about` names the question: a cursor of another one is refused with BadParameters.
    """
    is_backward, values = False, None
    if cursor != FIRST:
        question, is_backward, values = cursor
        if question != about:
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
    return Stretch(
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


def question(request: HttpRequest, site: int, order: Order) -> str:
    """A name for what is asked for, however long a page of it is.

    The site counts and not the host: links lead to the public one, whichever was asked. The columns
    count, since the next release may order by others under the same name.
    """
    kept = sorted(
        (name, value)
        for name, values in request.GET.lists()
        if name not in ("cursor", "limit")
        for value in values
    )
    return blake2b(repr((site, request.path, kept, order)).encode(), digest_size=9).hexdigest()
