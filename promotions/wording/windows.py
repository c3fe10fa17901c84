"""Describe windows, and the changes between two versions of them.

Times are on the clock of each window's own zone.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from promotions.choices import Day
from promotions.scheduling import schedule
from promotions.wording import status
from promotions.wording.dates import (
    date_in_words,
    instant_in_words,
    time_in_words,
    wall_time_in_words,
)

PLURAL_DAYS = (
    gettext_lazy("Mondays"),
    gettext_lazy("Tuesdays"),
    gettext_lazy("Wednesdays"),
    gettext_lazy("Thursdays"),
    gettext_lazy("Fridays"),
    gettext_lazy("Saturdays"),
    gettext_lazy("Sundays"),
)
MIDNIGHT = time(0)
_UNIVERSAL = {"UTC", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich", "Universal", "Zulu"}


def windows_in_words(windows: Sequence[schedule.Window], now: datetime) -> str:
    """Return one sentence for all windows, with the state at `now` (aware).

    >>> from promotions.scheduling.zones import EPOCH
    >>> friday = schedule.Weekly(frozenset({4}), time(22), time(2))
    >>> window = schedule.Window("include", None, None, "America/New_York", friday)
    >>> windows_in_words([window], EPOCH.replace(2026, 11, 22))
    'Fridays 22:00 to Saturday 02:00, New York time; next: Fri 27 Nov 2026, 22:00'
    """
    if trouble := status.unreadable_in_words(windows):
        return capfirst(trouble)
    if not windows:
        return _("Always, as long as it is published")
    sentence, state = schedule_in_words(windows), _current_state(windows, now)
    return f"{sentence}; {state}" if state else sentence


def schedule_in_words(windows: Sequence[schedule.Window]) -> str:
    """Return when the windows let something run.

    >>> pause = schedule.Window("exclude", datetime(2026, 12, 24), datetime(2026, 12, 27), "UTC")
    >>> schedule_in_words([pause])
    'Always, except Thu 24 Dec 2026, 00:00 to Sun 27 Dec 2026, 00:00, UTC'
    """
    if trouble := status.unreadable_in_words(windows):
        return capfirst(trouble)
    if not windows:
        return _("Always, as long as it is published")
    is_shared = len({window.time_zone for window in windows}) == 1
    ordered = sorted(windows, key=lambda window: window.mode == "exclude")
    texts = [
        window_in_words(window, says_zone=not (is_shared and place))
        for place, window in enumerate(ordered)
    ]
    runs = sum(window.mode == "include" for window in ordered)
    sentence = _listed(texts[:runs], "; ") if runs else _("always")
    if runs < len(texts):
        separator = "; " if runs else ", "
        sentence += separator + _("except %(times)s") % {"times": _listed(texts[runs:], "; ")}
    return capfirst(sentence)


def window_in_words(window: schedule.Window, *, says_zone: bool = True) -> str:
    """Return `Fridays 22:00 to Saturday 02:00, Paris time`, alike for a run and a pause."""
    if trouble := status.unreadable_in_words([window]):
        return trouble
    zone = [zone_in_words(window.time_zone)] if says_zone else []
    bounds = (window.start, window.end)
    if window.weekly is None:
        return ", ".join([_range(*bounds) or _("always"), *zone])
    days = _days_of_bounds(*bounds)
    return ", ".join([weekly_in_words(window.weekly), *zone, *([days] if days else [])])


def weekly_in_words(weekly: schedule.Weekly) -> str:
    """Return such as `Mondays and Fridays 22:00 to 02:00 the next day`."""
    days, numbers = _days(weekly.days), sorted(weekly.days)
    parts = {"days": days, "start": time_in_words(weekly.start), "end": time_in_words(weekly.end)}
    if weekly.start == weekly.end:
        return _whole_day(weekly, parts)
    if weekly.end == MIDNIGHT:
        return _("%(days)s %(start)s to midnight") % parts
    if weekly.start < weekly.end:
        return _("%(days)s %(start)s to %(end)s") % parts
    if len(numbers) > 1:
        return _("%(days)s %(start)s to %(end)s the next day") % parts
    parts["next"] = str(Day.labels[(numbers[0] + 1) % 7]) if numbers else ""
    return _("%(days)s %(start)s to %(next)s %(end)s") % parts


def _whole_day(weekly: schedule.Weekly, parts: dict[str, str]) -> str:
    if len(weekly.days) == 7:
        return _("every day, round the clock")
    if weekly.start == MIDNIGHT:
        return _("%(days)s, the whole day") % parts
    if len(weekly.days) == 1:
        parts["day"] = str(Day.labels[min(weekly.days)])
        return _("from %(day)s %(start)s for a whole day") % parts
    return _("%(days)s from %(start)s for a whole day") % parts


def _days(days: frozenset[int]) -> str:
    numbers = sorted(days)
    if len(numbers) == 7:
        return _("every day")
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        ends = {"first": PLURAL_DAYS[numbers[0]], "last": PLURAL_DAYS[numbers[-1]]}
        return _("%(first)s to %(last)s") % ends
    return _listed([str(PLURAL_DAYS[number]) for number in numbers])


def _listed(items: Sequence[str], separator: str = ", ") -> str:
    """Return `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    most, last = separator.join(items[:-1]), items[-1]
    if separator == "; ":
        return _("%(most)s; and %(last)s") % {"most": most, "last": last}
    return _("%(most)s and %(last)s") % {"most": most, "last": last}


def zone_in_words(name: str) -> str:
    """Return the name of a zone by its city, or UTC with its offset.

    >>> zone_in_words("America/New_York"), zone_in_words("Etc/GMT+5"), zone_in_words("Etc/UTC")
    ('New York time', 'UTC−5', 'UTC')
    """
    place = name.rpartition("/")[2]
    if place in _UNIVERSAL:
        return "UTC"
    # These names have the inverted sign of POSIX.
    if name.startswith("Etc/") and (offset := re.fullmatch(r"GMT([+-])(\d+)", place)):
        return f"UTC{'−' if offset[1] == '+' else '+'}{offset[2]}"
    return _("%(place)s time") % {"place": place.replace("_", " ")}


def _range(start: datetime | None, end: datetime | None) -> str:
    return _bounded(
        wall_time_in_words(start) if start else "", wall_time_in_words(end) if end else ""
    )


def _days_of_bounds(start: datetime | None, end: datetime | None) -> str:
    """Return the days that a weekly rule is for, the last included; empty without bounds."""
    if any(bound and bound.time() != MIDNIGHT for bound in (start, end)):
        return _range(start, end)
    last = date_in_words(end - timedelta(days=1)) if end else ""
    if start is None:
        return _("until the end of %(end)s") % {"end": last} if last else ""
    first = date_in_words(start)
    return first if first == last else _bounded(first, last)


def _bounded(start: str, end: str) -> str:
    if start and end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    if start:
        return _("from %(start)s") % {"start": start}
    return _("until %(end)s") % {"end": end} if end else ""


def zone_of(windows: Sequence[schedule.Window]) -> str:
    """Return the zone that all windows share, else the site's."""
    zones = {window.time_zone for window in windows}
    return zones.pop() if len(zones) == 1 else str(settings.TIME_ZONE)


def _current_state(windows: Sequence[schedule.Window], now: datetime) -> str:
    """Return `runs now, until …`, `next: …`, `over` or `never active`; empty if it always runs."""
    zone = zone_of(windows)
    has_other_zones = any(window.time_zone != zone for window in windows)

    def in_zone(instant: datetime) -> str:
        text = instant_in_words(instant, zone)
        return f"{text}, {zone_in_words(zone)}" if has_other_zones else text

    if current := schedule.interval_at(windows, now):
        if current.end is None:
            return _("runs now, without an end") if current.start else ""
        return _("runs now, until %(end)s") % {"end": in_zone(current.end)}
    if begins := schedule.next_change(windows, now):
        return _("next: %(start)s") % {"start": in_zone(begins)}
    is_over = status.schedule_state(windows, now) == status.OVER
    return _("over") if is_over else _("never active")


def changes_in_words(
    before: Sequence[schedule.Window], after: Sequence[schedule.Window]
) -> list[str]:
    """Return what was added and removed; the order of windows does not count.

    >>> paris = schedule.Window("include", datetime(2026, 12, 1), None, "Europe/Paris")
    >>> changes_in_words([], [paris])
    ['added from Tue 1 Dec 2026, 00:00, Paris time']
    """
    old, new = Counter(before), Counter(after)
    changes = [_change(window, added=True) for window in (new - old).elements()]
    changes += [_change(window, added=False) for window in (old - new).elements()]
    if before and not after:
        changes.append(_("without any window it runs as long as it is published"))
    return changes


def _change(window: schedule.Window, *, added: bool) -> str:
    if not added and status.unreadable_in_words([window]):
        return _("removed what could not be read")
    is_pause = window.mode == "exclude"
    if added:
        phrase = _("added the pause %(times)s") if is_pause else _("added %(times)s")
    else:
        phrase = _("removed the pause %(times)s") if is_pause else _("removed %(times)s")
    return phrase % {"times": window_in_words(window)}
