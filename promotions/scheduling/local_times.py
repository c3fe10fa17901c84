"""Which instant is a time on a wall, and does the clock there show it never, once or twice?"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from promotions.scheduling import schedule
from promotions.scheduling.zones import load_zone


class Shown(StrEnum):
    """How often the clock shows a wall time."""

    NEVER = "never"
    ONCE = "once"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A wall time of a zone as an instant in UTC; `counts_as` is what the clock shows then."""

    wall: datetime
    zone: str
    instant: datetime
    counts_as: datetime
    shown: Shown

    @property
    def second(self) -> datetime | None:
        """The later instant at which the clock shows the time again, where it shows it twice."""
        if self.shown != Shown.TWICE:
            return None
        return self.wall.replace(tzinfo=load_zone(self.zone), fold=1).astimezone(UTC)


def equivalent(wall: datetime, zone: str) -> Equivalent:
    """The instant that a wall time means (Rule 4), and whether it is skipped or repeated.

    >>> jumped = equivalent(datetime(2027, 3, 28, 1, 30), "Europe/London")
    >>> str(jumped.shown), jumped.counts_as
    ('never', datetime.datetime(2027, 3, 28, 2, 0))
    """
    instant = schedule.to_utc(wall, zone)
    counts_as = schedule.to_wall(instant, zone)
    return Equivalent(wall, zone, instant, counts_as, _shown(wall, counts_as, zone))


def _shown(wall: datetime, counts_as: datetime, zone: str) -> Shown:
    if counts_as != wall:
        return Shown.NEVER
    first, second = (wall.replace(tzinfo=load_zone(zone), fold=fold) for fold in (0, 1))
    return Shown.ONCE if first.utcoffset() == second.utcoffset() else Shown.TWICE
