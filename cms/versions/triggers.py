"""In which SQL does each database keep the tokens of `cms.versions.content_versions` right?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, Protocol

EVENTS: Final = ("insert", "update", "delete")
# Each lane is one more row to read; so many transactions may write at once without waiting.
LANES: Final = 16
MOST: Final = 300
"""The length of a scope; what is longer is cut off."""

_COLUMN: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """Which scopes change with the rows of a table.

    `scopes` are texts with `{column}`, or `SELECT`s of one column; `seen` is a condition on a row.
    An update counts where one of the `columns` differs. `uuids` are columns of that type.
    """

    table: str
    key: str
    columns: tuple[str, ...]
    scopes: tuple[str, ...]
    seen: str
    events: tuple[str, ...]
    uuids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger by its name, which changes with what it does, and how it is made."""

    name: str
    table: str
    statements: tuple[str, ...]


class Triggers(Protocol):
    """The SQL of one database; names come from models, never from a request."""

    found: str
    """Selects name and table of each trigger there is."""
    before: tuple[str, ...]
    """What has to be made before any trigger."""

    def triggers(self, rule: Rule) -> Iterator[Trigger]:
        """Let the scopes of a rule change with its table."""

    def drop(self, name: str, table: str) -> Iterator[str]:
        """Take a trigger away."""

    def renew(self, *scopes: str) -> str:
        """Give scopes another token, whether or not they have one."""


def _upsert(scopes: str, lane: str, token: str) -> str:
    """Renew what a query gives, in one order, so that two transactions meet in that order."""
    return (
        f"INSERT INTO content_version (scope, lane, token, settled) SELECT scope, {lane}, {token}, "  # noqa: S608
        f"false FROM (SELECT DISTINCT substr(scope, 1, {MOST}) AS scope FROM ({scopes}) AS named "
        "WHERE scope IS NOT NULL ORDER BY 1) AS renewed WHERE true "
        "ON CONFLICT (scope, lane) DO UPDATE SET token = excluded.token, settled = false"
    )


def _named(scopes: Sequence[str]) -> str:
    return " UNION ALL ".join(f"SELECT '{scope}' AS scope" for scope in scopes)


def _name(rule: Rule, event: str, *statements: str) -> str:
    told = "".join((rule.table, *statements))
    digest = blake2b(told.encode(), digest_size=6).hexdigest()
    return f"version_{rule.table[:22]}_{event}_{digest}"


class Sqlite:
    """Row by row, since SQLite has no triggers of statements; one writer, so one lane."""

    found = (
        "SELECT name, tbl_name FROM sqlite_master "
        "WHERE type = 'trigger' AND substr(name, 1, 8) = 'version_'"
    )
    before: tuple[str, ...] = ()
    token = "strftime('%s', 'now') || '-' || lower(hex(randomblob(16)))"  # noqa: S105

    def triggers(self, rule: Rule) -> Iterator[Trigger]:
        """One trigger for each event."""
        rows = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}
        for event in rule.events:
            seen = " OR ".join(f"({_of(row, rule.seen, rule)})" for row in rows[event])
            if event == "update":
                changed = (f'OLD."{name}" IS NOT NEW."{name}"' for name in rule.columns)
                seen = f"({seen}) AND ({' OR '.join(changed)})"
            scopes = (self._scope(row, each, rule) for row in rows[event] for each in rule.scopes)
            body = _upsert(" UNION ALL ".join(dict.fromkeys(scopes)), "0", self.token)
            end = f'AFTER {event.upper()} ON "{rule.table}" WHEN {seen} BEGIN {body}; END'
            name = _name(rule, event, end)
            yield Trigger(name, rule.table, (f'CREATE TRIGGER "{name}" {end}',))

    def _scope(self, row: str, scope: str, rule: Rule) -> str:
        if scope.startswith("SELECT "):
            return f"SELECT * FROM ({_of(row, scope, rule)})"  # noqa: S608
        return f"SELECT {_text(row, scope, rule)} AS scope"

    def drop(self, name: str, table: str) -> Iterator[str]:
        """It alone."""
        yield f'DROP TRIGGER IF EXISTS "{name}"'

    def renew(self, *scopes: str) -> str:
        """A new random token."""
        return _upsert(_named(scopes), "0", self.token)


def _of(row: str, sql: str, rule: Rule) -> str:
    """SQL about a row: its columns instead of `{column}`."""

    def column(match: re.Match[str]) -> str:
        return f'{row}."{match[1]}"'

    return _COLUMN.sub(column, sql)


