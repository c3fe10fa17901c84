"""When does a promotion run, said in words for the list of promotions?"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from promotions import stored_windows
from promotions.scheduling import schedule
from promotions.scheduling.windows import reason_of
from promotions.scheduling.zones import EPOCH

if TYPE_CHECKING:
    from promotions.models import Promotion

NOW, LATER, OVER, NEVER = "now", "later", "over", "never"


def windows_of(promotion: "Promotion") -> list[schedule.Window]:
    """The windows that hold: of the published version, or of the draft where none is published."""
    draft = promotion.latest_revision
    if promotion.live or draft is None:
        return list(stored_windows.of_promotion(promotion))
    return list(stored_windows.windows_of(draft.content))


def unreadable(windows: Sequence[schedule.Window]) -> str:
    """`cannot be read: unknown time zone Mars/Base`; empty where all windows can be."""
    reason = reason_of(windows)
    return _("cannot be read: %(reason)s") % {"reason": reason} if reason is not None else ""


def state(windows: Sequence[schedule.Window], now: datetime) -> str:
    """`now`, `later`, `over`, or `never` where the windows leave no time at all."""
    if schedule.interval_at(windows, now) is not None:
        return NOW
    if schedule.next_change(windows, now) is not None:
        return LATER
    return OVER if any(schedule.intervals(windows, EPOCH, now)) else NEVER


def in_words(windows: Sequence[schedule.Window], now: datetime) -> str:
    """The current run or else the next, in the site's zone."""
    if trouble := unreadable(windows):
        return capfirst(trouble)
    current = schedule.interval_at(windows, now)
    if current is not None:
        return _("Now, until %(end)s") % {"end": said(current.end)} if current.end else _("Now")
    begins = schedule.next_change(windows, now)
    if begins is None:
        return _("Over") if state(windows, now) == OVER else _("Never")
    following = schedule.interval_at(windows, begins)
    if following is None or following.end is None:
        return _("From %(start)s") % {"start": said(begins)}
    return _("%(start)s to %(end)s") % {"start": said(begins), "end": said(following.end)}


def said(instant: datetime) -> str:
    """`Fri 27 Nov 2026, 00:00` on the clock of the site's zone."""
    wall = schedule.to_wall(instant, settings.TIME_ZONE)
    return date_format(wall, "D j M Y, H:i:s" if wall.second else "D j M Y, H:i")
