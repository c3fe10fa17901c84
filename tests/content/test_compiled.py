"""Does a query whose SQL is kept answer as the queryset that it was made of?"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from wagtail.models import Page

from cms.content.compiled import Compiled
from tests.factories import ArticlePageFactory, now


def _expiring(slug: str, at: datetime) -> Any:
    rows = Page.objects.filter(slug=slug, expire_at__gt=at).order_by("pk")
    return rows.values_list("pk", "live", "expire_at", "translation_key", "locale__language_code")


def test_it_gives_the_rows_of_its_queryset_for_any_parameters(index, django_assert_num_queries):
    ask = Compiled(_expiring, str, datetime)
    for slug, days in (("one", 1), ("two", 2), ("none", None)):
        expire_at = now() + timedelta(days=days) if days else None
        ArticlePageFactory(parent=index, slug=slug, expire_at=expire_at)
    for slug in ("one", "two", "none"):
        for days in (0, 1.5, 3):
            at = now() + timedelta(days=days)
            with django_assert_num_queries(1):
                found = ask(slug, at)
            assert found == list(_expiring(slug, at))
    assert ask("two", now())[0][2].tzinfo is not None


def test_the_sql_is_put_together_once(index):
    built = []

    def build(at: datetime) -> Any:
        built.append(at)
        return Page.objects.filter(expire_at__gt=at).values_list("pk")

    ask = Compiled(build, datetime)
    assert [ask(now()), ask(now())] == [[], []]
    assert len(built) == 1


def test_a_text_cannot_end_the_query_early(index):
    ask = Compiled(_expiring, str, datetime)
    assert ask("' OR 1=1 --", now()) == []


@pytest.mark.django_db
def test_a_parameter_that_is_changed_on_its_way_is_refused():
    ask = Compiled(lambda path: Page.objects.filter(path__startswith=path).values_list("pk"), str)
    with pytest.raises(ValueError, match="not sent to the database as it is"):
        ask("0001")
