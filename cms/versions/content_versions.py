"""Has content changed since it was last read? Each dependency key has a version that says so.

Triggers in the database renew the versions, in the transaction that changes the content, however
it is written: `save()`, `QuerySet.update()`, `bulk_create()`, raw SQL. The triggers of the
tracked tables (`cms.versions.dependencies`) are installed after every migration. What was
derived from content is up to date while the version read before it stays the same.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.utils.translation import gettext_lazy as _

from cms.versions import direct_read
from cms.versions.dependencies import ANY, SITE, TrackedTable, process_cache_keys, tracked_tables
from cms.versions.triggers import (
    BY_VENDOR,
    MAX_KEY_LENGTH,
    WRITE_LANES,
    SqlTrigger,
    TriggerDialect,
    TriggerRule,
)


class ContentVersion(models.Model):
    """A part of the version of a dependency key (`scope`); written by triggers alone.

    A transaction of PostgreSQL writes to a lane that no other transaction holds, so that
    transactions that change the same key do not wait for each other. `settled` is False from a
    change until what follows from it outside of the database (a purge) is done.
    """

    pk = models.CompositePrimaryKey("scope", "lane")
    scope = models.CharField(max_length=MAX_KEY_LENGTH)
    lane = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=50)
    settled = models.BooleanField(default=False)

    class Meta:
        app_label = "content"
        db_table = "content_version"
        verbose_name = _("content version")
        verbose_name_plural = _("content versions")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["scope"],
                condition=models.Q(settled=False),
                name="content_version_unsettled",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope}/{self.lane}: {self.token}"


@dataclass(frozen=True, slots=True)
class DependencyVersions:
    """The versions of some dependency keys, and of all content, at one moment."""

    any: str
    """The version of `ANY`, as `current()` returns it."""
    fingerprint: str
    """A digest of the versions of the keys: the same as long as none of them has changed."""
    changed_at: datetime
    """The latest change of one of the keys, in whole seconds of UTC."""


def combined_version(tokens: Iterable[str]) -> str | None:
    """Return one version for the tokens of all lanes of a key, in any order; None for none.

    >>> one, other = combined_version(["2-b", "1-a"]), combined_version(["1-a", "2-b"])
    >>> one == other != combined_version(["1-a"])
    True
    """
    known = list(tokens)
    return (known[0] if len(known) == 1 else " ".join(sorted(known))) or None


def current(using: str = DEFAULT_DB_ALIAS) -> str | None:
    """Return the version of `ANY` in one SQL query; None if there are no triggers.

    Read it before the content: then the content is at least as new as the version.
    """
    return combined_version(direct_read.tokens_of_any(connections[using]))


def dependency_versions(
    keys: Iterable[str], using: str = DEFAULT_DB_ALIAS
) -> DependencyVersions | None:
    """Return the versions of dependency keys in one SQL query; None if there are no triggers.

    A key that has never changed has no version, and counts as changed in 1970.
    """
    wanted = sorted({key[:MAX_KEY_LENGTH] for key in keys})
    rows = sorted(_select_versions([*wanted, ANY], using))
    any_version = combined_version(token for key, _lane, token in rows if key == ANY)
    if any_version is None:
        return None
    own = [row for row in rows if row[0] in wanted]
    digest = blake2b(repr((wanted, own)).encode(), digest_size=16).hexdigest()
    newest = max((_changed_at(token) for *_, token in own), default=0)
    return DependencyVersions(any_version, digest, datetime.fromtimestamp(newest, UTC))


def _select_versions(keys: list[str], using: str) -> list[tuple[str, int, str]]:
    marks = ", ".join(["%s"] * len(keys))
    with connections[using].cursor() as cursor:
        # Not with the ORM, which takes longer than the query: stored responses are checked so.
        cursor.execute(
            f"SELECT scope, lane, token FROM content_version WHERE scope IN ({marks})",  # noqa: S608
            keys,
        )
        return [(key, lane, token) for key, lane, token in cursor.fetchall()]


def _changed_at(token: str) -> int:
    """Return when a token was made, in seconds since 1970; 0 for a token without a time."""
    with suppress(ValueError):
        return int(token.partition("-")[0])
    return 0


def install(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Create missing triggers, drop obsolete ones, and renew `ANY` and `SITE`.

    Receives `post_migrate`, since a migration may create a table anew without its triggers.
    """
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if ContentVersion._meta.db_table not in present:
        return
    sql = _sql(using)
    wanted = {trigger.name: trigger for trigger in _triggers(sql) if trigger.table in present}
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute(sql.select_existing)
        existing = dict(cursor.fetchall())
        statements = list(sql.before)
        for name in existing.keys() - wanted.keys():
            statements += sql.drop(name, existing[name])
        for name in wanted:
            statements += wanted[name].statements if name not in existing else ()
        for statement in (*statements, sql.renew(ANY, SITE, *process_cache_keys)):
            cursor.execute(statement)
        cursor.execute("DELETE FROM content_version WHERE lane >= %s", [WRITE_LANES])


def uninstall(using: str = DEFAULT_DB_ALIAS, plan: Any = True, **_signal: Any) -> None:
    """Drop all triggers and delete the versions, which nothing renews from then on.

    Receives `pre_migrate`: triggers name columns and would block a migration that alters these.
    Does nothing if there is nothing to migrate.
    """
    connection = connections[using]
    present = connection.introspection.table_names()
    if not plan or ContentVersion._meta.db_table not in present:
        return
    sql = _sql(using)
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute(sql.select_existing)
        for name, table in cursor.fetchall():
            for statement in sql.drop(name, table):
                cursor.execute(statement)
        cursor.execute("DELETE FROM content_version")


def _triggers(sql: TriggerDialect) -> list[SqlTrigger]:
    return [trigger for table in tracked_tables for trigger in sql.triggers(_rule(table))]


def _rule(table: TrackedTable) -> TriggerRule:
    meta = apps.get_model(table.label)._meta
    fields = {str(field.column): field for field in meta.local_concrete_fields if field.column}
    return TriggerRule(
        table=meta.db_table,
        primary_key=str(meta.pk.column) if meta.pk is not None else "",
        columns=table.columns or tuple(name for name in fields if name not in table.ignoring),
        keys=table.keys,
        condition=table.condition or ("{live}" if "live" in fields else "true"),
        events=table.events,
        uuids=frozenset(n for n, field in fields.items() if isinstance(field, models.UUIDField)),
    )


def _sql(using: str) -> TriggerDialect:
    return BY_VENDOR[connections[using].vendor]
