"""Zones, instants and windows to search with: clock changes are common here, not rare."""

from datetime import UTC, datetime, time, timedelta
from functools import cache

from hypothesis import strategies as st

from promotions.resolving.resolve import Candidate
from promotions.scheduling.schedule import Weekly, Window, zone_names
from tests.promotions.scheduling.oracle import shows

_NEAR = timedelta(days=4)
FIRST, LAST = datetime(1970, 1, 10, tzinfo=UTC), datetime(2100, 12, 20, tzinfo=UTC)

# (zone, year): skipped days, gaps and folds of half an hour, of 44:30, of two and more hours,
# changes at midnight, summer time of a week, new standard time, negative summer time.
NOTABLE = [
    ("Pacific/Apia", 2011),
    ("Pacific/Fakaofo", 2011),
    ("Pacific/Kwajalein", 1993),
    ("Pacific/Kiritimati", 1994),
    ("Africa/Monrovia", 1972),
    ("Antarctica/Vostok", 1994),
    ("Antarctica/Casey", 2010),
    ("Antarctica/Troll", 2026),
    ("Australia/Lord_Howe", 2026),
    ("Asia/Kathmandu", 1986),
    ("Asia/Pyongyang", 2018),
    ("America/Caracas", 2007),
    ("America/Sao_Paulo", 2017),
    ("America/Noronha", 2000),
    ("Africa/Casablanca", 2030),
    ("Asia/Gaza", 2040),
    ("Europe/Dublin", 1971),
    ("Europe/London", 2026),
    ("Europe/London", 2027),
    ("America/New_York", 2099),
    ("Pacific/Chatham", 2026),
]
places = st.sampled_from(NOTABLE) | st.tuples(
    st.sampled_from(zone_names()), st.integers(FIRST.year, LAST.year)
)


@cache
def clock_changes(zone: str, year: int) -> tuple[datetime, ...]:
    """The instants of a year at which the clock of a zone jumps, looked for every five days."""
    found = []
    start = datetime(year, 1, 1, tzinfo=UTC)
    for number in range(73):
        low, high = start + timedelta(days=5 * number), start + timedelta(days=5 * number + 5)
        if shows(high, zone) - shows(low, zone) == high - low:
            continue
        while high - low > timedelta(seconds=1):
            middle = low + (high - low) // timedelta(seconds=2) * timedelta(seconds=1)
            runs_evenly = shows(middle, zone) - shows(low, zone) == middle - low
            low, high = (middle, high) if runs_evenly else (low, middle)
        found.append(high)
    return tuple(found)


def _steps(reach: timedelta) -> st.SearchStrategy[timedelta]:
    minutes = int(reach / timedelta(minutes=1))
    return st.one_of(
        st.integers(-12, 12).map(lambda n: timedelta(minutes=15 * n)),
        st.integers(-minutes, minutes).map(lambda n: timedelta(minutes=n)),
        st.integers(-minutes * 60, minutes * 60).map(lambda n: timedelta(seconds=n)),
    )


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and an instant in UTC, near a change of its clock if that year has one."""
    zone, year = draw(places)
    anywhere = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=draw(st.integers(0, 364)))
    changes = clock_changes(zone, year)
    near = draw(st.sampled_from(changes)) if changes else anywhere
    return zone, min(max(near + draw(_steps(timedelta(days=2))), FIRST), LAST)


def _marks(zone: str, instant: datetime) -> list[datetime]:
    """The wall times that a clock jumps from and to within some days of an instant."""
    near = [at for at in clock_changes(zone, instant.year) if abs(at - instant) <= _NEAR]
    second = timedelta(seconds=1)
    return [mark for at in near for mark in (shows(at, zone), shows(at - second, zone) + second)]


def _walls(zone: str, instant: datetime) -> st.SearchStrategy[datetime]:
    wall = shows(instant, zone)
    return st.sampled_from([*_marks(zone, instant), wall]) | _steps(_NEAR).map(wall.__add__)


def _times(zone: str, instant: datetime) -> st.SearchStrategy[time]:
    near = _walls(zone, instant).map(lambda wall: wall.time())
    return near | near | st.just(time(0))


@st.composite
def weeklies(draw: st.DrawFn, zone: str, instant: datetime) -> Weekly:
    """A weekly rule that begins and ends about when something happens, often every day."""
    days = draw(st.just(frozenset(range(7))) | st.frozensets(st.integers(0, 6), min_size=1))
    times = _times(zone, instant)
    start = draw(times)
    return Weekly(days, start, draw(st.just(start) | times))


@st.composite
def windows_near(draw: st.DrawFn, zone: str, instant: datetime) -> Window:
    """A valid window with something happening at about an instant, mostly in `zone`."""
    zone = draw(st.sampled_from([zone, zone, zone, draw(places)[0]]))
    start, end = (draw(st.none() | _walls(zone, instant)) for _ in range(2))
    if start and end and end <= start:
        start, end = (end, start) if end < start else (start, None)
    weekly = draw(st.none() | weeklies(zone, instant))
    return Window(
        draw(st.sampled_from(["include", "include", "exclude"])), start, end, zone, weekly
    )


@st.composite
def schedules(draw: st.DrawFn) -> tuple[list[Window], datetime]:
    """Some windows and an instant at about which they begin, end and recur."""
    zone, instant = draw(moments())
    return draw(st.lists(windows_near(zone, instant), min_size=1, max_size=3)), instant


SLOTS = ("announcement_bar", "modal", "slide_in", "inline")
_PATHS = st.lists(st.sampled_from(["*", "/articles/*", "/shop/*", "*pain/"]), max_size=1)
_TOPICS = st.sampled_from([frozenset(), frozenset({"pain"}), frozenset({"sleep"})])


@st.composite
def candidates_near(draw: st.DrawFn, zone: str, instant: datetime) -> list[Candidate]:
    """Promotions of two slots and languages with something happening at about an instant."""
    return [
        Candidate(
            key=f"key-{number}",
            slot=draw(st.sampled_from(SLOTS[:2])),
            priority=draw(st.integers(0, 1)),
            windows=tuple(draw(st.lists(windows_near(zone, instant), max_size=2))),
            locale=draw(st.sampled_from(["en", "en", "de"])),
            include_paths=tuple(draw(_PATHS)),
            exclude_paths=tuple(draw(st.just([]) | _PATHS)),
            topics=draw(_TOPICS),
        )
        for number in range(draw(st.integers(0, 5)))
    ]


@st.composite
def scenes(draw: st.DrawFn) -> tuple[list[Candidate], datetime]:
    """Promotions and an instant at about which they come and go."""
    zone, instant = draw(moments())
    return draw(candidates_near(zone, instant)), instant
