"""In which SQL does each database keep the tokens of `cms.content.versions` right?"""

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

EVENTS: Final = ("insert", "update", "delete")
# Sessions of PostgreSQL that share a lane wait for each other, so there are more than sessions.
LANES: Final = 256


class Triggers(Protocol):
    """The SQL of one database; names come from models, never from a request."""

    def create(self, scope: str, table: str) -> Iterator[str]:
        """Let a scope change with a table; nothing where it does already."""

    def drop(self, scope: str, tables: Iterable[str]) -> Iterator[str]:
        """Let a scope change with these tables no longer."""

    def renew(self, scope: str) -> str:
        """Give a scope another token, whether or not it has one."""


def _upsert(scope: str, lane: str, token: str) -> str:
    return (
        f"INSERT INTO content_version (scope, lane, token) VALUES ({scope}, {lane}, {token}) "  # noqa: S608
        "ON CONFLICT (scope, lane) DO UPDATE SET token = excluded.token"
    )


class Sqlite:
    """Row by row, since SQLite has no triggers of statements; one writer, so one lane."""

    def create(self, scope: str, table: str) -> Iterator[str]:
        """One trigger for each event."""
        for event in EVENTS:
            yield (
                f'CREATE TRIGGER IF NOT EXISTS "version_{scope}_{table}_{event}" '
                f'AFTER {event.upper()} ON "{table}" BEGIN {self.renew(scope)}; END'
            )

    def drop(self, scope: str, tables: Iterable[str]) -> Iterator[str]:
        """All three of each."""
        for table in tables:
            for event in EVENTS:
                yield f'DROP TRIGGER IF EXISTS "version_{scope}_{table}_{event}"'

    def renew(self, scope: str) -> str:
        """A new random token."""
        return _upsert(f"'{scope}'", "0", "lower(hex(randomblob(16)))")


class PostgreSQL:
    """Once for each statement, TRUNCATE too."""

    def create(self, scope: str, table: str) -> Iterator[str]:
        """One function for all tables, one trigger for each.

        It remembers where its own table stands: what `pg_dump` writes is loaded without a path.
        """
        renewal = _upsert("TG_ARGV[0]", f"pg_backend_pid() % {LANES}", "gen_random_uuid()")
        yield (
            "CREATE OR REPLACE FUNCTION content_version_renew() RETURNS trigger "
            "LANGUAGE plpgsql SET search_path FROM CURRENT "
            f"AS $$ BEGIN {renewal}; RETURN NULL; END $$"
        )
        yield (
            f'CREATE OR REPLACE TRIGGER "version_{scope}" '
            f'AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION content_version_renew('{scope}')"
        )

    def drop(self, scope: str, tables: Iterable[str]) -> Iterator[str]:
        """All triggers of all scopes, with their function."""
        yield "DROP FUNCTION IF EXISTS content_version_renew() CASCADE"

    def renew(self, scope: str) -> str:
        """A new random token in this session's lane."""
        return _upsert(f"'{scope}'", f"pg_backend_pid() % {LANES}", "gen_random_uuid()")


BY_VENDOR: Final[dict[str, Triggers]] = {"sqlite": Sqlite(), "postgresql": PostgreSQL()}
