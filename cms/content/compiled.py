"""How is a question that every read asks kept from being put into SQL anew each time?

Django works out the SQL of a queryset whenever it runs, which takes longer than the database does
to answer. Here that is done once a process for each kind of database; only parameters differ.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from django.db import connections
from django.db.models import QuerySet

Row = tuple[Any, ...]
# What no query of ours would look for: they mark where in the SQL a parameter has to go.
_MARKS: Final[dict[type, Any]] = {
    datetime: datetime(1871, 3, 14, 15, 9, 26, 535897, UTC),
    int: 2_147_483_629,
    str: "the-place-of-a-parameter",
}


class Compiled:
    """A `values_list` query with at most one parameter of each type: an instant, a number, a text.

    `rows = Compiled(lambda at: Page.objects.filter(expire_at__lte=at).values_list("pk"), datetime)`
    gives a list of tuples for `rows(now)`. A parameter may stand in the query more than once, but
    must be compared as it is: a text may be a slug, not the beginning of a path.
    """

    def __init__(self, build: "Callable[..., QuerySet[Any, Any]]", *kinds: type) -> None:
        self._build, self._kinds = build, kinds
        self._statement = cache(self._compile)

    def __call__(self, *values: Any) -> list[Row]:
        """Every row for these parameters, as the queryset itself would give them."""
        alias, sql, fixed, places, converters = self._statement()
        connection = connections[alias]
        given = [_sent(connection, value) for value in values]
        params = list(fixed)
        for place, number in places:
            params[place] = given[number]
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            found = cursor.fetchall()
        return [_converted(row, converters, connection) for row in found] if converters else found

    def _compile(self) -> tuple[str, str, list[Any], list[tuple[int, int]], list[Any]]:
        """The database, the SQL, its parameters, where ours go, what makes values of columns."""
        rows = self._build(*(_MARKS[kind] for kind in self._kinds))
        connection = connections[rows.db]
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        marks = [_sent(connection, _MARKS[kind]) for kind in self._kinds]
        places = [
            (place, number)
            for place, param in enumerate(params)
            for number, mark in enumerate(marks)
            if type(param) is type(mark) and param == mark
        ]
        if {number for _place, number in places} != set(range(len(marks))):
            raise ValueError(f"A parameter is not sent to the database as it is: {sql}")
        expressions = [column[0] for column in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(expressions)
        return rows.db, sql, list(params), places, list(converters.items())


def _sent(connection: Any, value: Any) -> Any:
    """A parameter as it is sent to a database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def _converted(row: Row, converters: list[Any], connection: Any) -> Row:
    values = list(row)
    for position, (functions, expression) in converters:
        for function in functions:
            values[position] = function(values[position], expression, connection)
    return tuple(values)
