"""Load the demo once for all tests of a module."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import TestCase, override_settings

from tests.fixtures import plant_home


def _run(**options: Any) -> str:
    output = StringIO()
    call_command("load_demo", picture_pixels=64, stdout=output, **options)
    return output.getvalue()


@pytest.fixture(scope="module")
def loaded(module_db: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the output of the first run; changes by a test are rolled back."""
    media = str(tmp_path_factory.mktemp("media"))
    with override_settings(MEDIA_ROOT=media):
        plant_home()
        with TestCase.captureOnCommitCallbacks(execute=True):
            return _run()


@pytest.fixture
def load(
    loaded: str,
    db: None,
    delivery_settings: Any,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> Callable[..., str]:
    """Return a function that runs the command again, with its on_commit callbacks."""

    def load(**options: Any) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            return _run(**options)

    return load
