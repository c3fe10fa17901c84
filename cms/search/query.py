"""Search Wagtail's index entries by terms.

The results are querysets of the index itself, so that one SQL statement matches, filters, ranks
and limits, and only the rows of one page of a list are loaded. Wagtail's own search joins by ids
as text, for which the database has no index.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import (
    BigIntegerField,
    Case,
    F,
    FloatField,
    Func,
    Model,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast
from wagtail.search import models as index
from wagtail.search.utils import get_descendants_content_types_pks

from cms.search.syntax import FTS5, TSQUERY, tsquery

# Of FTS5's columns: autocomplete, body (with summaries repeated in it), title.
_COLUMN_WEIGHTS: Final = "0.0, 1.0, 20.0"


@contextmanager
def without_parallel_plan() -> Iterator[None]:
    """Keep PostgreSQL from scanning the whole index in parallel within the context.

    It estimates a scan as cheap, since long terms are stored outside of the table (TOAST), but has
    to fetch them for every row: a rare word among 100,000 articles took a hundred times as long.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        yield


def matching_entries(model: type[Model], terms: Sequence[str]) -> "QuerySet[Any]":
    """Return the index entries that contain all terms, with `row` (the id) and `rank`.

    A term in the title outweighs one in the summary, which outweighs one in the body.
    """
    return _matching(model, [[term] for term in terms], is_prefix=False)


def entries_by_prefix(model: type[Model], words: Sequence[str]) -> "QuerySet[Any]":
    """Return the index entries whose title contains all words; the last may be incomplete."""
    return _matching(model, [[word] for word in words], is_prefix=True)


def _matching(model: type[Model], choices: list[list[str]], *, is_prefix: bool) -> "QuerySet[Any]":
    if connection.vendor == "sqlite":
        return _in_sqlite(model, FTS5.match_all(choices, is_prefix=is_prefix), is_prefix)
    return _in_postgresql(model, TSQUERY.match_all(choices, is_prefix=is_prefix), is_prefix)


def _in_sqlite(model: type[Model], match: str, is_prefix: bool) -> "QuerySet[Any]":
    from modelsearch.backends.database.sqlite.query import MatchExpression, SearchQueryExpression

    columns = ["autocomplete"] if is_prefix else ["title", "body"]
    table = index.SQLiteFTSIndexEntry._meta.db_table
    rank = Func(template=f"-bm25({table}, {_COLUMN_WEIGHTS})", arity=0, output_field=FloatField())
    kinds = get_descendants_content_types_pks(model)
    return index.SQLiteFTSIndexEntry.objects.filter(
        MatchExpression(columns, SearchQueryExpression(Value(match))),
        index_entry__content_type__in=kinds,
    ).annotate(row=Cast("index_entry__object_id", BigIntegerField()), rank=rank)


def _in_postgresql(model: type[Model], match: str, is_prefix: bool) -> "QuerySet[Any]":
    from django.contrib.postgres.search import SearchRank, SearchVectorField

    search, kinds = tsquery(match), get_descendants_content_types_pks(model)
    # The same expression as in the index of migration `articles.0004`.
    both = CombinedExpression(F("title"), "||", F("body"), output_field=SearchVectorField())
    vector = F("autocomplete") if is_prefix else both
    # Cast only after the condition: ids of other types need not be numbers.
    own = When(content_type__in=kinds, then=Cast("object_id", BigIntegerField()))
    return (
        index.IndexEntry.objects.filter(content_type__in=kinds)
        .annotate(vector=vector, row=Case(own), rank=SearchRank(F("vector"), search))
        .filter(vector=search)
    )
