"""manage.py api_changes: find incompatible changes of the API since the last release."""

import json
import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.api.openapi.compatibility import breaks
from cms.api.openapi.schema import openapi_document

RELEASES = Path("docs", "reference", "releases")
MEANT = RELEASES / "breaking-changes.txt"
REASON = " -- "
HEADER = """\
# Breaks of the API that are meant, until the next release: a line as `make check` prints it,
# then ` -- ` and the reason. `manage.py api_changes --release` empties this file.
"""

Version = tuple[int, ...]


class Command(BaseCommand):
    """Compares the API with the document of the last release, or records a release."""

    help = "Fail where the API breaks clients of the last release, or record a release."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--release",
            action="store_true",
            help="Keep the present document as that of the version in pyproject.toml.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare or record; raise CommandError (exit 1) for a change without a reason."""
        root = Path(settings.BASE_DIR)
        self._compare(root)
        if options["release"]:
            self._record(root)

    def _compare(self, root: Path) -> None:
        last = max(_releases(root), default=None)
        if last is None:
            self.stdout.write("Nothing has been released yet.")
            return
        released = json.loads(_document_of(root, last).read_text("utf-8"))
        found, meant = breaks(released, openapi_document()), _meant(root)
        if _series(_version(root)) != _series(last):
            self.stdout.write("\n".join(["A new major version may break clients:", *found]))
            return
        unexplained = [line for line in found if line not in meant]
        if unexplained:
            raise CommandError(_complaint(unexplained, last))
        past = [line for line in meant if line not in found]
        if past:
            raise CommandError("\n".join([f"{MEANT} explains what is no break (any more):", *past]))
        self.stdout.write(f"Clients of {_name(last)} compile and run; {len(meant)} breaks meant.")

    def _record(self, root: Path) -> None:
        version = _version(root)
        file = _document_of(root, version)
        if file.exists():
            raise CommandError(
                f"{_name(version)} is released: give pyproject.toml the next version."
            )
        file.parent.mkdir(parents=True)
        text = json.dumps(openapi_document(), indent=2, ensure_ascii=False)
        file.write_text(text + "\n", encoding="utf-8")
        (root / MEANT).write_text(HEADER, encoding="utf-8")
        self.stdout.write(f"{file.relative_to(root)} written")


def _version(root: Path) -> Version:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return _numbers(project["version"])


def _numbers(name: str) -> Version:
    return tuple(int(part) for part in name.split("."))


def _name(version: Version) -> str:
    return ".".join(map(str, version))


def _series(version: Version) -> Version:
    """Return the part of a version that an incompatible change must increase.

    The major version or, before 1.0, the minor one (SemVer).
    """
    return version[:1] if version[0] else version[:2]


def _releases(root: Path) -> list[Version]:
    return [_numbers(file.parent.name) for file in (root / RELEASES).glob("*/openapi.json")]


def _document_of(root: Path, version: Version) -> Path:
    return root / RELEASES / _name(version) / "openapi.json"


def _meant(root: Path) -> list[str]:
    """Return the accepted incompatible changes; raise CommandError for one without a reason."""
    file = root / MEANT
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    entries = [line for line in lines if line.strip() and not line.startswith("#")]
    for line in entries:
        if not line.partition(REASON)[2].strip():
            raise CommandError(f"{MEANT}: this line has no reason after “{REASON}”: {line}")
    return [line.partition(REASON)[0].strip() for line in entries]


def _complaint(lines: list[str], last: Version) -> str:
    return "\n".join(
        [
            f"This breaks clients of {_name(last)}:",
            "",
            *lines,
            "",
            "Take it back; or keep the old beside the new; or, where it is meant, add the line to",
            f"{MEANT} with “{REASON}” and the reason; or give pyproject.toml a new major version",
            "(before 1.0: a new minor one).",
        ]
    )
