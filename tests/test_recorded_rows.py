"""Are the rows that are inserted again those that were built?"""

from typing import Any

import pytest
from django.db import connection, transaction
from wagtail.models import Site

from tests import recorded_rows
from tests.fixtures import plant_german, plant_home, plant_index

pytestmark = pytest.mark.django_db


def planted() -> dict[str, Any]:
    """The rows of every table after all builders, which are undone."""
    with transaction.atomic():
        home = plant_home()
        plant_index(home)
        plant_german(home)
        rows = {table: recorded_rows._rows(table) for table in recorded_rows._tables()}
        transaction.set_rollback(True)
    return rows


def test_the_second_site_has_the_rows_of_the_first() -> None:
    assert planted() == planted()


def test_on_other_rows_the_site_is_built_anew() -> None:
    home = plant_home()
    Site.objects.update(site_name="Another")

    again = plant_home()

    assert again.pk != home.pk
    assert Site.objects.get().root_page_id == again.pk


def test_a_known_site_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    planted()

    with django_assert_max_num_queries(60, connection=connection):
        plant_home()
