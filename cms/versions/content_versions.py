"""Has content changed since it was read last? One token a scope says so, and one for all.

The database itself changes the tokens, in the transaction that changes the content, whoever writes
and however: `save()`, `QuerySet.update()`, `bulk_create()`, raw SQL. An app says which scopes
change with the rows of its tables (`watch`); triggers on them are put in place after every
migration. What was derived from content read after a token is right while that stays the same.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from typing import Any, Final

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.utils.translation import gettext_lazy as _

from cms.versions.direct_read import tokens_of_any
from cms.versions.triggers import BY_VENDOR, EVENTS, LANES, MOST, Rule, Trigger, Triggers

ANY: Final = "any"
"""Changes with everything that is watched."""
SITE: Final = "site"
"""Changes with what every answer rests on: sites, languages, restrictions, site settings."""


class ContentVersion(models.Model):
    """A part of the token of a scope; written by triggers alone.

    Each transaction of PostgreSQL writes to a lane that no other one holds, so that those which
    write content of one scope at once do not wait for each other. `settled` is False from each
    change on until whatever follows from it outside the database (a purge) has been done.
    """

    pk = models.CompositePrimaryKey("scope", "lane")
    scope = models.CharField(max_length=MOST)
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
class State:
    """How new the content of some scopes is, and all content with it."""

    any: str
    """The token of `ANY`, as `current()` tells it."""
    fingerprint: str
    """The same for as long as no scope has changed."""
    changed_at: datetime
    """The latest change of a scope, in whole seconds of UTC."""


@dataclass(frozen=True, slots=True)
class _Watched:
    """A table as an app names it: see `watch`."""

    label: str
    scopes: tuple[str, ...]
    columns: tuple[str, ...]
    ignoring: frozenset[str]
    seen: str | None
    events: tuple[str, ...]


_watched: list[_Watched] = []
kept_by_processes: set[str] = set()
"""Scopes whose tokens every view reads with its frame: what is kept under them costs no query."""


def watch(
    label: str,
    *scopes: str,
    columns: Iterable[str] = (),
    ignoring: Iterable[str] = (),
    seen: str | None = None,
    events: Iterable[str] = EVENTS,
) -> None:
    """Let scopes, and `ANY`, change with the rows of a model, named as `app_label.Model`.

    A scope is a text with columns of the row, `page-{id}`, or a `SELECT` of such texts, in which
    `{column}` is a value of the row. An update counts where one of the `columns` changes (all, if
    none is named, but those to be ignored), and a row where it is `seen` before or after: a
    condition in SQL, that it is live where its table says so. The table between two models of a
    ManyToManyField is one too: `app_label.Model_field`. A table may be named more than once.
    """
    told = tuple(dict.fromkeys((ANY, *scopes)))
    entry = _Watched(label, told, tuple(columns), frozenset(ignoring), seen, tuple(events))
    if entry not in _watched:
        _watched.append(entry)


def watched() -> set[str]:
    """The labels of all models whose tables are watched."""
    return {apps.get_model(entry.label)._meta.label for entry in _watched}


@cache
def _scopes_of(model: type[models.Model]) -> tuple[str, str]:
    """What a row's own scope begins with, and the scope of all rows; raises LookupError."""
    parents = model._meta.get_parent_list()
    label = (parents[-1] if parents else model)._meta.label
    for entry in _watched:
        own, whole, *_ = (*(each for each in entry.scopes if each != ANY), "", "")
        if apps.get_model(entry.label)._meta.label == label and own.endswith("-{id}"):
            return own.removesuffix("{id}"), whole
    raise LookupError(f"Nothing says which answers change with {label}: see versions.watch().")


def own_scope(row: models.Model) -> str:
    """The scope of a single page, snippet, image or document: `page-7`."""
    return f"{_scopes_of(type(row))[0]}{row.pk}"


def all_scope(model: type[models.Model]) -> str:
    """The scope of all rows of a type of page, snippet or media: `pages`."""
    return _scopes_of(model)[1]


