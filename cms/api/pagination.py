"""Which part of a list does an answer carry?"""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from rest_framework import serializers

from cms.api.cursors import FIRST, CursorParameter
from cms.api.parameters import Parameters, WholeNumberParameter

DEFAULT_LIMIT: Final = 20
HIGHEST_LIMIT: Final = 100
# An offset past this is a mistake, and some databases refuse numbers past 64 bits.
HIGHEST_OFFSET: Final = 10_000_000
PLACES: Final = ("limit", "offset", "cursor")


class PageParameters(Parameters):
    """`limit`, and `offset` or `cursor`, for every list."""

    examples = {"cursor": FIRST}

    limit = WholeNumberParameter(
        required=False, default=DEFAULT_LIMIT, min_value=1, max_value=HIGHEST_LIMIT,
        help_text=f"How many results, at most {HIGHEST_LIMIT}.",
    )  # fmt: skip
    offset = WholeNumberParameter(
        required=False, default=0, min_value=0, max_value=HIGHEST_OFFSET,
        help_text="How many results to pass over.",
    )  # fmt: skip
    cursor = CursorParameter()

    def validate_offset(self, value: int) -> int:
        """Refuse two ways of saying where a page begins."""
        if "offset" in self.initial_data and "cursor" in self.initial_data:
            raise serializers.ValidationError("Give either a cursor or an offset, not both.")
        return value


def page_of(
    rows: list[Any], count: int, query: QueryDict, url: str, limit: int, offset: int
) -> dict[str, Any]:
    """`{count, next, previous, results}`; the links repeat the other parameters."""
    following = offset + limit if offset + limit < count else None
    before = max(0, offset - limit) if offset > 0 else None
    return {
        "count": count,
        "next": _link(query, url, limit, "offset", following),
        "previous": _link(query, url, limit, "offset", before),
        "results": rows,
    }


def stretch_of(
    rows: list[Any],
    query: QueryDict,
    url: str,
    limit: int,
    following: str | None,
    before: str | None,
) -> dict[str, Any]:
    """The same shape for a page of a crawl, which does not count: it would take longer."""
    return {
        "count": None,
        "next": _link(query, url, limit, "cursor", following),
        "previous": _link(query, url, limit, "cursor", before),
        "results": rows,
    }


def _link(query: QueryDict, url: str, limit: int, name: str, place: int | str | None) -> str | None:
    if place is None:
        return None
    kept = [
        (name, value) for name, values in query.lists() if name not in PLACES for value in values
    ]
    return f"{url}?{urlencode([*kept, ('limit', limit), (name, place)])}"
