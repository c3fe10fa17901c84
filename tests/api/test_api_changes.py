"""Is a break of the API refused unless it is meant, and is a release recorded?"""

import json
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.api.openapi import document

BREAK = "Image.caption: is gone"
RELEASES = Path("docs", "reference", "releases")


@pytest.fixture
def project(tmp_path: Path, settings: Any) -> Path:
    """A project of version 0.1.1 whose 0.1.0 had a field that the API has no more."""
    settings.BASE_DIR = tmp_path
    earlier = deepcopy(document())
    image = earlier["components"]["schemas"]["Image"]
    image["properties"]["caption"] = {"type": "string"}
    version(tmp_path, "0.1.1")
    released(tmp_path, "0.1.0", earlier)
    released(tmp_path, "0.0.9", {"paths": {}})
    return tmp_path


def version(root: Path, name: str) -> None:
    (root / "pyproject.toml").write_text(f'[project]\nversion = "{name}"\n')


def released(root: Path, name: str, earlier: Any) -> None:
    file = root / RELEASES / name / "openapi.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(earlier))


def meant(root: Path, *lines: str) -> None:
    (root / RELEASES / "breaking-changes.txt").write_text("\n".join(["# Meant", "", *lines]))


def changes(**options: Any) -> str:
    said = StringIO()
    call_command("api_changes", stdout=said, **options)
    return said.getvalue()


def test_a_break_is_refused_and_told_with_what_to_do(project: Path) -> None:
    with pytest.raises(CommandError, match=rf"(?s)clients of 0\.1\.0.*{BREAK}.*the reason"):
        changes()


def test_a_break_with_a_reason_is_let_through(project: Path) -> None:
    meant(project, f"{BREAK} -- it was always empty")
    assert "1 breaks meant" in changes()


def test_a_break_without_a_reason_is_refused(project: Path) -> None:
    meant(project, f"{BREAK} -- ")
    with pytest.raises(CommandError, match="no reason"):
        changes()


def test_a_reason_for_what_is_no_break_is_refused(project: Path) -> None:
    meant(project, f"{BREAK} -- it was always empty", "Image.alt: is gone -- why not")
    with pytest.raises(CommandError, match=r"Image\.alt: is gone"):
        changes()


@pytest.mark.parametrize("name", ["0.2.0", "1.0.0"])
def test_a_new_major_version_may_break_clients(project: Path, name: str) -> None:
    version(project, name)
    assert BREAK in changes()


def test_a_release_keeps_the_document_and_forgets_what_was_meant(project: Path) -> None:
    meant(project, f"{BREAK} -- it was always empty")
    changes(release=True)
    assert json.loads((project / RELEASES / "0.1.1" / "openapi.json").read_text()) == document()
    assert "0 breaks meant" in changes()
    with pytest.raises(CommandError, match=r"0\.1\.1 is released"):
        changes(release=True)


def test_what_breaks_clients_is_not_released(project: Path) -> None:
    with pytest.raises(CommandError, match=BREAK):
        changes(release=True)
    assert not (project / RELEASES / "0.1.1").exists()


def test_the_api_breaks_no_client_of_the_last_release() -> None:
    assert "compile and run" in changes()


def test_before_the_first_release_nothing_can_break(tmp_path: Path, settings: Any) -> None:
    settings.BASE_DIR = tmp_path
    version(tmp_path, "0.1.0")
    assert "Nothing has been released" in changes()
