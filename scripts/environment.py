"""Does .venv hold what the given requirements files pin? If not, make it so.

Run with any Python: that is how it can say that this one is too old. Beside what it installed it
keeps a copy of each file, so that nothing is asked of pip until a file changes. The variable VENV
names another folder than .venv.
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
    """Say which Python is needed before anything fails for the lack of it."""
    if sys.version_info < OLDEST:
        sys.exit(
            "Python 3.11 or newer is needed; {} is {}.{}. With another one on this machine: "
            "make run PYTHON=python3.12".format(sys.executable, *sys.version_info[:2])
        )


def works() -> bool:
    """A folder left half made, or whose Python has gone or is old, is made anew."""
    if not PYTHON.exists():
        return False
    probe = "import pip, sys; sys.exit(sys.version_info < ({}, {}))".format(*OLDEST)
    return subprocess.run([str(PYTHON), "-c", probe], stderr=subprocess.DEVNULL).returncode == 0


def create() -> None:
    """An empty environment with pip."""
    print("Creating {}".format(VENV), flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("Python's venv module is needed. On Debian: apt-get install python3-venv")


def install(files: list) -> None:
    """Everything at once, so that pip sees every pin."""
    print("Installing " + " ".join(map(str, files)) + ": once, a minute or two", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    for file in files:
        pip += ["--requirement", str(file)]
    if subprocess.run(pip).returncode:
        sys.exit("The requirements could not be installed: see above.")


def installed(file: Path) -> Path:
    """The copy of a requirements file that was installed."""
    return VENV / ("installed-" + file.name)


def main() -> None:
    """Do only what is left to do."""
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
