"""How is a question that every read asks kept from being put into SQL anew each time?

Django works out the SQL of a queryset whenever it runs, which takes longer than the database does
to answer. Here that is done once a process; only the parameters differ from read to read.
"""

from collections.abc import Callable, Hashable
from copy import copy
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

Build = Callable[..., "QuerySet[Any, Any]"]
# What nobody looks for: it marks where in the SQL a parameter has to go.
_MARKS: Final[dict[type, Callable[[int], Any]]] = {
    datetime: lambda number: datetime(1871, 3, 14, 15, 9, 26, tzinfo=UTC) + timedelta(days=number),
    int: lambda number: 2_147_480_000 + number,
    str: lambda number: f"the-place-of-parameter-{number}",
    UUID: lambda number: UUID(int=(0x5EED << 100) + number),
}
_KEPT: Final = 256
"""Statements of so many names and shapes are kept by a process."""


def rows(name: Hashable, build: Build, *values: Any) -> list[Any]:
    """The rows of `build(*values)`: instances or what `values_list` gives, as the queryset would.

    Each value is an instant, a number, a text, a UUID or a list of these; it may stand in the
    query more than once but must be compared as it is (a text may be a slug, not the beginning of
    a path). All else that the query depends on belongs into the name: under one name and with
    values of the same types, it is built once. None as a name: built each time.
    """
    if name is None:
        return list(build(*values))
    padded = [_padded(value) for value in values]
    statement = _statement(name, tuple(_shape(value) for value in padded), _Once(build))
    return statement.rows(padded) if statement is not None else []


class _Once:
    """What builds a query; any equals any, so that no other is remembered by it."""

    def __init__(self, build: Build) -> None:
        self.build = build

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once)

    def __hash__(self) -> int:
        return 0


def _padded(value: Any) -> Any:
    """A list as long as a power of two, its last item repeated: so there are few shapes."""
    if not isinstance(value, list) or not value:
        return value
    missing = (1 << (len(value) - 1).bit_length()) - len(value)
    return [*value, *value[-1:] * missing]


def _shape(value: Any) -> Any:
    return (type(value[0]), len(value)) if isinstance(value, list) and value else type(value)


def _marked(shapes: tuple[Any, ...]) -> list[Any]:
    """A mark for each value, all different."""
    marks: list[Any] = []
    number = 0
    for shape in shapes:
        kind, length = shape if isinstance(shape, tuple) else (shape, 0 if shape is list else 1)
        made = [_MARKS[kind](number + step) for step in range(length)]
        marks.append(made if isinstance(shape, tuple) or shape is list else made[0])
        number += length
    return marks


def _flat(values: list[Any]) -> list[Any]:
    return [item for value in values for item in (value if isinstance(value, list) else [value])]


@lru_cache(maxsize=_KEPT)
def _statement(name: Hashable, shapes: tuple[Any, ...], once: _Once) -> "_Statement | None":
    """None where nothing can match, whatever the values."""
    marks = _marked(shapes)
    try:
        return _Statement(once.build(*marks), _flat(marks))
    except EmptyResultSet:
        return None


class _Statement:
    """The SQL of a queryset. It stands in for the queryset where Django makes rows of results."""

    _known_related_objects: Final[dict[Any, Any]] = {}

    def __init__(self, queryset: "QuerySet[Any, Any]", marks: list[Any]) -> None:
        self.db, self.model = queryset.db, queryset.model
        self.query: _Query | None = None
        self._iterable: Any = queryset._iterable_class
        self._compiler = queryset.query.get_compiler(self.db)
        self._sql, params = self._compiler.as_sql()
        self._fixed = list(params)
        # Looked up in a table: a list of ids may be long.
        sent = enumerate(self._sent(mark) for mark in marks)
        numbers = {(type(mark), mark): number for number, mark in sent}
        kinds = {kind for kind, _mark in numbers}
        self._places = [
            (place, numbers[type(param), param])
            for place, param in enumerate(params)
            if type(param) in kinds and (type(param), param) in numbers
        ]
        if {number for _place, number in self._places} != set(range(len(marks))):
            raise ValueError(f"A parameter is not sent to the database as it is: {self._sql}")

    def rows(self, values: list[Any]) -> list[Any]:
        """The rows for these values."""
        given = [self._sent(value) for value in _flat(values)]
        params = list(self._fixed)
        for place, number in self._places:
            params[place] = given[number]
        compiler = copy(self._compiler)
        compiler.connection = connections[self.db]
        compiler.as_sql = lambda: (self._sql, params)
        asked = copy(self)
        asked.query = _Query(compiler)
        return list(self._iterable(asked))

    def _sent(self, value: Any) -> Any:
        """A value as it is sent to this database."""
        connection = connections[self.db]
        if isinstance(value, datetime):
            return connection.ops.adapt_datetimefield_value(value)
        if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
            return value.hex
        return value


class _Query:
    def __init__(self, compiler: Any) -> None:
        self._compiler = compiler

    def get_compiler(self, *_using: Any, **_named: Any) -> Any:
        return self._compiler
