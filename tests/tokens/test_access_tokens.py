"""Is a token readable once, found while it is valid, and worth nothing afterwards?"""

import sqlite3
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission

from cms.content.models import AccessToken

PREVIEW, FEED = AccessToken.Kind.PREVIEW, AccessToken.Kind.CALENDAR_FEED
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)

pytestmark = pytest.mark.django_db


def find(token, at=None, kind=PREVIEW):
    return AccessToken.objects.find(kind, token, at or timezone.now())


def test_a_token_is_found_and_is_not_in_the_database(admin_user):
    token = AccessToken.objects.issue(PREVIEW, admin_user, HOUR, label="For the shop window")
    assert len(token) >= 40
    assert token not in str(AccessToken.objects.values().get())
    found = find(token)
    assert (found.label, found.created_by) == ("For the shop window", admin_user)


def test_two_tokens_are_never_the_same():
    assert len({AccessToken.objects.issue(PREVIEW) for _ in range(20)}) == 20


def test_another_text_finds_nothing():
    token = AccessToken.objects.issue(PREVIEW)
    stored = AccessToken.objects.get().digest
    for wrong in ("", "x", token[:-1], token + "=", token.swapcase(), stored, "\udcff", "é" * 50):
        assert find(wrong) is None


def test_a_token_opens_only_what_it_was_made_for():
    token = AccessToken.objects.issue(PREVIEW)
    assert find(token, kind=FEED) is None


def test_a_token_holds_until_the_very_instant_of_its_expiry(clock):
    token = AccessToken.objects.issue(PREVIEW, lifetime=HOUR)
    end = timezone.now() + HOUR
    assert find(token, end - SECOND) is not None
    assert find(token, end) is None


def test_a_token_without_lifetime_holds_for_ever(clock):
    token = AccessToken.objects.issue(FEED)
    assert find(token, timezone.now() + timedelta(days=4000), FEED) is not None


def test_a_revoked_token_is_found_no_more_and_the_first_time_counts(clock):
    token = AccessToken.objects.issue(PREVIEW, lifetime=HOUR)
    row, now = AccessToken.objects.get(), timezone.now()
    row.revoke(now)
    row.revoke(now + HOUR)
    assert row.revoked_at == now
    assert not row.is_valid(now)
    assert find(token) is None


def test_what_has_long_opened_nothing_is_swept_away_by_the_next_one(clock):
    expired, kept = AccessToken.objects.issue(PREVIEW, lifetime=HOUR), AccessToken.objects
    kept.issue(FEED, label="for ever")
    kept.issue(PREVIEW, label="revoked")
    kept.get(label="revoked").revoke(timezone.now())
    clock.move_to(timezone.now() + timedelta(days=30) + SECOND)
    assert find(expired) is None
    kept.issue(PREVIEW, label="new")
    assert set(kept.values_list("label", flat=True)) == {"", "for ever", "new"}
    clock.move_to(timezone.now() + HOUR)
    kept.issue(PREVIEW, label="newer")
    assert set(kept.values_list("label", flat=True)) == {"for ever", "new", "newer"}


def test_the_token_of_somebody_who_left_opens_nothing(admin_user):
    token = AccessToken.objects.issue(FEED, admin_user)
    assert find(token, kind=FEED)
    admin_user.is_active = False
    admin_user.save()
    assert find(token, kind=FEED) is None
    admin_user.delete()
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("kind", [PREVIEW, FEED])
def test_a_token_opens_what_its_maker_may_see_at_the_time_of_each_read(home, kind, client):
    maker = User.objects.create_user("ada")
    group = Group.objects.get(name="Promotions managers")
    maker.groups.add(group)
    token = AccessToken.objects.issue(kind, maker)
    assert find(token, kind=kind)
    maker.groups.clear()
    assert find(token, kind=kind) is None
    assert not AccessToken.objects.get().is_valid(timezone.now())
    maker.groups.add(group)
    assert find(token, kind=kind)
    assert AccessToken.objects.get().is_valid(timezone.now())


def test_whoever_may_publish_pages_alone_has_previews_and_no_feed(home):
    maker = User.objects.create_user("ada")
    GroupPagePermission.objects.create(
        group=Group.objects.create(name="Publishers"),
        page=home,
        permission=Permission.objects.get(codename="publish_page"),
    ).group.user_set.add(maker)
    preview, feed = (AccessToken.objects.issue(kind, maker) for kind in (PREVIEW, FEED))
    assert find(preview)
    assert find(feed, kind=FEED) is None


