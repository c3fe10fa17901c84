"""Do those who write promotions at the same time wait for each other?"""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from wagtail.models import Revision, Site

from cms.content.models import AccessToken
from cms.promotion_file import report
from cms.promotion_file.load import load
from cms.promotion_file.plan import LoadOptions
from cms.promotion_file.problems import InvalidFile
from promotions.models import Promotion
from tests.factories import PromotionFactory
from tests.promotion_file.promotion_files import dump, short


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one writer at a time into the database"
)
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nobody_else_writes_a_promotion_while_a_file_is_loaded(delivery_settings: Any) -> None:
    site = Site.objects.get(is_default_site=True)
    PromotionFactory(key="summer-bar", slot="announcement_bar", heading="Spring")
    outcomes = list[str]()

    def another() -> None:
        try:
            with transaction.atomic():
                Promotion.objects.select_for_update(nowait=True).get(key="summer-bar")
            outcomes.append("free")
        except OperationalError:
            outcomes.append("locked")
        finally:
            connection.close()

    for _time in range(2):
        thread = threading.Thread(target=another)
        with transaction.atomic():
            if not outcomes:
                load([short()], LoadOptions(site))
            thread.start()
            thread.join()

    assert outcomes == ["locked", "free"]


def at_once(*loaders: Callable[[], str]) -> list[str]:
    """What becomes of loaders that start together, each on a connection of its own."""
    start, outcomes = threading.Barrier(len(loaders)), dict[int, str]()

    def run(number: int, loader: Callable[[], str]) -> None:
        try:
            start.wait()
            outcomes[number] = loader()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(loaders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [outcomes.get(number, "failed") for number in range(len(loaders))]


def outcome(given: list[Any], site: Site) -> str:
    """What loading says in the end."""
    return report.totals_in_words(load(given, LoadOptions(site)))


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="A database in memory lets nobody wait for another"
)
@pytest.mark.parametrize("turn", [1, -1], ids=["same order", "reverse order"])
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_files_with_the_same_new_keys_one_waits_and_then_changes_nothing(
    delivery_settings: Any, turn: int
) -> None:
    site = Site.objects.get(is_default_site=True)
    given = [short(f"offer-{number}") for number in range(30)]

    said = at_once(lambda: outcome(given, site), lambda: outcome(given[::turn], site))

    created = "30 created, 0 changed, 0 without a change; 0 published."
    assert sorted(said) == sorted([created, "No change."])
    assert Promotion.objects.count() == 30
    assert Revision.objects.for_instance(Promotion.objects.all()[0]).count() == 1


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one writer at a time into the database"
)
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_refers_to_the_site_is_saved_while_a_file_is_loaded(delivery_settings: Any) -> None:
    site = Site.objects.get(is_default_site=True)

    def make_feed() -> str:
        with transaction.atomic(), connection.cursor() as cursor:
            # A lock in the way is an error instead of a test without an end.
            cursor.execute("SET LOCAL lock_timeout = '10s'")
            AccessToken.objects.issue(AccessToken.Kind.CALENDAR_FEED, site=site)
        return "made"

    with transaction.atomic():
        load([short()], LoadOptions(site))
        assert at_once(make_feed) == ["made"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_who_waited_in_vain_is_told_so_and_nothing_is_changed(delivery_settings: Any) -> None:
    site = Site.objects.get(is_default_site=True)

    def wait_in_vain() -> str:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '100ms'")
        with pytest.raises(InvalidFile) as refused:
            load([short("winter-bar")], LoadOptions(site))
        return str(refused.value)

    with transaction.atomic():
        load([short()], LoadOptions(site))
        [said] = at_once(wait_in_vain)

    assert said == ": Somebody else is saving promotions right now; load the file again."
    assert [each["key"] for each in dump()] == ["summer-bar"]
