"""Has the content of a scope changed since it was read last? One token a scope says so.

The database itself changes the token, in the transaction that changes the content, whoever writes
and however: `save()`, `QuerySet.update()`, `bulk_create()`, raw SQL. An app registers the tables
of a scope; triggers on them are put in place after every migration. What was derived from content
read after a token is right for as long as the token is the same.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from cms.content import version_triggers

_registered: dict[str, list[str]] = {}


class ContentVersion(models.Model):
    """A part of the token of a scope; written by triggers alone.

    Each of PostgreSQL's sessions writes to a lane of its own, so that transactions which write
    content of one scope at once do not wait for each other. A migration that changes this table
    must first remove the triggers (`versions.uninstall`): they name it.
    """

    pk = models.CompositePrimaryKey("scope", "lane")
    scope = models.CharField(max_length=50)
    lane = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=36)

    class Meta:
        db_table = "content_version"
        verbose_name = _("content version")
        verbose_name_plural = _("content versions")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.scope}/{self.lane}: {self.token}"


def register(scope: str, *labels: str) -> None:
    """Let a scope change with the tables of these models, named as `app_label.Model`.

    The table between two models of a ManyToManyField is one too: `app_label.Model_field`.
    """
    known = _registered.setdefault(scope, [])
    known += [label for label in labels if label not in known]


def version(scope: str) -> str | None:
    """The token of a scope, in one SQL query; None where nothing guards it.

    Read it before the content: then what is read is at least as new as the token says.
    """
    lanes = ContentVersion.objects.filter(scope=scope).order_by("lane")
    return token_of(lanes.values_list("lane", "token"))


def token_of(lanes: Iterable[tuple[int, str]]) -> str | None:
    """One token for the lanes of a scope, given in any order.

    >>> token_of([(1, "b"), (0, "a")]) == token_of([(0, "a"), (1, "b")]) != token_of([(0, "a")])
    True
    >>> token_of([]) is None
    True
    """
    told = sorted(lanes)
    return blake2b(repr(told).encode(), digest_size=16).hexdigest() if told else None


def tables(scope: str) -> list[str]:
    """The names of the tables with which a scope changes."""
    return [apps.get_model(label)._meta.db_table for label in _registered[scope]]


def install(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Put the triggers in place, where their tables exist, and let every token be another.

    Receives `post_migrate`: what migrated may have made tables anew, and lost their triggers.
    """
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if ContentVersion._meta.db_table not in present:
        return
    with connection.cursor() as cursor:
        for scope in _registered:
            for table in present.intersection(tables(scope)):
                for statement in _triggers(connection).create(scope, table):
                    cursor.execute(statement)
            cursor.execute(_triggers(connection).renew(scope))


def uninstall(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take the triggers away again, and the tokens, which nothing keeps right from then on."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for scope in _registered:
            for statement in _triggers(connection).drop(scope, present.intersection(tables(scope))):
                cursor.execute(statement)
    ContentVersion.objects.using(using).all().delete()


def _triggers(connection: BaseDatabaseWrapper) -> Any:
    return version_triggers.BY_VENDOR[connection.vendor]