def test_the_token_of_a_command_is_nobodys_and_holds():
    for kind in (PREVIEW, FEED):
        assert find(AccessToken.objects.issue(kind), kind=kind)


def test_its_last_use_is_noted_at_most_once_a_minute(clock):
    token, first = AccessToken.objects.issue(PREVIEW), timezone.now()
    for after, noted in ((0, 0), (59, 0), (60, 60), (61, 60), (120, 120)):
        find(token, first + after * SECOND)
        assert AccessToken.objects.get().last_used_at == first + noted * SECOND


def test_a_use_that_was_just_noted_costs_one_query(clock):
    token = AccessToken.objects.issue(PREVIEW)
    find(token)
    with CaptureQueriesContext(connection) as captured:
        find(token)
    assert len(captured) == 1


def test_an_unknown_token_costs_one_query_and_writes_nothing(django_assert_num_queries):
    AccessToken.objects.issue(PREVIEW)
    with django_assert_num_queries(1):
        assert find("unknown") is None
    assert AccessToken.objects.get().last_used_at is None


def test_where_nothing_can_be_written_the_token_still_opens(caplog):
    token = AccessToken.objects.issue(PREVIEW)

    def read_only(execute, sql, *args):
        if sql.startswith("UPDATE"):
            raise DatabaseError("cannot execute UPDATE in a read-only transaction")
        return execute(sql, *args)

    with connection.execute_wrapper(read_only):
        assert find(token) is not None
    assert "could not be noted" in caplog.text
    assert AccessToken.objects.get().last_used_at is None


@pytest.fixture
def file_database(tmp_path, db, django_db_blocker):
    """A SQLite database in a file, to which several may be connected, with a table of tokens."""
    alias = "in_a_file"
    connections.databases[alias] = {
        **connections.databases["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": tmp_path / "tokens.sqlite3",
        "OPTIONS": {},
    }
    opened = connections[alias]
    # By hand, since a test may connect by itself only to what was known before it.
    opened.connect()
    with opened.cursor() as cursor:
        for model in (AccessToken, User):
            fields = model._meta.concrete_fields
            columns = ", ".join(field.column for field in fields if not field.primary_key)
            table = f"{model._meta.db_table} (id INTEGER PRIMARY KEY, {columns})"
            cursor.execute(f"CREATE TABLE {table}")
    yield opened
    opened.close()
    del connections[alias], connections.databases[alias]


def test_while_another_writes_to_sqlite_the_token_opens_and_waits_for_nothing(file_database):
    tokens = AccessToken.objects.db_manager(file_database.alias)
    token, patience = tokens.issue(PREVIEW), []

    def told(execute, sql, params, many, context):
        if sql.startswith("UPDATE"):
            patience.append(context["connection"].connection.execute(asked).fetchone()[0])
        return execute(sql, params, many, context)

    asked = "PRAGMA busy_timeout"
    usual = file_database.connection.execute(asked).fetchone()[0]
    other = sqlite3.connect(file_database.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with file_database.execute_wrapper(told):
        assert tokens.find(PREVIEW, token, timezone.now())
    assert other.in_transaction
    assert patience == [0]
    assert tokens.get().last_used_at is None
    other.execute("ROLLBACK")
    other.close()
    assert tokens.find(PREVIEW, token, timezone.now()).last_used_at
    assert tokens.get().last_used_at
    assert usual == file_database.connection.execute(asked).fetchone()[0] > 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no single row")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_while_another_holds_its_row_the_token_opens_and_waits_for_nothing():
    token = AccessToken.objects.issue(PREVIEW)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT id FROM content_accesstoken FOR UPDATE")
            assert find(token)
            assert AccessToken.objects.get().last_used_at is None
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert find(token)
    assert AccessToken.objects.get().last_used_at


def printed(*options):
    output = StringIO()
    call_command("preview_token", *options, stdout=output)
    return output.getvalue().split()


def test_the_command_prints_a_token_as_its_last_word(clock):
    token = printed()[-1]
    assert find(token).expires_at == timezone.now() + HOUR
    assert find(printed("--minutes", "5")[-1]).expires_at == timezone.now() + 5 * MINUTE


@pytest.mark.parametrize(
    "minutes", ["0", "-1", "129601", "1.5", "an hour", "", "٣", "9" * 5000, "1e3", "NaN"]
)
def test_the_command_refuses_minutes_that_are_none_and_makes_nothing(minutes):
    with pytest.raises(CommandError, match="whole number from 1 to 129600"):
        printed(f"--minutes={minutes}")
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("minutes", ["1", "129600"])
def test_the_command_takes_the_shortest_and_the_longest(minutes):
    assert printed("--minutes", minutes)
