"""How long is a list? Counted once for as long as nothing changes, since counting reads all rows.

A count is kept in the process under the token that changes with any content (ADR 0009), and no
longer than until the next scheduled instant. It is asked for in one short query instead.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from hashlib import blake2b
from threading import Lock
from typing import Final

from cms.versions import content_versions

MOST_KEPT: Final = 2000
"""So many counts are kept in a process, the least asked for are forgotten."""

_kept: OrderedDict[Hashable, tuple[str, datetime | None, int]] = OrderedDict()
_lock: Final = Lock()


def counted(
    question: Hashable, now: datetime, changes_at: datetime | None, count: Callable[[], int]
) -> int:
    """The count of a question, asked at `now`; `changes_at` is when something is scheduled next."""
    # A digest, since whoever asks chooses how long a question is.
    question = blake2b(repr(question).encode(), digest_size=16).digest()
    # Asked for before the count: what is counted is at least as new as the token.
    token = content_versions.current()
    if token is None:
        return count()
    with _lock:
        found = _kept.get(question)
        if found is not None:
            known, until, number = found
            if known == token and (until is None or now < until):
                _kept.move_to_end(question)
                return number
    number = count()
    with _lock:
        _kept[question] = (token, changes_at, number)
        _kept.move_to_end(question)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return number
