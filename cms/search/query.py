"""Which rows match a question, and how well? Asked of what Wagtail's search keeps of each row.

The answers are querysets of the index itself, so that one SQL statement finds, filters, ranks and
cuts, and only the rows of one page of a list are loaded: Wagtail's own would join by ids as text,
which no index of the database helps with.
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
def one_by_one() -> Iterator[None]:
    """Keep PostgreSQL from reading the whole index in parallel for the queries within.

    It reckons that this is cheap, since the long terms are kept beside the rows, but it has to
    fetch them for each: for a rare word among 100,000 articles that took a hundred times as long.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        yield


def found(model: type[Model], terms: Sequence[str]) -> "QuerySet[Any]":
    """The index entries in which all terms are found, with `row` (the id) and `rank`.

    A term in the title outweighs one in the summary, and that one in the body.
    """
    return _matching(model, [[term] for term in terms], is_begun=False)


def begun(model: type[Model], words: Sequence[str]) -> "QuerySet[Any]":
    """The index entries whose titles or names have all the words, the last perhaps only begun."""
    return _matching(model, [[word] for word in words], is_begun=True)


def _matching(model: type[Model], choices: list[list[str]], *, is_begun: bool) -> "QuerySet[Any]":
    if connection.vendor == "sqlite":
        return _in_sqlite(model, FTS5.question(choices, is_begun=is_begun), is_begun)
    return _in_postgresql(model, TSQUERY.question(choices, is_begun=is_begun), is_begun)


def _in_sqlite(model: type[Model], question: str, is_begun: bool) -> "QuerySet[Any]":
    from modelsearch.backends.database.sqlite.query import MatchExpression, SearchQueryExpression

    columns = ["autocomplete"] if is_begun else ["title", "body"]
    table = index.SQLiteFTSIndexEntry._meta.db_table
    rank = Func(template=f"-bm25({table}, {_COLUMN_WEIGHTS})", arity=0, output_field=FloatField())
    kinds = get_descendants_content_types_pks(model)
    return index.SQLiteFTSIndexEntry.objects.filter(
        MatchExpression(columns, SearchQueryExpression(Value(question))),
        index_entry__content_type__in=kinds,
    ).annotate(row=Cast("index_entry__object_id", BigIntegerField()), rank=rank)


def _in_postgresql(model: type[Model], question: str, is_begun: bool) -> "QuerySet[Any]":
    from django.contrib.postgres.search import SearchRank, SearchVectorField

    asked, kinds = tsquery(question), get_descendants_content_types_pks(model)
    # The very expression of which `articles.0004` makes an index.
    both = CombinedExpression(F("title"), "||", F("body"), output_field=SearchVectorField())
    vector = F("autocomplete") if is_begun else both
    # The condition comes first: ids of other types need not be numbers.
    own = When(content_type__in=kinds, then=Cast("object_id", BigIntegerField()))
    return (
        index.IndexEntry.objects.filter(content_type__in=kinds)
        .annotate(vector=vector, row=Case(own), rank=SearchRank(F("vector"), asked))
        .filter(vector=asked)
    )
