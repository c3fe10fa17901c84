"""Where is the real page that the importer is tried on? Without it, its tests are skipped."""

from pathlib import Path

import pytest

_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "pages"


def shared_page(name: str) -> Path:
    """The path of a page beside the repository; skips the test where the page is absent."""
    path = _FOLDER / name
    if not path.is_file():
        pytest.skip(f"the page {name} is not on this machine")
    return path
