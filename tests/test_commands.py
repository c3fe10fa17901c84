"""Do the commands behind `make` say what is wrong, and leave alone what is there?"""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

SCRIPTS = Path(settings.BASE_DIR) / "scripts"


def run_script(
    name: str, *arguments: str, folder: Path, before: str = ""
) -> subprocess.CompletedProcess[str]:
    """A script of ours in another folder; `before` is Python that runs first."""
    code = f"import runpy, sys; {before}\nrunpy.run_path({str(SCRIPTS / name)!r})"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True
    )


def test_old_python_is_told_which_one_is_needed(tmp_path: Path) -> None:
    done = run_script("environment.py", folder=tmp_path, before="sys.version_info = (3, 9, 2)")
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "3.9" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_environment_is_left_alone_while_the_pins_are_the_same(tmp_path: Path) -> None:
    pins = tmp_path / "requirements.txt"
    pins.write_text("# nothing\n")
    first = run_script("environment.py", "requirements.txt", folder=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "Creating .venv" in first.stdout
    assert run_script("environment.py", "requirements.txt", folder=tmp_path).stdout == ""
    pins.write_text("# nothing either\n")
    again = run_script("environment.py", "requirements.txt", folder=tmp_path)
    assert "Installing requirements.txt" in again.stdout
    assert "Creating" not in again.stdout


def test_development_settings_are_written_once_and_for_their_owner(tmp_path: Path) -> None:
    run_script("development_settings.py", folder=tmp_path)
    written = (tmp_path / ".env").read_text()
    assert "DEBUG=true" in written
    assert os.stat(tmp_path / ".env").st_mode & 0o077 == 0
    run_script("development_settings.py", folder=tmp_path)
    assert (tmp_path / ".env").read_text() == written
