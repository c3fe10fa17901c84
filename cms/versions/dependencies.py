"""Which dependency keys change with which tables, and which of them does a response depend on?

A dependency key is a short text such as `page-7` or `promotions`. An app says which keys change
with the rows of its tables (`track`); code that reads content for a response records the keys
(`Dependencies`). If a key is missing on either side, a stored response remains out of date:
tests/delivery/test_dependencies.py compares both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.apps import apps
from django.db import models

from cms.versions.triggers import EVENTS

ANY: Final = "any"
"""Changes with every tracked table."""
SITE: Final = "site"
"""Changes with what every response rests on: sites, languages, restrictions, site settings."""


@dataclass(frozen=True, slots=True)
class TrackedTable:
    """A table and the dependency keys that change with it, as passed to `track`."""

    label: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    ignoring: frozenset[str]
    condition: str | None
    events: tuple[str, ...]


tracked_tables: Final[list[TrackedTable]] = []
process_cache_keys: Final[set[str]] = set()
"""Keys under which processes cache something: `SiteBounds` brings their versions along."""


def track(
    label: str,
    *keys: str,
    columns: Iterable[str] = (),
    ignoring: Iterable[str] = (),
    condition: str | None = None,
    events: Iterable[str] = EVENTS,
) -> None:
    """Let dependency keys, and `ANY`, change with the rows of a model (`app_label.Model`).

    A key is a text with columns of the row, such as `page-{id}`, or a `SELECT` of such texts in
    which `{column}` is a value of the row. An update counts if one of the `columns` changes (by
    default all but those in `ignoring`). A row counts if it meets the `condition` before or after
    the change: SQL with `{column}`, by default `{live}` for a table that has this column. The
    table of a ManyToManyField is named `app_label.Model_field`. A table may be tracked repeatedly.
    """
    own = tuple(dict.fromkeys((ANY, *keys)))
    table = TrackedTable(label, own, tuple(columns), frozenset(ignoring), condition, tuple(events))
    if table not in tracked_tables:
        tracked_tables.append(table)


def tracked_labels() -> set[str]:
    """Return the labels of all models whose tables are tracked."""
    return {apps.get_model(table.label)._meta.label for table in tracked_tables}


@cache
def _keys_of(model: type[models.Model]) -> tuple[str, str]:
    """Return the prefix of the keys of single rows, and the key of all rows.

    Raise LookupError if no table of the model is tracked by row.
    """
    parents = model._meta.get_parent_list()
    label = (parents[-1] if parents else model)._meta.label
    for table in tracked_tables:
        own, all_rows, *_ = (*(key for key in table.keys if key != ANY), "", "")
        if apps.get_model(table.label)._meta.label == label and own.endswith("-{id}"):
            return own.removesuffix("{id}"), all_rows
    raise LookupError(f"No dependency key for {label}: add its table with track().")


def row_key(row: models.Model) -> str:
    """Return the dependency key of a single page, snippet, image or document: `page-7`."""
    return f"{_keys_of(type(row))[0]}{row.pk}"


def all_rows_key(model: type[models.Model]) -> str:
    """Return the dependency key of all rows of a type of page, snippet or media: `pages`."""
    return _keys_of(model)[1]


class Dependencies:
    """The dependency keys of one response: if one changes, the response is out of date.

    Every response depends on `SITE`. Everything else is recorded by the code that reads it.
    """

    def __init__(self) -> None:
        self._keys = {SITE}

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def add(self, *keys: str) -> None:
        """Record dependency keys, such as `page-7`."""
        self._keys.update(keys)

    def add_rows(self, rows: Iterable[models.Model]) -> None:
        """Record loaded pages, snippets or media, each by its own key."""
        self._keys.update(map(row_key, rows))

    def add_all(self, model: type[models.Model]) -> None:
        """Record all rows of a model: for lists and searches, which any row may enter."""
        self._keys.add(all_rows_key(model))
