"""Do the examples in docstrings give what they say?"""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    ".".join(file.relative_to(ROOT).with_suffix("").parts)
    for app in ("cms", "home", "articles", "promotions")
    for file in ROOT.joinpath(app).rglob("*.py")
    if "migrations" not in file.parts and ">>> " in file.read_text("utf-8")
)


def test_there_are_examples_of_how_time_is_reckoned() -> None:
    pure = {
        "promotions.scheduling.schedule",
        "promotions.scheduling.zones",
        "promotions.scheduling.windows",
        "promotions.resolving.resolve",
        "promotions.resolving.timetable",
        "promotions.resolving.week_timetable",
    }
    assert pure <= set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name: str) -> None:
    found = doctest.testmod(import_module(name), optionflags=doctest.REPORT_NDIFF)
    assert found.attempted
    assert not found.failed
