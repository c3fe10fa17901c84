"""Describe conflicts and gaps. Times are on the clock of the site, whose zone the screen names."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from promotions.choices import Slot
from promotions.conflicts.conflicts import Conflict, DecidingRule
from promotions.resolving.resolve import Candidate
from promotions.scheduling.schedule import Interval
from promotions.wording.dates import interval_in_words

MAX_LISTED_INTERVALS = 3
"""Of more intervals only the first is listed, with the number of the others."""

RULE_TEXTS: dict[DecidingRule, str | Promise] = {
    DecidingRule.PRIORITY: gettext_lazy("it has the higher priority (%(winner)d, not %(loser)d)"),
    DecidingRule.MORE_SPECIFIC: gettext_lazy(
        "their priority is the same, and it is for certain pages or topics, the other for all"
    ),
    DecidingRule.LATER_START: gettext_lazy("their priority is the same, and it starts later"),
    DecidingRule.KEY: gettext_lazy(
        "nothing but the alphabet decides between them: their priority is the same, so give "
        "one of them a higher number"
    ),
}


def name_of(candidate: Candidate) -> str:
    """Return the heading of a candidate, else its key."""
    return str(getattr(candidate.payload, "heading", "") or candidate.key)


def slot_name(slot: str) -> str:
    """Return the label of a slot."""
    return str(Slot(slot).label) if slot in Slot.values else slot


def intervals_in_words(intervals: Sequence[Interval]) -> str:
    """List the intervals; of many only the first, with the number of the others."""
    if len(intervals) <= MAX_LISTED_INTERVALS:
        return "; ".join(interval_in_words(each) for each in intervals)
    more = len(intervals) - 1
    return ngettext(
        "%(first)s, and %(count)d more time", "%(first)s, and %(count)d more times", more
    ) % {"first": interval_in_words(intervals[0]), "count": more}


def reason_in_words(conflict: Conflict) -> str:
    """Return why the winner wins, as the end of a sentence."""
    numbers: dict[str, Any] = {
        "winner": conflict.winner.priority,
        "loser": conflict.loser.priority,
    }
    return str(RULE_TEXTS[conflict.decided_by]) % numbers


def quoted_name(candidate: Candidate) -> str:
    return _("“%(name)s”") % {"name": name_of(candidate)}


def conflict_in_words(conflict: Conflict, name: Callable[[Candidate], str] = quoted_name) -> str:
    """Return which shows before which, where, why and when."""
    return _(
        "%(winner)s is shown before %(loser)s (%(slot)s): %(reason)s. They meet %(times)s."
    ) % {
        "winner": name(conflict.winner),
        "loser": name(conflict.loser),
        "slot": slot_name(conflict.winner.slot),
        "reason": reason_in_words(conflict),
        "times": intervals_in_words(conflict.intervals),
    }


def is_undecided(conflict: Conflict) -> bool:
    """Whether only the keys decide."""
    return conflict.decided_by == DecidingRule.KEY


def gap_in_words(slot: str, gap: Interval, after: datetime, before: datetime) -> str:
    """Return that a slot is empty, for a gap within a span."""
    starts, ends = gap.start, gap.end
    if starts == after and ends == before:
        return _("%(slot)s: nothing at all") % {"slot": slot_name(slot)}
    return _("%(slot)s: nothing %(times)s") % {
        "slot": slot_name(slot),
        "times": interval_in_words(
            Interval(None if starts == after else starts, None if ends == before else ends)
        ),
    }
