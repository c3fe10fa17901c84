"""Convert a wall time to an instant, and say if the clock shows it never, once or twice."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from promotions.scheduling import schedule
from promotions.scheduling.zones import load_zone


class ClockShows(StrEnum):
    """How often the clock shows a wall time."""

    NEVER = "never"
    ONCE = "once"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A wall time of a zone as an instant in UTC; `counts_as` is the wall time at that instant."""

    wall: datetime
    zone: str
    instant: datetime
    counts_as: datetime
    clock_shows: ClockShows

    @property
    def second(self) -> datetime | None:
        """The later instant at which the clock shows the time, if it shows it twice."""
        if self.clock_shows != ClockShows.TWICE:
            return None
        return self.wall.replace(tzinfo=load_zone(self.zone), fold=1).astimezone(UTC)


def equivalent(wall: datetime, zone: str) -> Equivalent:
    """Return the instant of a wall time (Rule 4), and whether it is skipped or repeated.

    >>> jumped = equivalent(datetime(2027, 3, 28, 1, 30), "Europe/London")
    >>> str(jumped.clock_shows), jumped.counts_as
    ('never', datetime.datetime(2027, 3, 28, 2, 0))
    """
    instant = schedule.to_utc(wall, zone)
    counts_as = schedule.to_wall(instant, zone)
    return Equivalent(wall, zone, instant, counts_as, _clock_shows(wall, counts_as, zone))


def _clock_shows(wall: datetime, counts_as: datetime, zone: str) -> ClockShows:
    if counts_as != wall:
        return ClockShows.NEVER
    first, second = (wall.replace(tzinfo=load_zone(zone), fold=fold) for fold in (0, 1))
    return ClockShows.ONCE if first.utcoffset() == second.utcoffset() else ClockShows.TWICE
