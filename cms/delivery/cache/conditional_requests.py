"""Does a client that names entity tags have the answer already? RFC 9110, 8.8.3 and 13.1.

Dates are not looked at: a second is too coarse for content that must never be stale.
"""

import re
from typing import Final

# Not as long as may be, but longer than any client's list of what it keeps.
LONGEST_HEADER: Final = 16_000
_TAG: Final = re.compile(r'(?:W/)?"[^"]*"')


def has(if_none_match: str, etag: str) -> bool:
    """Whether `If-None-Match` names the tag, compared weakly; what is no tag is passed over."""
    if if_none_match == etag:
        return True
    if etag not in if_none_match:
        return if_none_match.strip() == "*"
    return etag in (tag.removeprefix("W/") for tag in _tags(if_none_match))


def wants(if_match: str, etag: str) -> bool:
    """Whether `If-Match` lets the answer through: it names the tag, compared strongly.

    A header without a single tag asks for nothing.
    """
    tags = _tags(if_match)
    return etag in tags or not tags


def _tags(header: str) -> list[str]:
    return _TAG.findall(header) if len(header) <= LONGEST_HEADER else []
