"""Create .venv and install the given requirements files, if necessary.

Runs with any Python, so that it can report one that is too old. Copies of the installed files are
stored in the environment, so that pip only runs when a file has changed. The variable VENV names a
folder other than .venv.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
VENV = Path(os.environ.get("VENV", ".venv"))
PYTHON = VENV / "bin" / "python"


def require_python() -> None:
    """Exit with a message if this Python is too old."""
    if sys.version_info < OLDEST:
        sys.exit(
            "Python 3.11 or newer is needed; {} is {}.{}. With another one on this machine: "
            "make run PYTHON=python3.12".format(sys.executable, *sys.version_info[:2])
        )


def works() -> bool:
    """Return whether the environment is complete and its Python is new enough."""
    if not PYTHON.exists():
        return False
    probe = "import pip, sys; sys.exit(sys.version_info < ({}, {}))".format(*OLDEST)
    return subprocess.run([str(PYTHON), "-c", probe], stderr=subprocess.DEVNULL).returncode == 0


def create() -> None:
    """Create an empty environment with pip."""
    print("Creating {}".format(VENV), flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("Python's venv module is needed. On Debian: apt-get install python3-venv")


def install(files: list) -> None:
    """Install all files at once, so that pip takes every pin into account."""
    print("Installing " + " ".join(map(str, files)) + ": once, a minute or two", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    for file in files:
        pip += ["--requirement", str(file)]
    if subprocess.run(pip).returncode:
        sys.exit("The requirements could not be installed: see above.")


def installed(file: Path) -> Path:
    """Return the path of the copy of an installed requirements file."""
    return VENV / ("installed-" + file.name)


def main() -> None:
    require_python()
    files = [Path(name) for name in sys.argv[1:]]
    if not works():
        create()
    if all(installed(f).exists() and installed(f).read_text() == f.read_text() for f in files):
        return
    install(files)
    for file in files:
        installed(file).write_text(file.read_text())


main()
