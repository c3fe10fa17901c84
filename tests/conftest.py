"""What every test shares: fixtures, and a media folder that nobody else has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

pytest_plugins = ["tests.fixtures"]


# Forms, screens, documents and files: whichever database stands below changes nothing of them, and
# running them twice would double the time that a change waits for its answer.
ONCE = {
    "api/test_at.py",
    "api/test_documentation.py",
    "api/test_headers.py",
    "articles/test_admin.py",
    "content/test_images.py",
    "importing/test_promotion_file_admin.py",
    "importing/test_promotion_file_errors.py",
    "importing/test_promotion_file_reading.py",
    "promotions/test_admin.py",
    "promotions/test_calendar_bars.py",
    "promotions/test_calendar_question.py",
    "promotions/test_duplicate.py",
    "promotions/test_explain.py",
    "promotions/test_explanation.py",
    "promotions/test_repeated_hour.py",
    "promotions/test_second_by_second.py",
    "promotions/test_see_at.py",
    "promotions/test_unreadable.py",
    "promotions/test_windows_admin.py",
}
TESTS = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what has to hold on each database: the rest need not run again on the next one."""
    for item in items:
        if item.path.relative_to(TESTS).as_posix() in ONCE:
            continue
        asked = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or asked & {"db", "transactional_db"}:
            item.add_marker("database")


@pytest.fixture(autouse=True, scope="session")
def media_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes into the media folder of whoever runs it."""
    with override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))):
        yield
