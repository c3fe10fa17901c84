"""How is a search kept from failing at a quotation mark that somebody types?

On SQLite Wagtail wraps each word in the quotation marks of FTS5, but leaves those within the word
as they are, so that the query ends too early. Other databases need no help.
"""

from typing import Any

from django.db import connection
from wagtail.search.backends import database
from wagtail.search.backends.database.fallback import DatabaseSearchBackend
from wagtail.search.query import Phrase, PlainText, SearchQuery


class Escaping:
    """Mixin before a query compiler of SQLite: writes quotation marks as FTS5 wants them."""

    def build_search_query_content(self, query: SearchQuery, config: Any = None) -> Any:
        """The query as an expression, whatever signs are in its words."""
        return super().build_search_query_content(_escaped(query), config=config)  # type: ignore[misc]


def _escaped(query: SearchQuery) -> SearchQuery:
    if isinstance(query, PlainText):
        words = query.query_string.replace('"', '""')
        return PlainText(words, operator=query.operator, boost=query.boost)
    if isinstance(query, Phrase):
        return Phrase(query.query_string.replace('"', '""'))
    return query


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """Wagtail's search in the database, safe on SQLite too; for `WAGTAILSEARCH_BACKENDS`."""
    backend = database.SearchBackend(params)
    if connection.vendor == "sqlite" and not isinstance(backend, DatabaseSearchBackend):
        for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
            compiler = getattr(backend, name)
            setattr(backend, name, type(compiler.__name__, (Escaping, compiler), {}))
    return backend
