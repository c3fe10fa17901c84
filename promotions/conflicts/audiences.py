"""Prove that two promotions are never for the same visitor on the same page. Pure: no Django.

Audiences that are not proven disjoint count as overlapping: an editor gets a warning too many
rather than one too few.
"""

from functools import lru_cache
from itertools import product
from typing import NamedTuple

from promotions.resolving.resolve import Candidate, path_matches

_ANY_PATH = ("/*",)
# A path holds no NUL, so only a star can stand for it.
_ANYTHING = "\0"


class Audience(NamedTuple):
    """The conditions of a candidate that can make it disjoint from another.

    Topics are left out: a page may have several, so no two of them exclude each other.
    """

    locale: str
    include_paths: tuple[str, ...]
    exclude_paths: tuple[str, ...]
    devices: frozenset[str]
    visitor: str


def audience_of(candidate: Candidate) -> Audience:
    return Audience(
        candidate.locale,
        candidate.include_paths or _ANY_PATH,
        candidate.exclude_paths,
        candidate.devices,
        candidate.visitor,
    )


def patterns_overlap(first: str, second: str) -> bool:
    """Whether some path matches both patterns; exact.

    If both have a star, only the text before the first and after the last star decides: a path
    may begin with the longer beginning, end with the longer end and have all other pieces in
    between, each inside a star of the other pattern.

    >>> patterns_overlap("/articles/*", "*/sleep/"), patterns_overlap("/articles/*", "/shop/*")
    (True, False)
    """
    if "*" not in first:
        return path_matches(second, first)
    if "*" not in second:
        return path_matches(first, second)
    begins = first.partition("*")[0], second.partition("*")[0]
    ends = first.rpartition("*")[2], second.rpartition("*")[2]
    short, long = sorted(begins, key=len)
    tail, whole = sorted(ends, key=len)
    return long.startswith(short) and whole.endswith(tail)


def pattern_covers(wide: str, narrow: str) -> bool:
    """Whether `wide` matches every path that `narrow` matches; exact.

    >>> pattern_covers("/articles/*", "/articles/sleep/*")
    True
    >>> pattern_covers("/articles/sleep/*", "/articles/*")
    False
    """
    return path_matches(wide, narrow.replace("*", _ANYTHING))


def _paths_meet(first: Audience, second: Audience) -> bool:
    """Whether a path may be included by both and excluded by neither."""
    excluded = first.exclude_paths + second.exclude_paths
    return any(
        patterns_overlap(one, other)
        and not any(pattern_covers(wide, one) or pattern_covers(wide, other) for wide in excluded)
        for one, other in product(first.include_paths, second.include_paths)
    )


@lru_cache(maxsize=65_536)
def audiences_disjoint(first: Audience, second: Audience) -> bool:
    """Whether nobody can belong to both audiences."""
    return (
        first.locale != second.locale
        or bool(first.devices and second.devices and not first.devices & second.devices)
        or {first.visitor, second.visitor} == {"new", "returning"}
        or not _paths_meet(first, second)
    )


def disjoint(first: Candidate, second: Candidate) -> bool:
    """Whether no visitor can get both candidates in one response.

    >>> shop = Candidate("shop", "modal", 0, (), "en", include_paths=("/shop/*",))
    >>> disjoint(shop, Candidate("all", "modal", 0, (), "en"))
    False
    >>> disjoint(shop, Candidate("else", "modal", 0, (), "en", exclude_paths=("/shop/*",)))
    True
    """
    return audiences_disjoint(audience_of(first), audience_of(second))