def _rule(entry: _Watched) -> Rule:
    meta = apps.get_model(entry.label)._meta
    fields = {str(field.column): field for field in meta.local_concrete_fields if field.column}
    key = meta.pk.column if meta.pk is not None else ""
    columns = entry.columns or tuple(name for name in fields if name not in entry.ignoring)
    seen = entry.seen or ("{live}" if "live" in fields else "true")
    uuids = {name for name, field in fields.items() if isinstance(field, models.UUIDField)}
    return Rule(
        meta.db_table, str(key), columns, entry.scopes, seen, entry.events, frozenset(uuids)
    )


def current(using: str = DEFAULT_DB_ALIAS) -> str | None:
    """The token of `ANY`, in one SQL query; None where nothing guards it.

    Read it before the content: then what is read is at least as new as the token says.
    """
    return token_of(tokens_of_any(connections[using]))


def _rows(scopes: list[str], using: str) -> list[tuple[str, int, str]]:
    marks = ", ".join(["%s"] * len(scopes))
    with connections[using].cursor() as cursor:
        # Without the ORM, which would take longer than the database: this renews what is stored.
        cursor.execute(
            f"SELECT scope, lane, token FROM content_version WHERE scope IN ({marks})",  # noqa: S608
            scopes,
        )
        return [(scope, lane, token) for scope, lane, token in cursor.fetchall()]


def token_of(tokens: Iterable[str]) -> str | None:
    """One token for the lanes of a scope, given in any order; None for none.

    >>> token_of(["2-b", "1-a"]) == token_of(["1-a", "2-b"]) != token_of(["1-a"])
    True
    """
    told = list(tokens)
    return (told[0] if len(told) == 1 else " ".join(sorted(told))) or None


def state(scopes: Iterable[str], using: str = DEFAULT_DB_ALIAS) -> State | None:
    """How new the content of scopes is, in one SQL query; None where nothing guards it.

    A scope in which nothing has ever changed has no token, and the day before all others.
    """
    asked = sorted({scope[:MOST] for scope in scopes})
    rows = sorted(_rows([*asked, ANY], using))
    whole = token_of(token for scope, _lane, token in rows if scope == ANY)
    if whole is None:
        return None
    told = [row for row in rows if row[0] in asked]
    digest = blake2b(repr((asked, told)).encode(), digest_size=16).hexdigest()
    newest = max((_second(token) for *_, token in told), default=0)
    return State(whole, digest, datetime.fromtimestamp(newest, UTC))


def _second(token: str) -> int:
    """When a token was made, in seconds of Unix; 0 for one that does not say."""
    with suppress(ValueError):
        return int(token.partition("-")[0])
    return 0


def install(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Put the triggers in place, where their tables exist, and let `ANY` and `SITE` be others.

    Receives `post_migrate`: what migrated may have made tables anew, and lost their triggers.
    """
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if ContentVersion._meta.db_table not in present:
        return
    sql = _sql(using)
    wanted = {each.name: each for each in _triggers(sql) if each.table in present}
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute(sql.found)
        found = dict(cursor.fetchall())
        gone = [
            each for name in found.keys() - wanted.keys() for each in sql.drop(name, found[name])
        ]
        made = [each for name in wanted if name not in found for each in wanted[name].statements]
        for statement in (*sql.before, *gone, *made, sql.renew(ANY, SITE, *kept_by_processes)):
            cursor.execute(statement)
        cursor.execute("DELETE FROM content_version WHERE lane >= %s", [LANES])


def uninstall(using: str = DEFAULT_DB_ALIAS, plan: Any = True, **_signal: Any) -> None:
    """Take the triggers away again, and the tokens, which nothing keeps right from then on.

    Receives `pre_migrate`: triggers name columns, and stand in the way of whoever alters these.
    Where there is nothing to migrate, they stay.
    """
    connection = connections[using]
    present = connection.introspection.table_names()
    if not plan or ContentVersion._meta.db_table not in present:
        return
    sql = _sql(using)
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute(sql.found)
        for name, table in cursor.fetchall():
            for statement in sql.drop(name, table):
                cursor.execute(statement)
        cursor.execute("DELETE FROM content_version")


def _triggers(sql: Triggers) -> list[Trigger]:
    return [each for entry in _watched for each in sql.triggers(_rule(entry))]


def _sql(using: str) -> Triggers:
    return BY_VENDOR[connections[using].vendor]
