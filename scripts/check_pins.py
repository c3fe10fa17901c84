"""Check that every pinned package supports the oldest Python of pyproject.toml.

On a Python that a package does not support, pip only prints "No matching distribution found". This
script runs on any Python, reads the metadata of the installed packages and names such pins.
"""

import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet


def oldest_python() -> str:
    """Return the lower bound of `requires-python`; "3.11" means 3.11.0, as for pip."""
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    specifiers = SpecifierSet(project["requires-python"])
    return next(each.version for each in specifiers if each.operator == ">=")


def pins(file: Path) -> Iterator[Requirement]:
    """Yield the pins of a requirements file, without comments and options."""
    for line in file.read_text("utf-8").splitlines():
        if line and line[0] not in " #-":
            yield Requirement(line)


def mistakes(file: Path, oldest: str) -> Iterator[str]:
    """Yield a sentence for each pin that does not support the oldest Python."""
    for pin in pins(file):
        try:
            required = metadata.metadata(pin.name).get("Requires-Python", "")
        except metadata.PackageNotFoundError:
            yield f"{file}: {pin} is not installed, so what it requires is not known."
            continue
        if oldest not in SpecifierSet(required):
            yield f"{file}: {pin} requires Python {required}, which excludes {oldest}."


def main() -> None:
    """Check the files of the command line; exit 1 if one has such a pin."""
    oldest = oldest_python()
    found = [line for name in sys.argv[1:] for line in mistakes(Path(name), oldest)]
    if found:
        sys.exit("\n".join(found))


main()
