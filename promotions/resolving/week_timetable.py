"""Which candidates are active at each instant of one week, and when does that change next?

A page is a week of UTC worked out in advance, so that a question about an instant of it is a
search in a sorted list, however many candidates there are. Pure: no Django.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from promotions.resolving.resolve import Candidate, Shown, order
from promotions.scheduling.schedule import intervals
from promotions.scheduling.zones import EPOCH, HORIZON

LENGTH = timedelta(days=7)
# Who is active is noted after every so many edges, and reckoned from there on: noting it after
# each one would take the square of the edges in memory.
STRIDE = 32
_SECOND = timedelta(seconds=1)
_END = EPOCH + HORIZON * _SECOND


def number_of(instant: datetime) -> int:
    """The number of the page that holds an instant (aware): 0 begins at the epoch.

    Before 1970 all is as in the last second before it, after 2100 as in the last of it.

    >>> number_of(EPOCH), number_of(EPOCH + LENGTH), number_of(EPOCH.replace(1400))
    (0, 1, -1)
    """
    return (min(max(instant, EPOCH - _SECOND), _END - _SECOND) - EPOCH) // LENGTH


@dataclass(frozen=True, slots=True)
class Page:
    """One week of some candidates; all tuples are in order.

    `shown` are the maximal intervals that meet the week, in the order of resolution; `edges` the
    instants inside it at which one of them begins or ends, and `turns` which one that is. `known`
    says who is active after every `STRIDE` edges, by their places in `shown`. `beyond` is the
    first change at or after the end of the week, `None` if there is none.
    """

    shown: tuple[Shown, ...]
    edges: tuple[datetime, ...]
    turns: tuple[int, ...]
    known: tuple[tuple[int, ...], ...]
    beyond: datetime | None

    @property
    def weight(self) -> int:
        """About how many bytes it takes, for a limit on what is kept."""
        return 300 * (1 + len(self.shown)) + 16 * len(self.edges) + 8 * sum(map(len, self.known))

    def active(self, instant: datetime) -> list[Shown]:
        """Who is active at an instant of the week, in the order of resolution (Rule 5)."""
        passed = bisect_right(self.edges, instant)
        note, rest = divmod(passed, STRIDE)
        places = set(self.known[note])
        for place in self.turns[passed - rest : passed]:
            places ^= {place}
        return [self.shown[place] for place in sorted(places)]

    def next_change(self, instant: datetime) -> datetime | None:
        """The first change after an instant of the week, also one after the week (Rule 6)."""
        passed = bisect_right(self.edges, instant)
        return self.edges[passed] if passed < len(self.edges) else self.beyond


def _met(
    candidates: Iterable[Candidate], start: datetime, end: datetime
) -> tuple[list[Shown], datetime | None]:
    """The intervals that meet `[start, end)`, and the first change from `end` on."""
    shown: list[Shown] = []
    beyond: list[datetime] = []
    for candidate in candidates:
        for interval in intervals(candidate.windows, start, _END):
            if interval.start is not None and interval.start >= end:
                beyond.append(interval.start)
                break
            shown.append(Shown(candidate, interval))
            if interval.end is not None and interval.end >= end:
                beyond.append(interval.end)
                break
    return shown, min(beyond, default=None)


def _edges(shown: Iterable[Shown], start: datetime, end: datetime) -> list[tuple[datetime, int]]:
    return sorted(
        (edge, place)
        for place, each in enumerate(shown)
        for edge in (each.interval.start, each.interval.end)
        if edge is not None and start < edge < end
    )


def _notes(places: set[int], turns: list[int]) -> Iterator[tuple[int, ...]]:
    yield tuple(places)
    for passed, place in enumerate(turns, start=1):
        places ^= {place}
        if passed % STRIDE == 0:
            yield tuple(places)


def page(candidates: Iterable[Candidate], number: int) -> Page:
    """Work out a week. Costs a few microseconds for each change in it and each candidate.

    >>> always = page([Candidate("sale", "modal", 0, (), "en")], 2964)
    >>> [each.candidate.key for each in always.active(EPOCH + 2964 * LENGTH)], always.beyond
    (['sale'], None)
    """
    start, end = EPOCH + number * LENGTH, EPOCH + (number + 1) * LENGTH
    shown, beyond = _met(candidates, start, end)
    shown.sort(key=order)
    edges = _edges(shown, start, end)
    turns = [place for _edge, place in edges]
    at_start = {
        place
        for place, each in enumerate(shown)
        if each.interval.start is None or each.interval.start <= start
    }
    return Page(
        shown=tuple(shown),
        edges=tuple(edge for edge, _place in edges),
        turns=tuple(turns),
        known=tuple(_notes(at_start, turns)),
        beyond=beyond,
    )
