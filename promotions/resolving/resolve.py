"""Which promotions does this context get at this instant, in which order, and until when?

Rule 5 of docs/reference/scheduling.md: a pure function, the same for production, preview,
calendar and manifest, so that they cannot disagree. No Django.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from promotions.scheduling.schedule import Interval, Window, interval_at, next_change


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the resolver must know of a promotion; `payload` is the caller's own.

    Paths are patterns in which `*` stands for any characters, `/` too. No path, no topic:
    for everybody. Keys are unique among the candidates. Devices and visitor are for the client to
    test: they never decide what is in an answer, only whether two candidates can compete. Two
    versions of one promotion have one `identity`, though a draft may change the key; it is the
    key where none is given.
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
        """Be known by the key where nothing better is given."""
        if self.identity is None:
            object.__setattr__(self, "identity", self.key)


@dataclass(frozen=True, slots=True)
class Context:
    """Who asks: a normalised path or `None`, the topics of the page, the locale."""

    path: str | None
    topics: frozenset[str]
    locale: str


class Reason(StrEnum):
    """Why a promotion cannot show in a context, at whatever instant."""

    OTHER_LOCALE = "other_locale"
    PATH_UNKNOWN = "path_unknown"
    PATH_EXCLUDED = "path_excluded"
    PATH_NOT_INCLUDED = "path_not_included"
    TOPIC_UNKNOWN = "topic_unknown"
    OTHER_TOPIC = "other_topic"


@dataclass(frozen=True, slots=True)
class Shown:
    """A candidate that is active, and the maximal interval that holds now."""

    candidate: Candidate
    interval: Interval


@dataclass(frozen=True, slots=True)
class Resolution:
    """For every slot asked for what to try, in order; `valid_until` is `None` if for ever."""

    slots: dict[str, list[Shown]]
    valid_until: datetime | None


def matches(pattern: str, path: str) -> bool:
    """Whether a path is the pattern, case and all, each `*` being any characters ("Context").

    Each piece between two stars is sought once, from where the last one was found: taking
    the leftmost place never hurts the pieces after it, so nothing is ever tried again.

    >>> matches("/articles/*", "/articles/pain/nerves/"), matches("/articles/", "/Articles/")
    (True, False)
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


def _path_reason(candidate: Candidate, path: str | None) -> Reason | None:
    if not (candidate.include_paths or candidate.exclude_paths):
        return None
    if path is None:
        return Reason.PATH_UNKNOWN
    if any(matches(pattern, path) for pattern in candidate.exclude_paths):
        return Reason.PATH_EXCLUDED
    included = not candidate.include_paths or any(
        matches(pattern, path) for pattern in candidate.include_paths
    )
    return None if included else Reason.PATH_NOT_INCLUDED


def _topic_reason(candidate: Candidate, topics: frozenset[str]) -> Reason | None:
    if not candidate.topics or candidate.topics & topics:
        return None
    return Reason.OTHER_TOPIC if topics else Reason.TOPIC_UNKNOWN


def applies(candidate: Candidate, context: Context) -> Reason | None:
    """Why a candidate can never show in a context, or `None` if it can, windows permitting.

    Within one condition any value does, across conditions all must hold; a condition on
    something that the context does not tell does not hold ("Context" of
    docs/reference/scheduling.md).
    """
    if candidate.locale != context.locale:
        return Reason.OTHER_LOCALE
    return _path_reason(candidate, context.path) or _topic_reason(candidate, context.topics)


def order(shown: Shown) -> tuple[int, bool, float, str]:
    """The total order within a slot, so that ties are never random (Rule 5).

    Priority descending, conditioned on a path or topic first, later start first with open
    starts last, key by code point.
    """
    candidate, start = shown.candidate, shown.interval.start
    is_general = not (candidate.include_paths or candidate.topics)
    newest_first = float("inf") if start is None else -start.timestamp()
    return -candidate.priority, is_general, newest_first, candidate.key


def resolve(
    candidates: Iterable[Candidate], instant: datetime, context: Context, slots: Iterable[str]
) -> Resolution:
    """What the context gets at an instant (aware) in each of `slots`.

    The answer stays the same until `valid_until` and is another from then on: that is the
    next change of any candidate that applies, also of one that others stand before (Rule 6).

    >>> sale = Candidate("sale", "modal", 0, (), "en")
    >>> from promotions.scheduling.zones import EPOCH
    >>> found = resolve([sale], EPOCH, Context(None, frozenset(), "en"), ["modal", "inline"])
    >>> [shown.candidate.key for shown in found.slots["modal"]], found.slots["inline"]
    (['sale'], [])
    """
    answer: dict[str, list[Shown]] = {slot: [] for slot in slots}
    changes: list[datetime | None] = []
    for candidate in candidates:
        if candidate.slot not in answer or applies(candidate, context):
            continue
        if interval := interval_at(candidate.windows, instant):
            answer[candidate.slot].append(Shown(candidate, interval))
            changes.append(interval.end)
        else:
            changes.append(next_change(candidate.windows, instant))
    for shown in answer.values():
        shown.sort(key=order)
    return Resolution(answer, min((change for change in changes if change), default=None))
