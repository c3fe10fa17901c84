"""How are conflicts and gaps said to an editor?

Times are those on the clock of the site's zone, which the screen that shows them names.
"""

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
"""So many times are named one by one; of more only the first, and their number."""

RULE_TEXTS: dict[DecidingRule, str | Promise] = {
    DecidingRule.PRIORITY: gettext_lazy("it has the higher priority (%(winner)d, not %(loser)d)"),
    DecidingRule.MORE_SPECIFIC: gettext_lazy(
        "their priority is the same, and it is meant for certain pages or topics, the other for all"
    ),
    DecidingRule.LATER_START: gettext_lazy("their priority is the same, and it starts later"),
    DecidingRule.KEY: gettext_lazy(
        "nothing but the alphabet decides between them: their priority is the same, so give "
        "one of them a higher number"
    ),
}


def name_of(candidate: Candidate) -> str:
    """What an editor knows a candidate by: its heading, else its key."""
    return str(getattr(candidate.payload, "heading", "") or candidate.key)


def slot_name(slot: str) -> str:
    """The slot as editors know it."""
    return str(Slot(slot).label) if slot in Slot.values else slot


def intervals_in_words(intervals: Sequence[Interval]) -> str:
    """The intervals one after the other; of many the first, and how many more there are."""
    if len(intervals) <= MAX_LISTED_INTERVALS:
        return "; ".join(interval_in_words(each) for each in intervals)
    more = len(intervals) - 1
    return ngettext(
        "%(first)s, and %(count)d more time", "%(first)s, and %(count)d more times", more
    ) % {"first": interval_in_words(intervals[0]), "count": more}


def reason_in_words(conflict: Conflict) -> str:
    """Why the winner wins, as the end of a sentence."""
    numbers: dict[str, Any] = {
        "winner": conflict.winner.priority,
        "loser": conflict.loser.priority,
    }
    return str(RULE_TEXTS[conflict.decided_by]) % numbers


def quoted_name(candidate: Candidate) -> str:
    """Its name in a sentence."""
    return _("“%(name)s”") % {"name": name_of(candidate)}


def conflict_in_words(conflict: Conflict, name: Callable[[Candidate], str] = quoted_name) -> str:
    """Who shows before whom, where, why and when, in two sentences."""
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
    """Whether nobody decided: a tie that only the keys break."""
    return conflict.decided_by == DecidingRule.KEY


def gap_in_words(slot: str, gap: Interval, after: datetime, before: datetime) -> str:
    """That a slot is empty, of a gap within the span that was looked at."""
    starts, ends = gap.start, gap.end
    if starts == after and ends == before:
        return _("%(slot)s: nothing at all") % {"slot": slot_name(slot)}
    return _("%(slot)s: nothing %(times)s") % {
        "slot": slot_name(slot),
        "times": interval_in_words(
            Interval(None if starts == after else starts, None if ends == before else ends)
        ),
    }
