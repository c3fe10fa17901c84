"""Can two promotions ever be meant for the same visitor on the same page? Pure: no Django.

Only a proof counts: what cannot be shown to be apart is taken to meet, so that an editor is
warned once too often rather than once too seldom.
"""

from functools import lru_cache
from itertools import product
from typing import NamedTuple

from promotions.resolving.resolve import Candidate, matches

_ANY_PATH = ("/*",)
# A path holds no NUL, so only a star can stand for it.
_ANYTHING = "\0"


class Audience(NamedTuple):
    """Whom a candidate is for, as far as it can keep two candidates apart.

    Topics are left out: a page may have several, so no two of them exclude each other.
    """

    locale: str
    include_paths: tuple[str, ...]
    exclude_paths: tuple[str, ...]
    devices: frozenset[str]
    visitor: str


def audience_of(candidate: Candidate) -> Audience:
    """The audience of a candidate."""
    return Audience(
        candidate.locale,
        candidate.include_paths or _ANY_PATH,
        candidate.exclude_paths,
        candidate.devices,
        candidate.visitor,
    )


def meet(first: str, second: str) -> bool:
    """Whether some path is matched by both patterns; exact.

    Where both have a star, only what stands before the first and after the last one can keep
    them apart: a path may begin with the longer beginning, end with the longer end and hold all
    other pieces in between, one pattern's after the other's, each in some star of the other.

    >>> meet("/articles/*", "*/sleep/"), meet("/articles/*", "/shop/*")
    (True, False)
    """
    if "*" not in first:
        return matches(second, first)
    if "*" not in second:
        return matches(first, second)
    begins = first.partition("*")[0], second.partition("*")[0]
    ends = first.rpartition("*")[2], second.rpartition("*")[2]
    short, long = sorted(begins, key=len)
    tail, whole = sorted(ends, key=len)
    return long.startswith(short) and whole.endswith(tail)


def covers(wide: str, narrow: str) -> bool:
    """Whether every path that `narrow` matches is matched by `wide`; exact.

    >>> covers("/articles/*", "/articles/sleep/*"), covers("/articles/sleep/*", "/articles/*")
    (True, False)
    """
    return matches(wide, narrow.replace("*", _ANYTHING))


def _paths_meet(first: Audience, second: Audience) -> bool:
    """Whether a path may be included by both and excluded by neither."""
    excluded = first.exclude_paths + second.exclude_paths
    return any(
        meet(one, other) and not any(covers(wide, one) or covers(wide, other) for wide in excluded)
        for one, other in product(first.include_paths, second.include_paths)
    )


@lru_cache(maxsize=65_536)
def apart(first: Audience, second: Audience) -> bool:
    """Whether nobody can belong to both audiences."""
    return (
        first.locale != second.locale
        or bool(first.devices and second.devices and not first.devices & second.devices)
        or {first.visitor, second.visitor} == {"new", "returning"}
        or not _paths_meet(first, second)
    )


def disjoint(first: Candidate, second: Candidate) -> bool:
    """Whether it is certain that no visitor can get both candidates in one answer.

    >>> shop = Candidate("shop", "modal", 0, (), "en", include_paths=("/shop/*",))
    >>> disjoint(shop, Candidate("all", "modal", 0, (), "en"))
    False
    >>> disjoint(shop, Candidate("else", "modal", 0, (), "en", exclude_paths=("/shop/*",)))
    True
    """
    return apart(audience_of(first), audience_of(second))
