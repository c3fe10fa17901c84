"""Run querysets that every read needs without building their SQL each time.

Django builds the SQL of a queryset whenever it runs, which takes longer than the database takes to
execute it. Here each statement is built once per process; reads differ only in the parameters.
"""

from collections.abc import Callable, Hashable
from contextlib import suppress
from copy import copy
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Final
from uuid import UUID

from cachetools import LRUCache
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

Build = Callable[..., "QuerySet[Any, Any]"]
# Values that no query contains otherwise: they mark where in the SQL a parameter belongs.
_PLACEHOLDERS: Final[dict[type, Callable[[int], Any]]] = {
    datetime: lambda number: datetime(1871, 3, 14, 15, 9, 26, tzinfo=UTC) + timedelta(days=number),
    int: lambda number: 2_147_480_000 + number,
    str: lambda number: f"the-place-of-parameter-{number}",
    UUID: lambda number: UUID(int=(0x5EED << 100) + number),
}
MAX_STATEMENTS: Final = 256
"""How many statements a process caches."""


def rows(name: Hashable, build: Build, *values: Any) -> list[Any]:
    """Return the rows of `build(*values)`: instances, or what its `values_list` selects.

    Each value is a datetime, int, str or UUID, or a list of one of these. It may occur in the
    query more than once, but only compared as it is: a text may be a slug, but not the beginning
    of a path. `name` has to contain everything else that the query depends on: it is built once
    for a name and the types of the values. With None as a name it is built each time.
    """
    if name is None:
        return list(build(*values))
    padded = [_padded(value) for value in values]
    statement = _statement(name, build, tuple(_type_of(value) for value in padded))
    return statement.rows(padded) if statement is not None else []


_statements: "LRUCache[Hashable, _Statement | None]" = LRUCache(MAX_STATEMENTS)
_statements_lock = Lock()


def _statement(name: Hashable, build: Build, types: tuple[Any, ...]) -> "_Statement | None":
    """Return the statement from the cache or build it; None if it never matches any row."""
    key = name, types
    with _statements_lock:
        if key in _statements:
            return _statements[key]
    placeholders = _placeholders(types)
    statement: _Statement | None = None
    with suppress(EmptyResultSet):
        statement = _Statement(build(*placeholders), _flat(placeholders))
    with _statements_lock:
        _statements[key] = statement
    return statement


def _padded(value: Any) -> Any:
    """Repeat the last item of a list up to a power of two, so that there are few statements."""
    if not isinstance(value, list) or not value:
        return value
    missing = (1 << (len(value) - 1).bit_length()) - len(value)
    return [*value, *value[-1:] * missing]


def _type_of(value: Any) -> Any:
    """Return the type of a value; of a list, the type of its items and their number."""
    return (type(value[0]), len(value)) if isinstance(value, list) and value else type(value)


def _placeholders(types: tuple[Any, ...]) -> list[Any]:
    """Return a placeholder for each value, all different."""
    placeholders: list[Any] = []
    number = 0
    for each in types:
        if each is list:
            placeholders.append([])
            continue
        kind, length = each if isinstance(each, tuple) else (each, 1)
        made = [_PLACEHOLDERS[kind](number + step) for step in range(length)]
        placeholders.append(made if isinstance(each, tuple) else made[0])
        number += length
    return placeholders


def _flat(values: list[Any]) -> list[Any]:
    return [item for value in values for item in (value if isinstance(value, list) else [value])]


class _Statement:
    """The SQL of a queryset. Django's iterables, which make rows of results, take it for one."""

    _known_related_objects: Final[dict[Any, Any]] = {}

    def __init__(self, queryset: "QuerySet[Any, Any]", placeholders: list[Any]) -> None:
        self.db, self.model = queryset.db, queryset.model
        self.query: _Query | None = None
        self._iterable: Any = queryset._iterable_class
        self._compiler = queryset.query.get_compiler(self.db)
        self._sql, params = self._compiler.as_sql()
        self._params = list(params)
        adapted = [self._adapted(placeholder) for placeholder in placeholders]
        # A dictionary, since a list of ids may be long.
        numbers = {(type(value), value): number for number, value in enumerate(adapted)}
        kinds = {kind for kind, _value in numbers}
        self._places = [
            (place, numbers[type(param), param])
            for place, param in enumerate(params)
            if type(param) in kinds and (type(param), param) in numbers
        ]
        if {number for _place, number in self._places} != set(range(len(placeholders))):
            raise ValueError(f"A parameter is not sent to the database as it is: {self._sql}")

    def rows(self, values: list[Any]) -> list[Any]:
        """Execute the statement with other values."""
        adapted = [self._adapted(value) for value in _flat(values)]
        params = list(self._params)
        for place, number in self._places:
            params[place] = adapted[number]
        compiler = copy(self._compiler)
        compiler.connection = connections[self.db]
        compiler.as_sql = lambda: (self._sql, params)
        queryset = copy(self)
        queryset.query = _Query(compiler)
        return list(self._iterable(queryset))

    def _adapted(self, value: Any) -> Any:
        """Convert a value to what Django passes to this database."""
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
