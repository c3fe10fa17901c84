"""Is what README and docs say true: their links, their commands, their requests, their names?"""

import re
import subprocess
from importlib import import_module
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


FILE = re.compile(r"(?<![\w/.<>-])((?:[\w-]+/)+[\w.-]+\.(?:json|md|py|toml|ts|txt))\b")
OF_ANOTHER_PROJECT = "settings/"  # In the page on adding the wheel to a project.
MODULE = re.compile(r"\b((?:cms|home|articles|promotions)(?:\.[a-z_]+)+)\b")
TABLE_ROW = re.compile(r"^\| `([a-z]+)/`", re.MULTILINE)
NAMES_MODULES = [ROOT / "docs/explanation" / name for name in ("architecture.md", "glossary.md")]


@pytest.mark.parametrize(
    ("page", "name"), [found for found in _found(MODULE) if found[0] in NAMES_MODULES], ids=str
)
def test_every_named_module_exists(page: Path, name: str) -> None:
    import_module(name)


@pytest.mark.parametrize(("page", "name"), _found(FILE), ids=str)
def test_every_named_file_exists(page: Path, name: str) -> None:
    assert name.startswith(OF_ANOTHER_PROJECT) or (ROOT / name).is_file()


def test_the_explanations_name_modules() -> None:
    named = {page for page, _name in _found(MODULE)}
    assert set(NAMES_MODULES) <= named


def test_the_readme_names_every_top_level_folder() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    folders = {path.split("/")[0] for path in tracked if "/" in path and path[0] != "."}
    listed = ROOT.joinpath("README.md").read_text().partition("## Where things are")[2]
    assert folders == set(TABLE_ROW.findall(listed))


def documented_requests() -> list[str]:
    """Paths with their query that README and docs ask for; the demo's tests ask for them too."""
    return sorted({path for _page, path in _found(REQUEST)})


def test_the_readme_shows_requests() -> None:
    assert any(path.startswith("/api/v1/articles/") for path in documented_requests())
