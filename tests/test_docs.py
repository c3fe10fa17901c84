"""Is what README and docs say true: their links, their commands, their requests?"""

import re
from pathlib import Path

import pytest
from django.core.management import BaseCommand, get_commands, load_command_class

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)[^)]*\)")
REQUEST = re.compile(r"https?://localhost:8000(/[^\s'\"`>)]*)")
COMMAND = re.compile(r"manage\.py (\w+)((?: --[a-z-]+)*)")
TARGET = re.compile(r"^make (\w+)|`make (\w+)`", re.MULTILINE)


def _found(pattern: re.Pattern[str]) -> list[tuple[Path, str]]:
    return [
        (page, match)
        for page in PAGES
        for match in sorted(
            {"".join(found.groups("")) for found in pattern.finditer(page.read_text())}
        )
    ]


@pytest.mark.parametrize(("page", "target"), _found(LINK), ids=str)
def test_every_relative_link_leads_to_a_file(page: Path, target: str) -> None:
    assert (page.parent / target).exists()


@pytest.mark.parametrize(("page", "target"), _found(TARGET), ids=str)
def test_every_make_target_exists(page: Path, target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize(("page", "command"), _found(COMMAND), ids=str)
def test_every_management_command_and_its_options_exist(page: Path, command: str) -> None:
    name, *options = command.split()
    assert name in get_commands()
    app = get_commands()[name]
    known = app if isinstance(app, BaseCommand) else load_command_class(app, name)
    taken = known.create_parser("manage.py", name)._option_string_actions
    assert set(options) <= set(taken)


def documented_requests() -> list[str]:
    """Paths with their query that README and docs ask for; the demo's tests ask for them too."""
    return sorted({path for _page, path in _found(REQUEST)})


def test_the_readme_shows_requests() -> None:
    assert any(path.startswith("/api/v1/articles/") for path in documented_requests())
