"""Windows that the form offers as one-click presets. Pure: no Django."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from promotions.scheduling.schedule import Weekly, Window, to_wall

FRIDAY = 4
_DAY = timedelta(days=1)
_MIDNIGHT = time(0)


def midnight_after(wall: datetime) -> datetime:
    """Return the end of the day: the next 00:00, also for a 00:00 (Rule 3).

    >>> midnight_after(datetime(2026, 11, 27, 23, 59))
    datetime.datetime(2026, 11, 28, 0, 0)
    """
    return datetime.combine(wall.date() + _DAY, _MIDNIGHT)


def black_friday(year: int) -> date:
    """Return the day after the fourth Thursday of November; it may be the fifth Friday.

    >>> black_friday(2024), black_friday(2026)
    (datetime.date(2024, 11, 29), datetime.date(2026, 11, 27))
    """
    first = date(year, 11, 1)
    first_thursday = first + (3 - first.weekday()) % 7 * _DAY
    return first_thursday + 22 * _DAY


def now_until(now: datetime, zone: str) -> Window:
    """Return a window from this minute to the end of the day; the editor moves the end."""
    wall = to_wall(now, zone).replace(second=0, microsecond=0)
    return Window("include", wall, midnight_after(wall), zone)


def this_weekend(now: datetime, zone: str) -> Window:
    """Return Saturday and Sunday of this week."""
    today = to_wall(now, zone).date()
    saturday = today + (5 - today.weekday()) * _DAY
    return _days(saturday, 2, zone)


def black_friday_week(now: datetime, zone: str) -> Window:
    """Return Monday to Sunday around Black Friday; next year's after this year's is over."""
    today = to_wall(now, zone).date()
    monday = black_friday(today.year) - FRIDAY * _DAY
    if today >= monday + 7 * _DAY:
        monday = black_friday(today.year + 1) - FRIDAY * _DAY
    return _days(monday, 7, zone)


def friday_evenings(now: datetime, zone: str) -> Window:
    """Return every Friday from 18:00 to midnight, from today on."""
    today = to_wall(now, zone).date()
    weekly = Weekly(frozenset({FRIDAY}), time(18), _MIDNIGHT)
    return Window("include", datetime.combine(today, _MIDNIGHT), None, zone, weekly)


def _days(first: date, number: int, zone: str) -> Window:
    start = datetime.combine(first, _MIDNIGHT)
    return Window("include", start, start + number * _DAY, zone)


PRESETS: dict[str, Callable[[datetime, str], Window]] = {
    "now_until": now_until,
    "this_weekend": this_weekend,
    "black_friday_week": black_friday_week,
    "friday_evenings": friday_evenings,
}
"""By name, in the order of the form."""
