"""Where are the pages that the importer is tried on? Without them, their tests are skipped."""

from pathlib import Path

import pytest

_FOLDER = Path(__file__).resolve().parents[2] / "shared"


def shared_page(name: str) -> Path:
    """The path of a real page beside the repository; skips the test where the page is absent."""
    return _found(_FOLDER / "pages" / name)


def shared_case(name: str) -> Path:
    """The path of a small page with a known fault; skips the test where the page is absent."""
    return _found(_FOLDER / "cases" / "import" / name)


def _found(path: Path) -> Path:
    if not path.is_file():
        pytest.skip(f"the page {path.name} is not on this machine")
    return path
