"""Do the commands behind `make` say what is wrong, and leave alone what is there?"""

import os
import re
import subprocess
import sys
from pathlib import Path

from django.conf import settings

PROJECT = Path(settings.BASE_DIR)
SCRIPTS = PROJECT / "scripts"


def run_script(
    name: str, *arguments: str, folder: Path, before: str = ""
) -> subprocess.CompletedProcess[str]:
    """A script of ours in another folder; `before` is Python that runs first."""
    code = f"import runpy, sys; {before}\nrunpy.run_path({str(SCRIPTS / name)!r})"
    command = [sys.executable, "-c", code, *arguments]
    # `make` exports VENV, which may be an environment that is in use.
    variables = {name: value for name, value in os.environ.items() if name != "VENV"}
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True)


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


def test_every_pin_admits_the_oldest_python() -> None:
    files = ("requirements.txt", "requirements-dev.txt")
    done = run_script("check_pins.py", *files, folder=PROJECT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_pin_that_excludes_the_oldest_python_is_named(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nrequires-python = ">=3.1"\n')
    (tmp_path / "pins.txt").write_text("# By hand.\npytest==9\n    # via nothing\ntzdata==1\n")
    done = run_script("check_pins.py", "pins.txt", folder=tmp_path)
    assert done.returncode == 1
    sentence = r"pins\.txt: pytest==9 requires Python >=3\.\d+, which excludes 3\.1\."
    assert re.fullmatch(sentence, done.stderr.strip())


def test_pin_that_is_not_installed_is_named(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nrequires-python = ">=3.11"\n')
    (tmp_path / "pins.txt").write_text("nowhere-to-be-found==1\n")
    done = run_script("check_pins.py", "pins.txt", folder=tmp_path)
    assert done.returncode == 1
    assert "nowhere-to-be-found==1 is not installed" in done.stderr
