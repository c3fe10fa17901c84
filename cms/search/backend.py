"""What does Wagtail's search keep of a row, and how is a question put to it?

Wagtail asks the database as it comes: PostgreSQL then knows one language and minds accents, SQLite
knows none and breaks at a quotation mark. Here both keep the terms of `cms.search.stemming`, and
are asked for these. `cms.search.query` asks for frontends; the admin asks through Wagtail.
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

MOST_WORDS: Final = 40_000
"""So many of the first words of a field are kept."""
MOST_BYTES: Final = 900_000
"""And so many bytes of terms: PostgreSQL refuses a row whose terms and places are over 1 MB."""
REPEATED: Final = 5
"""SQLite weighs columns only, so a field before others in a column is kept so many times."""


class Indexer:
    """Mixin of Wagtail's reader of a row: hands on its words instead of its text."""

    language: str

    def prepare_field(self, obj: Any, field: Any) -> Iterator[tuple[Any, ...]]:
        """`(field, terms)`, or `(field, weight, terms)` where the database knows weights."""
        prepared = super().prepare_field(obj, field)  # type: ignore[misc]
        if isinstance(field, RelatedFields):
            # It comes by here again for each field of the related rows.
            yield from prepared
            return
        for kind, *weight, text in prepared:
            kept = self._kept(kind, text)
            if weight:
                yield kind, _weight(kind), " ".join(kept)
            else:
                yield kind, " ".join(kept * (REPEATED if _weight(kind) == "B" else 1))

    def _kept(self, field: Any, text: str) -> list[str]:
        found = stemming.words(text)[:MOST_WORDS]
        is_begun = isinstance(field, AutocompleteField)
        return _fitting(found if is_begun else stemming.stems(found, self.language))


def _fitting(found: list[str]) -> list[str]:
    """The first of the terms, as many as the database takes; each is kept once, with its places."""
    size, known = 0, set[str]()
    for place, term in enumerate(found):
        size += 2 if term in known else len(term.encode()) + 6
        if size > MOST_BYTES:
            return found[:place]
        known.add(term)
    return found


def _weight(field: Any) -> str:
    """PostgreSQL's letter for the weight of a field: titles and names A, boosted ones B."""
    boost = getattr(field, "boost", None) or 1
    if not isinstance(field, SearchField) or boost <= 1:
        return "D"
    return "A" if boost >= 2 else "B"


class Index:
    """Mixin of Wagtail's index of a database: writes what `Indexer` reads, in one statement."""

    indexer_class: type[Any]

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Add rows of a type to the index, or replace what is kept of them."""
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
        """Nothing: with every save Wagtail would measure all titles there are, for a nuance."""


class Compiler:
    """Mixin of Wagtail's query compilers: asks for terms, whatever signs somebody types.

    An editor may look for a word of any language: each is asked for as any of them has it.
    """

    syntax: Syntax

    def asked(self, query: PlainText | Phrase) -> str:
        """The question in the language of the database."""
        found = stemming.words(query.query_string)
        if isinstance(query, Phrase):
            spellings = {tuple(stemming.stems(found, code)) for code in stemming.STEMMERS}
            return self.syntax.phrase(sorted(spellings))
        is_begun = bool(self.LAST_TERM_IS_PREFIX)  # type: ignore[attr-defined]
        choices = [[word] if is_begun else stemming.anywhere(word) for word in found]
        is_any = str(query.operator).upper() == "OR"
        return self.syntax.question(choices, is_any=is_any, is_begun=is_begun)


class SqliteCompiler(Compiler):
    """Asks FTS5."""

    syntax = FTS5

    def build_search_query_content(self, query: SearchQuery, config: Any = None) -> Any:
        """The query as an expression."""
        if not isinstance(query, PlainText | Phrase):
            return super().build_search_query_content(query, config=config)  # type: ignore[misc]
        from modelsearch.backends.database.sqlite.query import SearchQueryExpression

        return SearchQueryExpression(Value(self.asked(query)), config=config)


class PostgresqlCompiler(Compiler):
    """Asks PostgreSQL."""

    syntax = TSQUERY

    def build_tsquery_content(
        self, query: SearchQuery, config: Any = None, invert: bool = False
    ) -> Any:
        """The query as an expression."""
        # Chosen fields are looked for in the rows themselves, in which there are no terms.
        is_in_rows = self.fields is not None  # type: ignore[attr-defined]
        if is_in_rows or not isinstance(query, PlainText | Phrase):
            return super().build_tsquery_content(query, config, invert)  # type: ignore[misc]
        asked = tsquery(self.asked(query))
        return ~asked if invert else asked


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """Wagtail's search in the database, by terms; for `WAGTAILSEARCH_BACKENDS`."""
    backend = database.SearchBackend(params)
    if isinstance(backend, DatabaseSearchBackend):
        return backend
    written_for = import_module(type(backend).__module__)
    is_sqlite = backend.__module__.endswith("sqlite")
    indexer = type("Indexer", (Indexer, written_for.ObjectIndexer), {})
    backend.index_class = type("Index", (Index, backend.index_class), {"indexer_class": indexer})
    for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
        mixin = SqliteCompiler if is_sqlite else PostgresqlCompiler
        setattr(backend, name, type(mixin.__name__, (mixin, getattr(backend, name)), {}))
    if not is_sqlite:
        # The terms are what they are: no language of the database's own.
        backend.config = "simple"
    return backend
