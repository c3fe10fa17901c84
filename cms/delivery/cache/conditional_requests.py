"""Compare entity tags with `If-Match` and `If-None-Match` (RFC 9110, 8.8.3 and 13.1).

`If-Modified-Since` is ignored: a resolution of one second is too coarse for content that must
never be stale.
"""

import re
from typing import Final

MAX_ENTITY_TAGS_LENGTH: Final = 16_000
"""Characters; longer headers match nothing."""
_TAG: Final = re.compile(r'(?:W/)?"[^"]*"')


def none_match_has(if_none_match: str, etag: str) -> bool:
    """Return whether `If-None-Match` names the tag, by weak comparison; ignore malformed tags."""
    if if_none_match == etag:
        return True
    if etag not in if_none_match:
        return if_none_match.strip() == "*"
    return etag in (tag.removeprefix("W/") for tag in _tags(if_none_match))


def match_allows(if_match: str, etag: str) -> bool:
    """Return whether `If-Match` names the tag, by strong comparison, or contains no tag at all."""
    tags = _tags(if_match)
    return etag in tags or not tags


def _tags(header: str) -> list[str]:
    return _TAG.findall(header) if len(header) <= MAX_ENTITY_TAGS_LENGTH else []
