"""Why does each promotion of a slot show in a context at an instant, or not? Pure: no Django.

The answer is the resolver's own; this module only says what it was made of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from promotions.conflicts.conflicts import Because, decided_by
from promotions.resolving.resolve import (
    Candidate,
    Context,
    Reason,
    Shown,
    applies,
    matches,
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


class Time(StrEnum):
    """Why a promotion's windows do not let it show at an instant."""

    LATER = "later"
    PAUSED = "paused"
    OVER = "over"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Explained:
    """A candidate and what becomes of it.

    `position` counts from 1 and is None where it is no candidate; then `time` or `reason` or both
    say why. `after` is the one that is tried before it, and `because` says by what. `interval` is
    the run that holds, `next_start` the start of the next one, `pattern` the path that excludes.
    """

    candidate: Candidate
    position: int | None
    after: Candidate | None
    because: Because | None
    interval: Interval | None
    next_start: datetime | None
    time: Time | None
    reason: Reason | None
    pattern: str | None


def explain(
    candidates: Iterable[Candidate], instant: datetime, context: Context, slot: str
) -> list[Explained]:
    """All candidates of a slot: those that show in their order, then the others by key.

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
    candidate: Candidate, instant: datetime, context: Context, tried: Sequence[Shown]
) -> Explained:
    """What became of a candidate; `tried` ends with it, or is empty where it is none."""
    interval, time, next_start = _when(candidate.windows, instant)
    reason = applies(candidate, context)
    has_rival = len(tried) > 1
    return Explained(
        candidate=candidate,
        position=len(tried) or None,
        after=tried[-2].candidate if has_rival else None,
        because=decided_by(*tried[-2:]) if has_rival else None,
        interval=interval,
        next_start=next_start,
        time=time,
        reason=reason,
        pattern=_pattern(candidate, context.path) if reason == Reason.PATH_EXCLUDED else None,
    )


def _when(
    windows: Sequence[Window], instant: datetime
) -> tuple[Interval | None, Time | None, datetime | None]:
    interval = interval_at(windows, instant)
    if interval is not None:
        return interval, None, None
    includes = [window for window in windows if window.mode == "include"]
    is_paused = len(includes) < len(windows) and interval_at(includes, instant) is not None
    starts = next_change(windows, instant)
    if is_paused:
        return None, Time.PAUSED, starts
    if starts is not None:
        return None, Time.LATER, starts
    return None, Time.OVER if any(intervals(windows, EPOCH, instant)) else Time.NEVER, None


def _pattern(candidate: Candidate, path: str | None) -> str | None:
    return next((each for each in candidate.exclude_paths if matches(each, path or "")), None)
