"""Read windows from rows and revisions, and write them as JSON.

A stored window may become unreadable: a later `tzdata` drops its zone, or another program wrote
the row. Then `windows.UnreadableWindows` replaces all windows of the promotion: it is never
active, and the admin names the reason.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _

from promotions.choices import Day
from promotions.fields import WALL_TIME_FORMAT, parse_wall_time
from promotions.scheduling import schedule
from promotions.scheduling.windows import UnreadableWindows, unreadable_windows
from promotions.scheduling.zones import UnknownTimeZone, load_zone

if TYPE_CHECKING:
    from promotions.models import Promotion

WindowColumns = dict[str, Any]
logger = logging.getLogger("wellspring.promotions")


class UnreadableWindow(ValueError):
    """A stored window cannot be read; the message is for editors."""


def weekly_rule(
    days: Iterable[str], start: time | None, end: time | None
) -> schedule.Weekly | None:
    """Return the rule of days by name and two times of day; None if a time is missing."""
    if start is None or end is None:
        return None
    numbers = frozenset(Day.values.index(name) for name in days if name in Day.values)
    return schedule.Weekly(numbers, start, end)


def window_from_columns(stored: Mapping[str, Any]) -> schedule.Window:
    """Return a window from its columns as text; raise `UnreadableWindow`.

    Columns of a weekly rule may be missing. An unknown zone is not an error here: the history
    describes windows without it.
    """
    if "set_aside" in stored:
        return unreadable_windows(stored["set_aside"])
    mode = stored.get("mode", "include")
    if mode not in ("include", "exclude"):
        raise UnreadableWindow(_("“%(text)s” is neither a run nor a pause") % {"text": mode})
    return schedule.Window(
        mode=mode,
        start=_wall(stored.get("start")),
        end=_wall(stored.get("end")),
        time_zone=str(stored.get("time_zone") or ""),
        weekly=weekly_rule(
            stored.get("weekly_days") or [],
            _time(stored.get("weekly_from")),
            _time(stored.get("weekly_to")),
        ),
    )


def windows_from_columns(
    key: str, rows: Iterable[Mapping[str, Any]]
) -> tuple[schedule.Window, ...]:
    """Return the windows of the promotion with a key, or the reason why they are unreadable.

    >>> [window.reason for window in windows_from_columns("offer", [{"time_zone": "Mars/Base"}])]
    ['unknown time zone Mars/Base']
    """
    try:
        return tuple(_known(window_from_columns(row)) for row in rows)
    except UnreadableWindow as error:
        reason = str(error)
    except (AttributeError, TypeError, ValueError):
        reason = _("a window is damaged")
    _warn_once(key, reason)
    return (unreadable_windows(reason),)


def windows_of_content(content: Mapping[str, Any]) -> tuple[schedule.Window, ...]:
    return windows_from_columns(content.get("key") or "", content.get("windows") or [])


def windows_of_promotion(promotion: "Promotion") -> tuple[schedule.Window, ...]:
    return windows_from_columns(promotion.key, (vars(window) for window in promotion.windows.all()))


def _known(window: schedule.Window) -> schedule.Window:
    try:
        load_zone(window.time_zone)
    except UnknownTimeZone:
        text = {"name": window.time_zone or _("without a name")}
        raise UnreadableWindow(_("unknown time zone %(name)s") % text) from None
    return window


@lru_cache(maxsize=1024)
def _warn_once(key: str, reason: str) -> None:
    """Log it once for each process, not for each request."""
    logger.warning("Promotion %s never runs, as its windows are unreadable: %s.", key, reason)


def window_to_columns(window: schedule.Window) -> WindowColumns:
    """Return the columns of a window as text, for `window_from_columns`.

    >>> from datetime import datetime
    >>> once = schedule.Window("include", datetime(2026, 11, 27), None, "Europe/London")
    >>> window_to_columns(once)["start"], window_from_columns(window_to_columns(once)) == once
    ('2026-11-27T00:00:00', True)
    """
    if isinstance(window, UnreadableWindows):
        return {"set_aside": window.reason}
    weekly = window.weekly
    return {
        "mode": window.mode,
        "start": window.start.strftime(WALL_TIME_FORMAT) if window.start else None,
        "end": window.end.strftime(WALL_TIME_FORMAT) if window.end else None,
        "time_zone": window.time_zone,
        "weekly_days": [Day.values[number] for number in sorted(weekly.days)] if weekly else [],
        "weekly_from": weekly.start.isoformat() if weekly else None,
        "weekly_to": weekly.end.isoformat() if weekly else None,
    }


def _wall(value: Any) -> datetime | None:
    try:
        return parse_wall_time(value)
    except ValidationError:
        raise UnreadableWindow(_("“%(text)s” is not a date and time") % {"text": value}) from None


def _time(value: Any) -> time | None:
    if value in (None, "") or isinstance(value, time):
        return value or None
    try:
        found = parse_time(value)
    except ValueError:
        found = None
    if found is None:
        raise UnreadableWindow(_("“%(text)s” is not a time of day") % {"text": value})
    return found
