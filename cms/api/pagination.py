"""Which part of a list does an answer carry?"""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict

from cms.api.parameters import Parameters, WholeNumberParameter

DEFAULT_LIMIT: Final = 20
HIGHEST_LIMIT: Final = 100
# An offset past this is a mistake, and some databases refuse numbers past 64 bits.
HIGHEST_OFFSET: Final = 10_000_000


class PageParameters(Parameters):
    """`limit` and `offset`, for every list."""

    limit = WholeNumberParameter(
        required=False, default=DEFAULT_LIMIT, min_value=1, max_value=HIGHEST_LIMIT,
        help_text=f"How many results, at most {HIGHEST_LIMIT}.",
    )  # fmt: skip
    offset = WholeNumberParameter(
        required=False, default=0, min_value=0, max_value=HIGHEST_OFFSET,
        help_text="How many results to pass over.",
    )  # fmt: skip


def page_of(
    rows: list[Any], count: int, query: QueryDict, url: str, limit: int, offset: int
) -> dict[str, Any]:
    """`{count, next, previous, results}`; the links repeat the other parameters."""
    following = offset + limit if offset + limit < count else None
    before = max(0, offset - limit) if offset > 0 else None
    return {
        "count": count,
        "next": _link(query, url, limit, following),
        "previous": _link(query, url, limit, before),
        "results": rows,
    }


def _link(query: QueryDict, url: str, limit: int, offset: int | None) -> str | None:
    if offset is None:
        return None
    kept = [
        (name, value)
        for name, values in query.lists()
        if name not in ("limit", "offset")
        for value in values
    ]
    return f"{url}?{urlencode([*kept, ('limit', limit), ('offset', offset)])}"