def _text(row: str, scope: str, rule: Rule) -> str:
    """A scope of a row as an SQL expression: `'page-' || NEW."id"`."""
    literal, *rest = _COLUMN.split(scope)
    parts = [f"'{literal}'"]
    for name, after in zip(rest[::2], rest[1::2], strict=True):
        parts.append(_value(f'{row}."{name}"', is_uuid=name in rule.uuids))
        parts += [f"'{after}'"] if after else []
    return " || ".join(parts)


def _value(column: str, *, is_uuid: bool) -> str:
    """A column as text; a UUID in its usual spelling, which SQLite stores without hyphens."""
    if not is_uuid:
        return column
    digits = f"replace(CAST({column} AS text), '-', '')"
    parts = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    return " || '-' || ".join(f"substr({digits}, {start}, {size})" for start, size in parts)


class PostgreSQL:
    """Once for each statement, from the rows as they were and as they are; TRUNCATE too."""

    found = (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace "
        "AND starts_with(tgname, 'version_')"
    )
    token = (
        "extract(epoch FROM clock_timestamp())::bigint || '-' || "  # noqa: S105
        "replace(gen_random_uuid()::text, '-', '')"
    )
    # The first lane that no other transaction writes in; shared where all are taken.
    lane = "(SELECT content_version_lane())"
    before: tuple[str, ...] = (
        "CREATE OR REPLACE FUNCTION content_version_lane() RETURNS integer LANGUAGE plpgsql AS $$ "
        f"BEGIN FOR lane IN 0..{LANES - 1} LOOP "
        "IF pg_try_advisory_xact_lock(hashtext('content_version'), lane) THEN RETURN lane; END IF; "
        f"END LOOP; RETURN pg_backend_pid() % {LANES}; END $$",
    )

    def triggers(self, rule: Rule) -> Iterator[Trigger]:
        """One for each event, each with a function of its own."""
        scopes = " UNION ALL ".join(self._scope(each, rule) for each in rule.scopes)
        for event in rule.events:
            rows = self._rows(event, rule)
            named = f"SELECT told.scope FROM ({rows}) AS r, LATERAL ({scopes}) AS told"  # noqa: S608
            tables = {
                "insert": "NEW TABLE AS new_rows",
                "delete": "OLD TABLE AS old_rows",
                "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
            }
            timing = f"REFERENCING {tables[event]} FOR EACH STATEMENT"
            yield self._trigger(rule, event, timing, _upsert(named, self.lane, self.token))
        # Which rows there were is not told, so all answers count as changed.
        whole = {"any", "site"}.union(each for each in rule.scopes if not _COLUMN.search(each))
        renewal = self.renew(*sorted(each for each in whole if not each.startswith("SELECT ")))
        yield self._trigger(rule, "truncate", "FOR EACH STATEMENT", renewal)

    def _trigger(self, rule: Rule, event: str, timing: str, body: str) -> Trigger:
        name = _name(rule, event, timing, body)
        # It remembers where its tables stand: what `pg_dump` writes is loaded without a path.
        # Compiling its plan, whose rows PostgreSQL overrates, would take seconds.
        return Trigger(
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

    def _rows(self, event: str, rule: Rule) -> str:
        if event != "update":
            table = "new_rows" if event == "insert" else "old_rows"
            return f"SELECT r.* FROM {table} AS r WHERE {_of('r', rule.seen, rule)}"  # noqa: S608
        seen = f"({_of('o', rule.seen, rule)}) OR ({_of('n', rule.seen, rule)})"
        changed = " OR ".join(f'o."{name}" IS DISTINCT FROM n."{name}"' for name in rule.columns)
        # A row whose key changes is one that goes and one that comes.
        pairs = f'old_rows AS o FULL JOIN new_rows AS n ON o."{rule.key}" = n."{rule.key}"'
        pairs += f" WHERE ({seen}) AND ({changed})"
        return f"SELECT o.* FROM {pairs} UNION ALL SELECT n.* FROM {pairs}"  # noqa: S608

    def _scope(self, scope: str, rule: Rule) -> str:
        if scope.startswith("SELECT "):
            return f"SELECT * FROM ({_of('r', scope, rule)}) AS asked(scope)"  # noqa: S608
        return f"SELECT {_text('r', scope, rule)} AS scope"

    def drop(self, name: str, table: str) -> Iterator[str]:
        """With its function, where it has one of its own."""
        yield f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'
        yield f'DROP FUNCTION IF EXISTS "content_{name}"()'

    def renew(self, *scopes: str) -> str:
        """A new random token in a lane of this transaction."""
        return _upsert(_named(scopes), self.lane, self.token)


BY_VENDOR: Final[dict[str, Triggers]] = {"sqlite": Sqlite(), "postgresql": PostgreSQL()}
