"""Choose the promotions of a context at an instant, their order, and until when that holds.

Rule 5 of docs/reference/scheduling.md: one pure function for the API, previews, the calendar and
the manifest. No Django.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from promotions.scheduling.schedule import Interval, Window, interval_at, next_change


@dataclass(frozen=True, slots=True)
class Candidate:
    """The properties of a promotion that the resolver needs; `payload` belongs to the caller.

    Paths are patterns in which `*` stands for any characters, `/` too. Without paths or topics it
    is for every page. Keys are unique among the candidates. The client tests devices and visitor:
    they decide only whether two candidates can compete. Two versions of one promotion share an
    `identity`, as a draft may change the key; it defaults to the key.
    """

    key: str
    slot: str
    priority: int
    windows: tuple[Window, ...]
    locale: str
    include_paths: tuple[str, ...] = ()
    exclude_paths: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    visitor: str = "any"
    payload: Any = None
    identity: Hashable = None

    def __post_init__(self) -> None:
        """Default the identity to the key."""
        if self.identity is None:
            object.__setattr__(self, "identity", self.key)


@dataclass(frozen=True, slots=True)
class Context:
    """A normalised path or None, the topics of the page, and the locale."""

    path: str | None
    topics: frozenset[str]
    locale: str


class Mismatch(StrEnum):
    """Why a promotion cannot show in a context at any instant."""

    OTHER_LOCALE = "other_locale"
    PATH_UNKNOWN = "path_unknown"
    PATH_EXCLUDED = "path_excluded"
    PATH_NOT_INCLUDED = "path_not_included"
    TOPIC_UNKNOWN = "topic_unknown"
    OTHER_TOPIC = "other_topic"


@dataclass(frozen=True, slots=True)
class ActiveCandidate:
    """An active candidate and its current maximal interval."""

    candidate: Candidate
    interval: Interval


@dataclass(frozen=True, slots=True)
class Resolution:
    """The candidates of each requested slot in order; `valid_until` is None if nothing changes."""

    slots: dict[str, list[ActiveCandidate]]
    valid_until: datetime | None


def path_matches(pattern: str, path: str) -> bool:
    """Whether a path matches a case-sensitive pattern in which `*` stands for any characters.

    Each piece between two stars is searched once, from the end of the last: the leftmost place
    never spoils the following pieces, so there is no backtracking.

    >>> path_matches("/articles/*", "/articles/pain/nerves/")
    True
    >>> path_matches("/articles/", "/Articles/")
    False
    """
    first, *pieces = pattern.split("*")
    if not pieces:
        return pattern == path
    last = pieces.pop()
    place, end = len(first), len(path) - len(last)
    if place > end or not (path.startswith(first) and path.endswith(last)):
        return False
    for piece in pieces:
        if (found := path.find(piece, place, end)) < 0:
            return False
        place = found + len(piece)
    return True


def _path_reason(candidate: Candidate, path: str | None) -> Mismatch | None:
    if not (candidate.include_paths or candidate.exclude_paths):
        return None
    if path is None:
        return Mismatch.PATH_UNKNOWN
    if any(path_matches(pattern, path) for pattern in candidate.exclude_paths):
        return Mismatch.PATH_EXCLUDED
    included = not candidate.include_paths or any(
        path_matches(pattern, path) for pattern in candidate.include_paths
    )
    return None if included else Mismatch.PATH_NOT_INCLUDED


def _topic_reason(candidate: Candidate, topics: frozenset[str]) -> Mismatch | None:
    if not candidate.topics or candidate.topics & topics:
        return None
    return Mismatch.OTHER_TOPIC if topics else Mismatch.TOPIC_UNKNOWN


def mismatch(candidate: Candidate, context: Context) -> Mismatch | None:
    """Return why a candidate cannot show in a context; None if its windows alone decide.

    One value of each condition suffices; all conditions must hold. A condition on a value that
    the context does not have fails ("Context" of docs/reference/scheduling.md).
    """
    if candidate.locale != context.locale:
        return Mismatch.OTHER_LOCALE
    return _path_reason(candidate, context.path) or _topic_reason(candidate, context.topics)


def sort_key(active: ActiveCandidate) -> tuple[int, bool, float, str]:
    """Return the sort key of the total order within a slot (Rule 5).

    Highest priority first, then candidates with paths or topics, then the later start with open
    starts last, then the key by code point.
    """
    candidate, start = active.candidate, active.interval.start
    is_general = not (candidate.include_paths or candidate.topics)
    newest_first = float("inf") if start is None else -start.timestamp()
    return -candidate.priority, is_general, newest_first, candidate.key


def resolve(
    candidates: Iterable[Candidate], instant: datetime, context: Context, slots: Iterable[str]
) -> Resolution:
    """What the context gets at an instant (aware) in each of `slots`.

    The answer stays the same until `valid_until` and is another from then on: that is the
    next change of any candidate that mismatch, also of one that others stand before (Rule 6).

    >>> sale = Candidate("sale", "modal", 0, (), "en")
    >>> from promotions.scheduling.zones import EPOCH
    >>> found = resolve([sale], EPOCH, Context(None, frozenset(), "en"), ["modal", "inline"])
    >>> [shown.candidate.key for shown in found.slots["modal"]], found.slots["inline"]
    (['sale'], [])
    """
    active: dict[str, list[ActiveCandidate]] = {slot: [] for slot in slots}
    changes: list[datetime | None] = []
    for candidate in candidates:
        if candidate.slot not in active or mismatch(candidate, context):
            continue
        if interval := interval_at(candidate.windows, instant):
            active[candidate.slot].append(ActiveCandidate(candidate, interval))
            changes.append(interval.end)
        else:
            changes.append(next_change(candidate.windows, instant))
    for candidates_of_slot in active.values():
        candidates_of_slot.sort(key=sort_key)
    return Resolution(active, min((change for change in changes if change), default=None))
