"""How is one token read with nothing between this process and the database but its driver?

Each request asks for it, most ask for nothing else, and Django's ORM would take longer than all the
rest of such a request.
"""

from collections.abc import Callable
from typing import Any, Final
from weakref import WeakSet

from django.db.backends.base.base import BaseDatabaseWrapper

_SQL: Final = "SELECT token FROM content_version WHERE scope = 'any'"
_NAME: Final = b"wellspring_content_version"
_TUPLES_OK: Final = 2
"""libpq's `PGRES_TUPLES_OK`."""

_prepared: "WeakSet[Any]" = WeakSet()


def tokens_of_any(connection: BaseDatabaseWrapper) -> list[str]:
    """The tokens of all lanes of `versions.ANY`, inside a transaction or outside.

    A connection that was lost meanwhile is opened anew, unless a transaction went with it. Raises
    Django's own database errors.
    """
    try:
        connection.ensure_connection()
        return _BY_VENDOR[connection.vendor](connection)
    except Exception:
        # Whatever the driver said: Django says it in its own words.
        return _asked_again(connection)


def _asked_again(connection: BaseDatabaseWrapper) -> list[str]:
    if not connection.in_atomic_block and not connection.is_usable():
        connection.close()
    with connection.cursor() as cursor:
        cursor.execute(_SQL)
        return [token for (token,) in cursor.fetchall()]


def _in_sqlite(connection: BaseDatabaseWrapper) -> list[str]:
    return [token for (token,) in connection.connection.execute(_SQL).fetchall()]


def _in_postgresql(connection: BaseDatabaseWrapper) -> list[str]:
    session = connection.connection
    libpq = session.pgconn
    if connection.in_atomic_block:
        # An error would end the transaction, and behind a pooler a statement may be unknown.
        answer = libpq.exec_(_SQL.encode())
    else:
        if session not in _prepared:
            libpq.prepare(_NAME, _SQL.encode())
            _prepared.add(session)
        answer = libpq.exec_prepared(_NAME, None)
        if answer.status != _TUPLES_OK:
            answer = libpq.exec_(_SQL.encode())
    if answer.status != _TUPLES_OK:
        raise ConnectionError(answer.error_message)
    return [answer.get_value(row, 0).decode() for row in range(answer.ntuples)]


_BY_VENDOR: Final[dict[str, Callable[[BaseDatabaseWrapper], list[str]]]] = {
    "sqlite": _in_sqlite,
    "postgresql": _in_postgresql,
}
