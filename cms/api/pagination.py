"""Parameters and JSON of one page of a list."""

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from pydantic import Field
from rest_framework import serializers
from typing_extensions import TypedDict

from cms.api.cursors import FIRST, CursorParameter
from cms.api.parameters import Parameters, WholeNumberParameter
from cms.content.json_types import Url, example

DEFAULT_LIMIT: Final = 20
MAX_LIMIT: Final = 100
# An offset past this is a mistake, and some databases refuse numbers past 64 bits.
MAX_OFFSET: Final = 10_000_000
PLACES: Final = ("limit", "offset", "cursor")


class PageParameters(Parameters):
    """`limit`, and `offset` or `cursor`, for every list."""

    examples = {"cursor": FIRST}

    limit = WholeNumberParameter(
        required=False, default=DEFAULT_LIMIT, min_value=1, max_value=MAX_LIMIT,
        help_text=f"How many results, at most {MAX_LIMIT}.",
    )  # fmt: skip
    offset = WholeNumberParameter(
        required=False, default=0, min_value=0, max_value=MAX_OFFSET,
        help_text="How many results to pass over.",
    )  # fmt: skip
    cursor = CursorParameter()

    def validate_offset(self, value: int) -> int:
        """Raise ValidationError for both an offset and a cursor."""
        if "offset" in self.initial_data and "cursor" in self.initial_data:
            raise serializers.ValidationError("Give either a cursor or an offset, not both.")
        return value


class Results(TypedDict):
    """One page of a list; each list adds its `results`."""

    count: Annotated[
        Annotated[int, Field(ge=0)] | None,
        Field(
            description="How many there are in all; null with `cursor`, which does not count.",
            examples=[1],
        ),
    ]
    next: Annotated[
        Url | None,
        Field(
            description="The next page of the list; null on the last one.",
            examples=["https://api.wellspring.example/api/v1/articles/?limit=20&offset=40"],
        ),
    ]
    previous: Annotated[
        Url | None,
        Field(
            description="The page of the list before this one; null on the first one.",
            examples=["https://api.wellspring.example/api/v1/articles/?limit=20&offset=0"],
        ),
    ]


example_of_one_page: Final = example(next=None, previous=None)
"""Decorates a list whose example has all its results on one page."""


class ListJson(Results):
    """One page of any list."""

    results: list[Any]


def page_of(
    rows: list[Any], count: int, query: QueryDict, url: str, limit: int, offset: int
) -> ListJson:
    """Return one page of a list; the links repeat the other parameters."""
    following = offset + limit if offset + limit < count else None
    before = max(0, offset - limit) if offset > 0 else None
    return {
        "count": count,
        "next": _link(query, url, limit, "offset", following),
        "previous": _link(query, url, limit, "offset", before),
        "results": rows,
    }


def cursor_page_json(
    rows: list[Any],
    query: QueryDict,
    url: str,
    limit: int,
    following: str | None,
    before: str | None,
) -> ListJson:
    """Return one page of a list read by cursor; it has no count, which would take longer."""
    return {
        "count": None,
        "next": _link(query, url, limit, "cursor", following),
        "previous": _link(query, url, limit, "cursor", before),
        "results": rows,
    }


def _link(query: QueryDict, url: str, limit: int, name: str, place: int | str | None) -> str | None:
    if place is None:
        return None
    others = [
        (name, value) for name, values in query.lists() if name not in PLACES for value in values
    ]
    return f"{url}?{urlencode([*others, ('limit', limit), (name, place)])}"
