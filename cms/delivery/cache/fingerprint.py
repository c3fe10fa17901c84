"""Which code and which settings make the answers of this process?

Answers that outlive a process are kept under this name, so that those which another release made,
or which lead to other addresses, are never sent by this one.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.utils.crypto import salted_hmac

_SAID_IN_ANSWERS: Final = (
    "PUBLIC_URL", "FRONTEND_URL", "MEDIA_URL", "TIME_ZONE", "LANGUAGES", "WAGTAIL_SITE_NAME",
    # Which hosts are answered at all, and the headers of Django's own middleware.
    "ALLOWED_HOSTS", "MIDDLEWARE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "X_FRAME_OPTIONS",
)  # fmt: skip


@lru_cache(maxsize=1)
def _code() -> bytes:
    """A digest of our own code and of the pinned versions of everybody else's."""
    digest, project = hashlib.blake2b(digest_size=16), Path(settings.BASE_DIR).resolve()
    files = {file for folder in _folders(project) for file in folder.rglob("*.py")}
    for file in sorted([*files, *project.glob("requirements.txt")]):
        digest.update(file.relative_to(project).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.digest()


def _folders(project: Path) -> set[Path]:
    """Those of all apps that stand in the project itself: whoever adds one adds its code."""
    folders = {Path(app.path).resolve() for app in apps.get_app_configs()}
    return {
        each
        for each in folders
        if each.is_relative_to(project) and "site-packages" not in each.parts
    }


def release() -> bytes:
    """The same in every process that runs this code under these settings."""
    # Cursors are signed with the secret, of which nobody is told anything here.
    secret = salted_hmac("wellspring.release", "", algorithm="sha256").hexdigest()
    said = repr([secret, *(getattr(settings, name) for name in _SAID_IN_ANSWERS)])
    return hashlib.blake2b(_code() + said.encode(), digest_size=16).digest()
