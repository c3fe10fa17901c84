"""Write dates and times in the one style of the admin: `Fri 27 Nov 2026, 22:00`.

Seconds appear only where there are some. `static/promotions/dates.js` writes the same style on the
clock of the viewer.
"""

from datetime import date, datetime, time

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from promotions.scheduling.schedule import Interval, to_wall

DATE_FORMAT = "D j M Y"


def date_in_words(day: date) -> str:
    """Return `Fri 27 Nov 2026`."""
    return date_format(day, DATE_FORMAT)


def time_in_words(wall: time) -> str:
    """Return `22:00`, or `22:00:05`."""
    return f"{wall:%H:%M:%S}" if wall.second else f"{wall:%H:%M}"


def wall_time_in_words(wall: datetime) -> str:
    """Return `Fri 27 Nov 2026, 22:00` for a naive wall time."""
    return f"{date_in_words(wall)}, {time_in_words(wall.time())}"


def instant_in_words(instant: datetime, zone: str | None = None) -> str:
    """Return the wall time of an aware instant in a zone, by default the site's."""
    return wall_time_in_words(to_wall(instant, zone or settings.TIME_ZONE))


def interval_in_words(interval: Interval) -> str:
    """Return `… to …`, `from … on`, `until …` or `always`, on the clock of the site."""
    start, end = (
        instant_in_words(bound) if bound else "" for bound in (interval.start, interval.end)
    )
    if start and end:
        return _("%(start)s to %(end)s") % {"start": start, "end": end}
    if start:
        return _("from %(start)s on") % {"start": start}
    return _("until %(end)s") % {"end": end} if end else _("always")
