"""What every test shares: fixtures, and a media folder that nobody else has."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from django.test import override_settings

pytest_plugins = ["tests.fixtures", "tests.migrated_database", "tests.search_sizes"]


# What has to hold on each database, since it is SQL, locks or triggers that make it so. The rest,
# such as forms, screens, documents and files, is the same whichever database stands below: running
# it twice would double the time that a change waits for its answer.
ON_EACH_DATABASE = (
    "api/test_cursors.py",
    "articles/test_search*.py",
    "content/test_tracked_tables.py",
    "delivery/cache/test_application.py",
    "delivery/cache/test_shared.py",
    "delivery/purge/test_outbox*.py",
    "delivery/test_dependencies.py",
    "freshness/*.py",
    "home/test_first_home_page.py",
    "promotion_file/test_turns.py",
    "promotions/active/test_timetable_cache.py",
    "promotions/test_api.py",
    "promotions/test_two_servers.py",
    "publishing/test_compiled_queries.py",
    "publishing/test_scheduled*.py",
    "publishing/test_visibility.py",
    "search/test_backend.py",
    "versions/*.py",
)
# They share a database connection with a server or a worker that runs beside them.
BESIDE_A_PROCESS = ("clients/test_typescript.py", "delivery/purge/test_outbox_concurrency.py")
TESTS = Path(__file__).parent


def holds_on_each_database(path: Path) -> bool:
    """Whether a module's tests have to run on each database."""
    return any(path.relative_to(TESTS).match(pattern) for pattern in ON_EACH_DATABASE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Import only what can be marked `database` where only that runs."""
    is_test = collection_path.match("test_*.py")
    if config.option.markexpr.startswith("database") and is_test:
        return None if holds_on_each_database(collection_path) else True
    return None


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Mark what has to hold on each database, and what waits for a browser, server or worker.

    These meet a busy machine with time limits of their own, and are tried again.
    """
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        beside = any(item.path.relative_to(TESTS).match(each) for each in BESIDE_A_PROCESS)
        if beside or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2))
        if not holds_on_each_database(item.path):
            continue
        if item.get_closest_marker("django_db") or asked & {"db", "transactional_db"}:
            item.add_marker("database")
    yield
    # The longest first: begun last, it would keep one process busy while the other waits.
    items.sort(key=lambda item: not item.path.is_relative_to(TESTS / "freshness"))


@pytest.fixture(autouse=True, scope="session")
def media_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes into the media folder of whoever runs it."""
    with override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))):
        yield


@pytest.fixture(scope="session")
def django_db_setup(migrate_once: None, django_db_setup: None) -> None:
    """The tests' database, migrated only where an earlier run of the same code has not done it."""
