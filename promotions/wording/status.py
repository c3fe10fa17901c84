"""The state of a schedule: now, later, over or never; in words for the list of promotions."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from promotions import stored_windows
from promotions.scheduling import schedule
from promotions.scheduling.windows import unreadable_reason
from promotions.scheduling.zones import EPOCH
from promotions.wording.dates import instant_in_words, interval_in_words

if TYPE_CHECKING:
    from promotions.models import Promotion

NOW, LATER, OVER, NEVER = "now", "later", "over", "never"


def windows_in_force(promotion: "Promotion") -> list[schedule.Window]:
    """Return the windows of the published version, or of the draft if none is published."""
    draft = promotion.latest_revision
    if promotion.live or draft is None:
        return list(stored_windows.windows_of_promotion(promotion))
    return list(stored_windows.windows_of_content(draft.content))


def unreadable_in_words(windows: Sequence[schedule.Window]) -> str:
    """Return `cannot be read: unknown time zone Mars/Base`; empty if all are readable."""
    reason = unreadable_reason(windows)
    return _("cannot be read: %(reason)s") % {"reason": reason} if reason is not None else ""


def schedule_state(windows: Sequence[schedule.Window], now: datetime) -> str:
    """Return `now`, `later`, `over`, or `never` if the windows leave no time."""
    if schedule.interval_at(windows, now) is not None:
        return NOW
    if schedule.next_change(windows, now) is not None:
        return LATER
    return OVER if any(schedule.intervals(windows, EPOCH, now)) else NEVER


def status_in_words(windows: Sequence[schedule.Window], now: datetime) -> str:
    """Return the current interval, else the next, on the clock of the site."""
    if trouble := unreadable_in_words(windows):
        return capfirst(trouble)
    if current := schedule.interval_at(windows, now):
        if current.end is None:
            return _("Now")
        return _("Now, until %(end)s") % {"end": instant_in_words(current.end)}
    begins = schedule.next_change(windows, now)
    if begins is None:
        return _("Over") if schedule_state(windows, now) == OVER else _("Never")
    following = schedule.interval_at(windows, begins)
    if following is None or following.end is None:
        return _("From %(start)s") % {"start": instant_in_words(begins)}
    return interval_in_words(following)
