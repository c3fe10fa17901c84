"""Explain for each promotion of a slot why it shows in a context at an instant, or not.

The result is that of the resolver; this module adds the reasons. Pure: no Django.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from promotions.conflicts.conflicts import DecidingRule, deciding_rule
from promotions.resolving.resolve import (
    ActiveCandidate,
    Candidate,
    Context,
    Mismatch,
    mismatch,
    path_matches,
    resolve,
)
from promotions.scheduling.schedule import (
    Interval,
    Window,
    interval_at,
    intervals,
    next_change,
)
from promotions.scheduling.zones import EPOCH


class InactiveReason(StrEnum):
    """Why a promotion's windows are not active at an instant."""

    LATER = "later"
    PAUSED = "paused"
    OVER = "over"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A candidate with its position, or the reasons why it does not show.

    `position` counts from 1. It is None if the candidate does not show; `time`, `reason` or both
    say why. `after` is the candidate that is tried before it, by the rule `decided_by`. `interval`
    is the current interval, `next_start` the next start, `pattern` the path pattern that excludes.
    """

    candidate: Candidate
    position: int | None
    after: Candidate | None
    decided_by: DecidingRule | None
    interval: Interval | None
    next_start: datetime | None
    time: InactiveReason | None
    reason: Mismatch | None
    pattern: str | None


def explain(
    candidates: Iterable[Candidate], instant: datetime, context: Context, slot: str
) -> list[Explanation]:
    """Return all candidates of a slot: first those that show, in order, then the others by key.

    >>> sale, late = (Candidate(key, "modal", 0, (), key[:2]) for key in ("en-sale", "de-late"))
    >>> answer = explain([sale, late], EPOCH, Context(None, frozenset(), "en"), "modal")
    >>> [(each.candidate.key, each.position, each.reason and str(each.reason)) for each in answer]
    [('en-sale', 1, None), ('de-late', None, 'other_locale')]
    """
    every = [candidate for candidate in candidates if candidate.slot == slot]
    shown = resolve(every, instant, context, [slot]).slots[slot]
    # By identity: a payload need not be comparable.
    places = {id(each.candidate): place for place, each in enumerate(shown)}
    rest = sorted((each for each in every if id(each) not in places), key=lambda each: each.key)
    return [
        _explained(candidate, instant, context, shown[: places.get(id(candidate), -1) + 1])
        for candidate in (*(each.candidate for each in shown), *rest)
    ]


def _explained(
    candidate: Candidate, instant: datetime, context: Context, tried: Sequence[ActiveCandidate]
) -> Explanation:
    """Explain a candidate; `tried` ends with it, or is empty if it does not show."""
    interval, time, next_start = _when(candidate.windows, instant)
    reason = mismatch(candidate, context)
    has_predecessor = len(tried) > 1
    return Explanation(
        candidate=candidate,
        position=len(tried) or None,
        after=tried[-2].candidate if has_predecessor else None,
        decided_by=deciding_rule(*tried[-2:]) if has_predecessor else None,
        interval=interval,
        next_start=next_start,
        time=time,
        reason=reason,
        pattern=_pattern(candidate, context.path) if reason == Mismatch.PATH_EXCLUDED else None,
    )


def _when(
    windows: Sequence[Window], instant: datetime
) -> tuple[Interval | None, InactiveReason | None, datetime | None]:
    interval = interval_at(windows, instant)
    if interval is not None:
        return interval, None, None
    includes = [window for window in windows if window.mode == "include"]
    is_paused = len(includes) < len(windows) and interval_at(includes, instant) is not None
    starts = next_change(windows, instant)
    if is_paused:
        return None, InactiveReason.PAUSED, starts
    if starts is not None:
        return None, InactiveReason.LATER, starts
    return (
        None,
        InactiveReason.OVER if any(intervals(windows, EPOCH, instant)) else InactiveReason.NEVER,
        None,
    )


def _pattern(candidate: Candidate, path: str | None) -> str | None:
    return next((each for each in candidate.exclude_paths if path_matches(each, path or "")), None)
