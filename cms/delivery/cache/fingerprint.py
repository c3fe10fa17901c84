"""Identify the code and the settings that responses are rendered with.

Responses that outlive a process are stored under this fingerprint, so that no process sends what
another release rendered, or what contains addresses of other settings.
"""

import hashlib
from functools import lru_cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.utils.crypto import salted_hmac

_SETTINGS_IN_RESPONSES: Final = (
    "PUBLIC_URL", "FRONTEND_URL", "MEDIA_URL", "TIME_ZONE", "LANGUAGES", "WAGTAIL_SITE_NAME",
    # They decide which hosts get a response, and the headers that Django's middleware adds.
    "ALLOWED_HOSTS", "MIDDLEWARE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "X_FRAME_OPTIONS",
)  # fmt: skip


@lru_cache(maxsize=1)
def _code() -> bytes:
    """Return a digest of the project's code, of our wheel's, and of the pinned requirements."""
    digest, project = hashlib.blake2b(digest_size=16), _project()
    digest.update(_installed_files().encode())
    files = {file for folder in _folders(project) for file in folder.rglob("*.py")}
    for file in sorted([*files, *project.glob("requirements.txt")]):
        digest.update(file.relative_to(project).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.digest()


def _project() -> Path:
    """Return the folder of the project: BASE_DIR, or that of its settings' package."""
    base = getattr(settings, "BASE_DIR", None)
    if base is None:
        package = import_module(settings.SETTINGS_MODULE.partition(".")[0])
        base = Path(str(package.__file__)).parent.parent
    return Path(base).resolve()


def _installed_files() -> str:
    """Return the names and hashes of the files of our wheel; empty where none is installed."""
    try:
        return distribution("wellspring").read_text("RECORD") or ""
    except PackageNotFoundError:
        return ""


def _folders(project: Path) -> set[Path]:
    """Return the folders of the installed apps that are part of the project itself."""
    folders = {Path(app.path).resolve() for app in apps.get_app_configs()}
    return {
        each
        for each in folders
        if each.is_relative_to(project) and "site-packages" not in each.parts
    }


def build_fingerprint() -> bytes:
    """Return 16 bytes, the same in every process that runs this code under these settings."""
    # Cursors in responses are signed with the secret key. The digest does not reveal it.
    secret = salted_hmac("wellspring.release", "", algorithm="sha256").hexdigest()
    values = repr([secret, *(getattr(settings, name, None) for name in _SETTINGS_IN_RESPONSES)])
    return hashlib.blake2b(_code() + values.encode(), digest_size=16).digest()
