"""How is a file held between the look at its changes and the word to load them?

In the page itself, signed: no server has to keep anything, and it may be another one that loads.
What comes back is checked once more from the beginning.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.core import signing
from django.utils.translation import gettext as _

from cms.promotion_file.problems import Problem, Refused

LONGEST: Final = 2_000_000
"""Characters; Django takes 2.5 MB of a form without its files."""
LIFETIME: Final = 2 * 60 * 60
"""Seconds from the look to the word."""


@dataclass(frozen=True)
class Held:
    """What was looked at: the file, of which site, whether to publish, and its plan."""

    document: Any
    site: int
    publish: bool
    fingerprint: str


class Lost(ValueError):
    """What came back is not what was held, or is too old."""


def hold(held: Held, user: Any) -> str:
    """A text from which this user gets the file back; raises `Refused` for a file too large."""
    text = signing.dumps(
        [held.document, held.site, held.publish, held.fingerprint], salt=_salt(user), compress=True
    )
    if len(text) > LONGEST:
        message = _("This file is too large to be loaded here; use manage.py load_promotions.")
        raise Refused([Problem((), message)])
    return text


def held_in(text: str, user: Any) -> Held:
    """What was held; raises `Lost`."""
    try:
        return Held(*signing.loads(text, salt=_salt(user), max_age=LIFETIME))
    except signing.BadSignature as error:
        raise Lost from error


def _salt(user: Any) -> str:
    return f"cms.promotion_file:{user.pk}"
