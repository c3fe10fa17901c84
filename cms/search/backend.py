"""A search backend for Wagtail that indexes and searches stemmed terms.

With Wagtail's own backend, PostgreSQL stems one language and distinguishes accents, and SQLite
stems none and fails at a quotation mark. Here both databases store the terms of
`cms.search.stemming`. The admin searches through this backend, the API with `cms.search.query`.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, Final

from django.conf import settings
from django.db.models import Value
from wagtail.models import Locale
from wagtail.search.backends import database
from wagtail.search.backends.database.fallback import DatabaseSearchBackend
from wagtail.search.index import AutocompleteField, RelatedFields, SearchField
from wagtail.search.models import IndexEntry
from wagtail.search.query import Phrase, PlainText, SearchQuery
from wagtail.search.utils import get_content_type_pk

from cms.search import stemming
from cms.search.syntax import FTS5, TSQUERY, Syntax, tsquery

MAX_WORDS: Final = 40_000
"""How many words of a field are indexed, from its beginning."""
MAX_TERM_BYTES: Final = 900_000
"""How many bytes of terms: PostgreSQL refuses a `tsvector` of more than 1 MB."""
BOOST_REPEATS: Final = 5
"""How often a boosted field is repeated in its column on SQLite, which weighs columns only."""


class TermIndexerMixin:
    """Mixin for Wagtail's object indexers: returns the terms of a field instead of its text."""

    language: str

    def prepare_field(self, obj: Any, field: Any) -> Iterator[tuple[Any, ...]]:
        """Yield `(field, terms)`, or `(field, weight, terms)` if the database has weights."""
        prepared = super().prepare_field(obj, field)  # type: ignore[misc]
        if isinstance(field, RelatedFields):
            # Wagtail calls this method again for each field of the related rows.
            yield from prepared
            return
        for kind, *weight, text in prepared:
            terms = self._terms(kind, text)
            if weight:
                yield kind, _weight(kind), " ".join(terms)
            else:
                yield kind, " ".join(terms * (BOOST_REPEATS if _weight(kind) == "B" else 1))

    def _terms(self, field: Any, text: str) -> list[str]:
        words = stemming.words(text)[:MAX_WORDS]
        is_autocomplete = isinstance(field, AutocompleteField)
        return _truncated(words if is_autocomplete else stemming.stems(words, self.language))


def _truncated(terms: list[str]) -> list[str]:
    """Return as many terms as a row can hold: each is stored once, with 2 bytes per position."""
    size, known = 0, set[str]()
    for position, term in enumerate(terms):
        size += 2 if term in known else len(term.encode()) + 6
        if size > MAX_TERM_BYTES:
            return terms[:position]
        known.add(term)
    return terms


def _weight(field: Any) -> str:
    """Return PostgreSQL's weight of a field: A for titles and names, B for boosted fields."""
    boost = getattr(field, "boost", None) or 1
    if not isinstance(field, SearchField) or boost <= 1:
        return "D"
    return "A" if boost >= 2 else "B"


class TermIndexMixin:
    """Mixin for Wagtail's database indexes: writes the terms of many rows in one statement."""

    indexer_class: type[Any]

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Add rows of a model to the index, or replace their entries."""
        if not model.get_search_fields():
            return
        languages = dict(Locale.objects.values_list("pk", "language_code"))
        entries = [self._entry(model, obj, languages) for obj in objs]
        IndexEntry.objects.bulk_create(
            entries,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["title", "autocomplete", "body"],
        )

    def _entry(self, model: Any, obj: Any, languages: dict[int, str]) -> Any:
        indexer = self.indexer_class(obj, self.backend)  # type: ignore[attr-defined]
        code = languages.get(getattr(obj, "locale_id", None) or 0, settings.LANGUAGE_CODE)
        indexer.language = code.partition("-")[0]
        return IndexEntry(
            content_type_id=get_content_type_pk(model),
            object_id=indexer.id,
            title=indexer.title,
            autocomplete=indexer.autocomplete,
            body=indexer.body,
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Do nothing: Wagtail would read the lengths of all titles with every save."""


class TermQueryMixin:
    """Mixin for Wagtail's query compilers: searches terms, whatever characters are typed.

    An editor may search in any language, so a word matches its stem in each of them.
    """

    syntax: Syntax

    def match_expression(self, query: PlainText | Phrase) -> str:
        """Return the query in the syntax of the database."""
        words = stemming.words(query.query_string)
        if isinstance(query, Phrase):
            spellings = {tuple(stemming.stems(words, code)) for code in stemming.STEMMERS}
            return self.syntax.phrase(sorted(spellings))
        is_prefix = bool(self.LAST_TERM_IS_PREFIX)  # type: ignore[attr-defined]
        choices = [[word] if is_prefix else stemming.stems_in_any_language(word) for word in words]
        is_any = str(query.operator).upper() == "OR"
        return self.syntax.match_all(choices, is_any=is_any, is_prefix=is_prefix)


class SqliteTermQueryMixin(TermQueryMixin):
    """`TermQueryMixin` for SQLite's FTS5."""

    syntax = FTS5

    def build_search_query_content(self, query: SearchQuery, config: Any = None) -> Any:
        """Return the query as an expression."""
        if not isinstance(query, PlainText | Phrase):
            return super().build_search_query_content(query, config=config)  # type: ignore[misc]
        from modelsearch.backends.database.sqlite.query import SearchQueryExpression

        return SearchQueryExpression(Value(self.match_expression(query)), config=config)


class PostgresqlTermQueryMixin(TermQueryMixin):
    """`TermQueryMixin` for PostgreSQL."""

    syntax = TSQUERY

    def build_tsquery_content(
        self, query: SearchQuery, config: Any = None, invert: bool = False
    ) -> Any:
        """Return the query as an expression."""
        # Single fields are searched in the rows themselves, which contain no terms.
        is_in_rows = self.fields is not None  # type: ignore[attr-defined]
        if is_in_rows or not isinstance(query, PlainText | Phrase):
            return super().build_tsquery_content(query, config, invert)  # type: ignore[misc]
        expression = tsquery(self.match_expression(query))
        return ~expression if invert else expression


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail looks for this name
    """Return Wagtail's database backend with terms, for `WAGTAILSEARCH_BACKENDS`."""
    backend = database.SearchBackend(params)
    if isinstance(backend, DatabaseSearchBackend):
        return backend
    module = import_module(type(backend).__module__)
    is_sqlite = backend.__module__.endswith("sqlite")
    indexer = type("Indexer", (TermIndexerMixin, module.ObjectIndexer), {})
    backend.index_class = type(
        "Index", (TermIndexMixin, backend.index_class), {"indexer_class": indexer}
    )
    for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
        mixin = SqliteTermQueryMixin if is_sqlite else PostgresqlTermQueryMixin
        setattr(backend, name, type(mixin.__name__, (mixin, getattr(backend, name)), {}))
    if not is_sqlite:
        # Terms are stemmed already.
        backend.config = "simple"
    return backend
