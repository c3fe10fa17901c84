"""The SQL of the triggers that renew content versions, for SQLite and for PostgreSQL."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, Protocol

EVENTS: Final = ("insert", "update", "delete")
WRITE_LANES: Final = 16
"""How many transactions can write at once without waiting; each lane is one more row to read."""
MAX_KEY_LENGTH: Final = 300
"""Longer dependency keys are truncated, in characters."""

_COLUMN: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class TriggerRule:
    """Which dependency keys change with the rows of a table: a `TrackedTable` in terms of SQL.

    `keys` are texts with `{column}`, or `SELECT`s of one column; `condition` is SQL about a row.
    An update counts if one of the `columns` differs. `uuids` are columns of that type.
    """

    table: str
    primary_key: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    condition: str
    events: tuple[str, ...]
    uuids: frozenset[str]


@dataclass(frozen=True, slots=True)
class SqlTrigger:
    """A trigger: its name, which ends with a digest of its SQL, and its statements."""

    name: str
    table: str
    statements: tuple[str, ...]


class TriggerDialect(Protocol):
    """The SQL of one database; names come from models, never from a request."""

    select_existing: str
    """Selects `(name, table)` of each existing trigger."""
    before: tuple[str, ...]
    """Statements to execute before any trigger is created."""

    def triggers(self, rule: TriggerRule) -> Iterator[SqlTrigger]:
        """Return the triggers that renew the keys of a rule when its table changes."""

    def drop(self, name: str, table: str) -> Iterator[str]:
        """Return the statements that drop a trigger."""

    def renew(self, *keys: str) -> str:
        """Return a statement that gives keys a new random token."""


def _upsert(keys: str, lane: str, token: str) -> str:
    """Return a statement that renews the keys selected by a query.

    Sorted, so that two transactions lock the rows in the same order.
    """
    return (
        f"INSERT INTO content_version (scope, lane, token, settled) SELECT scope, {lane}, {token}, "  # noqa: S608
        f"false FROM (SELECT DISTINCT substr(scope, 1, {MAX_KEY_LENGTH}) AS scope "
        f"FROM ({keys}) AS named WHERE scope IS NOT NULL ORDER BY 1) AS renewed WHERE true "
        "ON CONFLICT (scope, lane) DO UPDATE SET token = excluded.token, settled = false"
    )


def _select(keys: Sequence[str]) -> str:
    return " UNION ALL ".join(f"SELECT '{key}' AS scope" for key in keys)


def _name(rule: TriggerRule, event: str, *statements: str) -> str:
    sql = "".join((rule.table, *statements))
    digest = blake2b(sql.encode(), digest_size=6).hexdigest()
    return f"version_{rule.table[:22]}_{event}_{digest}"


class Sqlite:
    """Triggers for each row: SQLite has none for statements. It has one writer, so one lane."""

    select_existing = (
        "SELECT name, tbl_name FROM sqlite_master "
        "WHERE type = 'trigger' AND substr(name, 1, 8) = 'version_'"
    )
    before: tuple[str, ...] = ()
    token = "strftime('%s', 'now') || '-' || lower(hex(randomblob(16)))"  # noqa: S105

    def triggers(self, rule: TriggerRule) -> Iterator[SqlTrigger]:
        """Return one trigger for each event."""
        rows = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
        for event in rule.events:
            condition = " OR ".join(f"({_of(row, rule.condition)})" for row in rows[event])
            if event == "update":
                changed = (f'OLD."{name}" IS NOT NEW."{name}"' for name in rule.columns)
                condition = f"({condition}) AND ({' OR '.join(changed)})"
            keys = (self._select_key(row, key, rule) for row in rows[event] for key in rule.keys)
            body = _upsert(" UNION ALL ".join(dict.fromkeys(keys)), "0", self.token)
            end = f'AFTER {event.upper()} ON "{rule.table}" WHEN {condition} BEGIN {body}; END'
            name = _name(rule, event, end)
            yield SqlTrigger(name, rule.table, (f'CREATE TRIGGER "{name}" {end}',))

    def _select_key(self, row: str, key: str, rule: TriggerRule) -> str:
        if key.startswith("SELECT "):
            return f"SELECT * FROM ({_of(row, key)})"  # noqa: S608
        return f"SELECT {_text(row, key, rule)} AS scope"

    def drop(self, name: str, table: str) -> Iterator[str]:
        """Return the statement that drops a trigger."""
        yield f'DROP TRIGGER IF EXISTS "{name}"'

    def renew(self, *keys: str) -> str:
        """Return a statement that gives keys a new random token."""
        return _upsert(_select(keys), "0", self.token)


def _of(row: str, sql: str) -> str:
    """Replace each `{column}` in SQL by that column of a row."""

    def column(match: re.Match[str]) -> str:
        return f'{row}."{match[1]}"'

    return _COLUMN.sub(column, sql)


def _text(row: str, key: str, rule: TriggerRule) -> str:
    """Return a key of a row as an SQL expression: `'page-' || NEW."id"`."""
    literal, *rest = _COLUMN.split(key)
    parts = [f"'{literal}'"]
    for name, after in zip(rest[::2], rest[1::2], strict=True):
        parts.append(_value(f'{row}."{name}"', is_uuid=name in rule.uuids))
        parts += [f"'{after}'"] if after else []
    return " || ".join(parts)


def _value(column: str, *, is_uuid: bool) -> str:
    """Return a column as text: a UUID with its hyphens, without which SQLite stores it."""
    if not is_uuid:
        return column
    digits = f"replace(CAST({column} AS text), '-', '')"
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return " || '-' || ".join(f"substr({digits}, {start}, {size})" for start, size in parts)


class PostgreSQL:
    """Triggers for each statement, including TRUNCATE, that compare the old and the new rows."""

    select_existing = (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace "
        "AND starts_with(tgname, 'version_')"
    )
    token = (
        "extract(epoch FROM clock_timestamp())::bigint || '-' || "  # noqa: S105
        "replace(gen_random_uuid()::text, '-', '')"
    )
    # The first lane that no other transaction writes to; if all are taken, a shared one.
    lane = "(SELECT content_version_lane())"
    before: tuple[str, ...] = (
        "CREATE OR REPLACE FUNCTION content_version_lane() RETURNS integer LANGUAGE plpgsql AS $$ "
        f"BEGIN FOR lane IN 0..{WRITE_LANES - 1} LOOP "
        "IF pg_try_advisory_xact_lock(hashtext('content_version'), lane) THEN RETURN lane; END IF; "
        f"END LOOP; RETURN pg_backend_pid() % {WRITE_LANES}; END $$",
    )

    def triggers(self, rule: TriggerRule) -> Iterator[SqlTrigger]:
        """Return one trigger for each event, each with a function of its own."""
        keys = " UNION ALL ".join(self._select_key(key, rule) for key in rule.keys)
        for event in rule.events:
            rows = self._rows(event, rule)
            selected = f"SELECT keys.scope FROM ({rows}) AS r, LATERAL ({keys}) AS keys"  # noqa: S608
            tables = {
                "insert": "NEW TABLE AS new_rows",
                "delete": "OLD TABLE AS old_rows",
                "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
            }
            timing = f"REFERENCING {tables[event]} FOR EACH STATEMENT"
            yield self._trigger(rule, event, timing, _upsert(selected, self.lane, self.token))
        # TRUNCATE does not say which rows there were, so every response counts as changed.
        constant = {"any", "site"}.union(key for key in rule.keys if not _COLUMN.search(key))
        renewal = self.renew(*sorted(key for key in constant if not key.startswith("SELECT ")))
        yield self._trigger(rule, "truncate", "FOR EACH STATEMENT", renewal)

    def _trigger(self, rule: TriggerRule, event: str, timing: str, body: str) -> SqlTrigger:
        name = _name(rule, event, timing, body)
        # The search path is fixed, since a dump of `pg_dump` is restored without one. JIT is off,
        # since PostgreSQL overestimates the rows and would compile the plan for seconds.
        return SqlTrigger(
            name,
            rule.table,
            (
                f'CREATE OR REPLACE FUNCTION "content_{name}"() RETURNS trigger '
                "LANGUAGE plpgsql SET search_path FROM CURRENT SET jit = off "
                f"AS $$ BEGIN {body}; RETURN NULL; END $$",
                f'CREATE TRIGGER "{name}" AFTER {event.upper()} ON "{rule.table}" '
                f'{timing} EXECUTE FUNCTION "content_{name}"()',
            ),
        )

    def _rows(self, event: str, rule: TriggerRule) -> str:
        if event != "update":
            table = "new_rows" if event == "insert" else "old_rows"
            return f"SELECT r.* FROM {table} AS r WHERE {_of('r', rule.condition)}"  # noqa: S608
        condition = f"({_of('o', rule.condition)}) OR ({_of('n', rule.condition)})"
        changed = " OR ".join(f'o."{name}" IS DISTINCT FROM n."{name}"' for name in rule.columns)
        # A row whose primary key changes counts as one deleted and one inserted.
        key = rule.primary_key
        pairs = f'old_rows AS o FULL JOIN new_rows AS n ON o."{key}" = n."{key}"'
        pairs += f" WHERE ({condition}) AND ({changed})"
        return f"SELECT o.* FROM {pairs} UNION ALL SELECT n.* FROM {pairs}"  # noqa: S608

    def _select_key(self, key: str, rule: TriggerRule) -> str:
        if key.startswith("SELECT "):
            return f"SELECT * FROM ({_of('r', key)}) AS selected(scope)"  # noqa: S608
        return f"SELECT {_text('r', key, rule)} AS scope"

    def drop(self, name: str, table: str) -> Iterator[str]:
        """Return the statements that drop a trigger and its function."""
        yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
        yield f'DROP FUNCTION IF EXISTS "content_{name}"()'

    def renew(self, *keys: str) -> str:
        """Return a statement that gives keys a new random token in a lane of the transaction."""
        return _upsert(_select(keys), self.lane, self.token)


BY_VENDOR: Final[dict[str, TriggerDialect]] = {"sqlite": Sqlite(), "postgresql": PostgreSQL()}
