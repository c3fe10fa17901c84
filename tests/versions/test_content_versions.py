"""Does the token of a scope change with its content, whoever writes and however?"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from wagtail.models import Locale

from articles.models import Author, Topic
from cms.content.models import ContentVersion
from cms.versions import content_versions
from promotions.models import Promotion, Window
from tests.factories import AuthorFactory, PromotionFactory, TopicFactory

SCOPE = "timetable"
COMMITTED = pytest.mark.django_db(transaction=True, serialized_rollback=True)
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="A database with one writer at a time"
)


@pytest.fixture
def promotion(site: Any) -> Any:
    """A promotion with a topic and a window."""
    return PromotionFactory(
        key="sale", site=site, topics=[TopicFactory()], windows=[{"time_zone": "UTC"}]
    )


def token() -> str:
    found = token_or_none()
    assert found is not None
    return found


def token_or_none(scope: str = SCOPE) -> str | None:
    return content_versions.combined_version(
        ContentVersion.objects.filter(scope=scope).values_list("token", flat=True)
    )


def changes(write: Callable[[], Any]) -> bool:
    before = token()
    write()
    return token() != before


def _with(row: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def execute(sql: str, *values: Any) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    return run


def test_every_way_to_write_a_promotion_changes_the_token(promotion: Any) -> None:
    rows = Promotion.objects.filter(pk=promotion.pk)
    draft = Promotion(key="b", slot="modal", heading="B", site=promotion.site)
    draft.locale = promotion.locale
    ways: dict[str, Callable[[], Any]] = {
        "save": lambda: _with(promotion, priority=2).save(),
        "update": lambda: rows.update(priority=3),
        "bulk_update": lambda: Promotion.objects.bulk_update(
            [_with(promotion, priority=5)], ["priority"]
        ),
        "bulk_create": lambda: Promotion.objects.bulk_create([draft]),
        "raw update": execute("UPDATE promotions_promotion SET priority = 4"),
        "raw delete": execute("DELETE FROM promotions_promotion WHERE key = %s", "b"),
        "unpublish": promotion.unpublish,
        "publish": lambda: promotion.save_revision().publish(),
        "delete": promotion.delete,
    }
    assert [name for name, write in ways.items() if not changes(write)] == []


def test_every_table_that_a_candidate_is_made_of_changes_the_token(promotion: Any) -> None:
    topic = TopicFactory()
    french = {"language_code": "fr"}
    ways: dict[str, Callable[[], Any]] = {
        "window moved": lambda: Window.objects.update(time_zone="Europe/London"),
        "window removed": lambda: Window.objects.all().delete(),
        "topic added": lambda: Promotion.topics.through.objects.create(
            promotion=promotion, topic=topic
        ),
        "topic taken away": lambda: Promotion.topics.through.objects.all().delete(),
        "topic renamed": lambda: Topic.objects.filter(pk=topic.pk).update(slug="other"),
        "topic expires": lambda: Topic.objects.update(live=False),
        "language added": lambda: Locale.objects.create(**french),
        "language renamed": lambda: Locale.objects.filter(**french).update(language_code="es"),
    }
    assert [name for name, write in ways.items() if not changes(write)] == []


def test_writing_what_ignores_or_replaces_what_is_there_changes_the_token(promotion: Any) -> None:
    through = Promotion.topics.through
    row = through.objects.get()
    twin = through(promotion_id=row.promotion_id, topic_id=row.topic_id)
    new = through(promotion_id=row.promotion_id, topic=TopicFactory())
    both = [twin, new]
    assert changes(lambda: through.objects.bulk_create(both, ignore_conflicts=True))
    window = _with(Window.objects.get(), mode="exclude")
    assert changes(
        lambda: Window.objects.bulk_create(
            [window], update_conflicts=True, update_fields=["mode"], unique_fields=["id"]
        )
    )
    if connection.vendor == "sqlite":
        replace = "INSERT OR REPLACE INTO wagtailcore_locale (language_code) VALUES ('en'), ('fr')"
        execute("PRAGMA defer_foreign_keys = 1")()
        with transaction.atomic():
            assert changes(execute(replace))
            transaction.set_rollback(True)


def test_what_a_candidate_is_not_made_of_leaves_the_token_alone(promotion: Any) -> None:
    assert not changes(lambda: AuthorFactory())
    assert not changes(lambda: Author.objects.update(name="Ada"))
    assert not changes(lambda: list(Promotion.objects.all()))


def test_what_is_rolled_back_leaves_the_token_as_it_was(promotion: Any) -> None:
    before = token()
    with transaction.atomic():
        Promotion.objects.update(priority=7)
        assert token() != before
        transaction.set_rollback(True)
    assert token() == before


def test_an_emptied_table_has_no_token_until_the_next_change(promotion: Any) -> None:
    ContentVersion.objects.all().delete()
    assert token_or_none() is None
    Promotion.objects.update(priority=1)
    assert token_or_none() is not None


def test_a_scope_that_nobody_registered_has_no_token(db: None) -> None:
    assert token_or_none("nothing") is None


def test_putting_triggers_in_place_again_changes_nothing_but_the_token(promotion: Any) -> None:
    before = content_versions.current()
    content_versions.install(using="default")
    assert content_versions.current() != before
    assert changes(lambda: Promotion.objects.update(priority=2))


@COMMITTED
def test_the_table_can_be_taken_away_and_comes_back_with_its_triggers(site: Any) -> None:
    promotion = PromotionFactory(site=site)
    call_command("migrate", "content", "0002", verbosity=0)
    try:
        Promotion.objects.filter(pk=promotion.pk).update(priority=5)
        assert ContentVersion._meta.db_table not in connection.introspection.table_names()
    finally:
        call_command("migrate", "content", verbosity=0)
    assert changes(lambda: Promotion.objects.filter(pk=promotion.pk).update(priority=6))


@COMMITTED
def test_a_table_that_a_migration_makes_anew_keeps_its_triggers(site: Any) -> None:
    PromotionFactory(site=site)
    field = Promotion._meta.get_field("priority")
    changed = type(field)(default=1)
    changed.set_attributes_from_name("priority")
    # As `migrate` does before it migrates: triggers that name the table stand in the way.
    content_versions.uninstall()
    for old, new in ((field, changed), (changed, field)):
        with connection.schema_editor() as editor:
            # What SQLite does for a change of almost any field.
            if connection.vendor == "sqlite":
                editor._remake_table(Promotion, alter_fields=[(old, new)])  # type: ignore[attr-defined]
    call_command("migrate", verbosity=0)
    assert changes(lambda: Promotion.objects.update(priority=6))


@pytest.fixture
def elsewhere() -> Iterator[Callable[..., Any]]:
    """`elsewhere(sql)`: run it in another session, which commits at once and never waits."""
    session = connection.copy()

    def run(sql: str) -> Any:
        with session.cursor() as cursor:
            cursor.execute("SET lock_timeout = '10s'")
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else None

    yield run
    session.close()


@on_postgresql
@COMMITTED
def test_two_transactions_that_write_promotions_do_not_wait_for_each_other(
    site: Any, elsewhere: Callable[..., Any]
) -> None:
    for key in ("one", "other"):
        PromotionFactory(key=key, site=site)
    lanes = "SELECT token FROM content_version WHERE scope = 'timetable'"
    before = token()
    with transaction.atomic():
        Promotion.objects.filter(key="one").update(priority=1)
        elsewhere("UPDATE promotions_promotion SET priority = 2 WHERE key = 'other'")
        committed = content_versions.combined_version(each for (each,) in elsewhere(lanes))
        assert committed not in (before, token())
        # Each writes what the other has written: nobody holds what the other waits for.
        Promotion.objects.filter(key="other").update(priority=3)
    assert (
        token()
        == content_versions.combined_version(each for (each,) in elsewhere(lanes))
        != committed
    )


@on_postgresql
@COMMITTED
def test_truncating_a_table_changes_the_token(site: Any) -> None:
    PromotionFactory(site=site, windows=[{"time_zone": "UTC"}])
    assert changes(execute("TRUNCATE promotions_window"))


@on_postgresql
def test_content_restored_from_a_dump_without_a_search_path_changes_the_token(site: Any) -> None:
    promotion = PromotionFactory(site=site)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = cursor.fetchone()[0]
        try:
            cursor.execute("SELECT pg_catalog.set_config('search_path', '', false)")
            before = _token_in(cursor, schema)
            cursor.execute(
                f'UPDATE "{schema}".promotions_promotion SET priority = 5 WHERE id = %s',
                [promotion.pk],
            )
            assert _token_in(cursor, schema) != before
        finally:
            cursor.execute("RESET search_path")


def _token_in(cursor: Any, schema: str) -> list[Any]:
    cursor.execute(f'SELECT lane, token FROM "{schema}".content_version ORDER BY lane')
    return cursor.fetchall()
