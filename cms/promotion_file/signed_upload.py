"""Sign an uploaded file for the form that confirms its changes.

The page itself holds the file, so that the server stores nothing and any process can load it. What
comes back is validated again.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.core import signing
from django.utils.translation import gettext as _

from cms.promotion_file.problems import InvalidFile, Problem

MAX_UPLOAD_LENGTH: Final = 2_000_000
"""In characters; Django accepts 2.5 MB of form data without files."""
LIFETIME: Final = 2 * 60 * 60
"""In seconds, from the upload to its confirmation."""


@dataclass(frozen=True)
class Upload:
    """An uploaded document, its site, whether to publish it, and the fingerprint of its plan."""

    document: Any
    site: int
    publish: bool
    fingerprint: str


class InvalidUpload(ValueError):
    """The signature is invalid or has expired."""


def sign(upload: Upload, user: Any) -> str:
    """Return an upload signed for this user; raise `InvalidFile` if it is too large."""
    text = signing.dumps(
        [upload.document, upload.site, upload.publish, upload.fingerprint],
        salt=_salt(user),
        compress=True,
    )
    if len(text) > MAX_UPLOAD_LENGTH:
        message = _("This file is too large to be loaded here; use manage.py load_promotions.")
        raise InvalidFile([Problem((), message)])
    return text


def unsign(text: str, user: Any) -> Upload:
    """Return the upload that was signed for this user, or raise `InvalidUpload`."""
    try:
        return Upload(*signing.loads(text, salt=_salt(user), max_age=LIFETIME))
    except signing.BadSignature as error:
        raise InvalidUpload from error


def _salt(user: Any) -> str:
    return f"cms.promotion_file:{user.pk}"
