"""Does a query whose SQL is kept answer as the queryset that it was made of?"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Q
from wagtail.models import Page

from articles.models import ArticlePage
from cms.publishing import compiled_queries
from tests.factories import ArticlePageFactory, AuthorFactory, now


def _expiring(slug: str, at: datetime) -> Any:
    rows = Page.objects.filter(slug=slug, expire_at__gt=at).order_by("pk")
    return rows.values_list("pk", "live", "expire_at", "translation_key", "locale__language_code")


def _chosen(pks: list[int], slug: str) -> Any:
    rows = ArticlePage.objects.filter(Q(pk__in=pks) | Q(slug=slug)).order_by("-pk")
    return rows.select_related("author", "locale").defer("body")


def test_it_gives_the_rows_of_its_queryset_for_any_values(index, django_assert_num_queries):
    for slug, days in (("one", 1), ("two", 2), ("none", None)):
        expire_at = now() + timedelta(days=days) if days else None
        ArticlePageFactory(parent=index, slug=slug, expire_at=expire_at)
    for slug in ("one", "two", "none"):
        for days in (0, 1.5, 3):
            at = now() + timedelta(days=days)
            with django_assert_num_queries(1):
                found = compiled_queries.rows("expiring", _expiring, slug, at)
            assert found == list(_expiring(slug, at))
    assert compiled_queries.rows("expiring", _expiring, "two", now())[0][2].tzinfo is not None


def test_it_gives_instances_with_what_they_join_for_lists_of_any_length(
    index, django_assert_num_queries
):
    author = AuthorFactory(name="Ada")
    articles = [ArticlePageFactory(parent=index, author=author) for _ in range(5)]
    for count in (*range(6), 1_500):
        pks = [article.pk for article in articles[:count]]
        pks += range(10**6, 10**6 + count - len(pks))
        with django_assert_num_queries(1):
            found = compiled_queries.rows("chosen", _chosen, pks, "none")
            names = [(row.title, row.author.name, row.locale.language_code) for row in found]
        assert names == [(a.title, "Ada", "en") for a in reversed(articles[:count])]
        assert all(row.get_deferred_fields() == {"body"} for row in found)


def test_what_nothing_can_match_is_not_asked(index, django_assert_num_queries):
    with django_assert_num_queries(0):
        found = compiled_queries.rows("none", lambda pks: Page.objects.filter(pk__in=pks), [])
    assert found == []


def test_the_query_is_built_once_under_a_name_and_each_time_without(index):
    built = []

    def build(at: datetime) -> Any:
        built.append(at)
        return Page.objects.filter(expire_at__gt=at).values_list("pk")

    for name, times in (("built once", 1), (None, 3)):
        assert [compiled_queries.rows(name, build, now()) for _ in range(2)] == [[], []]
        assert len(built) == times


def test_a_text_cannot_end_the_query_early(index):
    assert compiled_queries.rows("expiring", _expiring, "' OR 1=1 --", now()) == []


@pytest.mark.django_db
def test_a_value_that_is_changed_on_its_way_is_refused():
    def below(path: str) -> Any:
        return Page.objects.filter(path__startswith=path).values_list("pk")

    with pytest.raises(ValueError, match="not sent to the database as it is"):
        compiled_queries.rows("below", below, "0001")
