"""What do the tests of clients need? Node, and what the client itself depends on."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "clients" / "typescript"
DOCUMENT = ROOT / "docs" / "reference" / "openapi.json"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def left_out(reason: str) -> None:
    """Skip, unless CI=true asks for everything."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, and with CI=true nothing may be left out")
    pytest.skip(reason)


def run(*command: Any, cwd: Path = PACKAGE) -> "subprocess.CompletedProcess[str]":
    """What a command has said; it may fail."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="session")
def package() -> Path:
    """The client's folder, with the very packages that its lock names; installed once."""
    if not (shutil.which("node") and shutil.which("npm")):
        left_out("node and npm are not installed")
    lock, stamp = PACKAGE / "package-lock.json", PACKAGE / "node_modules" / ".installed-lock.json"
    if not stamp.exists() or stamp.read_text() != lock.read_text():
        done = run("npm", "ci", "--ignore-scripts", "--prefer-offline")
        if done.returncode:
            left_out(f"npm could not install the client's packages: {done.stderr[-500:]}")
        stamp.write_text(lock.read_text())
    return PACKAGE


@pytest.fixture(scope="session")
def copy_of(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """`copy_of()`: the package in a folder of its own, to change something in it."""

    def copied() -> Path:
        folder = tmp_path_factory.mktemp("client") / "typescript"
        left = shutil.ignore_patterns("node_modules", "dist", "build")
        shutil.copytree(package, folder, ignore=left)
        (folder / "node_modules").symlink_to(package / "node_modules")
        return folder

    return copied


@pytest.fixture(scope="session")
def compiled(copy_of: Callable[[], Path]) -> Path:
    """The client, its examples and its test program as JavaScript."""
    folder = copy_of()
    done = run("node_modules/.bin/tsc", cwd=folder)
    assert done.returncode == 0, done.stdout
    return folder / "build"
