import struct
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotions.scheduling import zones
from promotions.scheduling.zones import (
    EPOCH,
    UnknownTimeZone,
    clock_period_at,
    load_zone,
    to_utc,
    to_wall,
    tzdata_version,
    zone_names,
)
from tests.promotions.scheduling import oracle
from tests.promotions.scheduling.strategies import moments

HOSTILE = [
    "",
    ".",
    "..",
    "../etc/passwd",
    "/etc/passwd",
    "Europe/../../zones",
    "Europe/London\0",
    "\0",
    "Europe",
    "Europe\\London",
    "europe/london",
    " Europe/London",
    "Factory",
    "zones",
    "__init__.py",
    "x" * 100_000,
]


@pytest.fixture
def _lying_system_database(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "Europe").mkdir()
    tokyo = files("tzdata.zoneinfo").joinpath("Asia", "Tokyo").read_bytes()
    (tmp_path / "Europe" / "London").write_bytes(tokyo)
    zoneinfo.reset_tzpath(to=[str(tmp_path)])
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_name_that_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownTimeZone, match="not the name of a time zone"):
        to_utc(datetime(2026, 1, 1), name)


@pytest.mark.parametrize("name", [None, 1, ["Europe/London"], b"Europe/London"])
def test_what_is_not_even_text_is_refused(name: Any) -> None:
    with pytest.raises(UnknownTimeZone):
        load_zone(name)


@pytest.mark.usefixtures("_lying_system_database")
def test_the_system_database_is_never_read() -> None:
    zones._load.cache_clear()
    wall = datetime(2026, 7, 1, 12)
    assert wall.replace(tzinfo=zoneinfo.ZoneInfo("Europe/London")).astimezone(UTC).hour == 3
    assert to_utc(wall, "Europe/London").hour == 11


def test_zone_names_are_sorted_and_each_can_be_loaded() -> None:
    assert list(zone_names()) == sorted(set(zone_names()))
    assert len(zone_names()) > 500
    for name in zone_names():
        assert load_zone(name).key == name


def test_the_version_is_that_of_the_pinned_package() -> None:
    pins = Path(__file__).parents[3].joinpath("requirements.txt").read_text("utf-8")
    assert f"tzdata=={tzdata_version()}" in pins


@given(moments(), st.integers(-100_000, 100_000))
def test_a_wall_time_means_its_first_reading_or_the_end_of_its_gap(
    moment: tuple[str, datetime], away: int
) -> None:
    zone, instant = moment
    wall = oracle.shows(instant, zone) + timedelta(seconds=away)
    assert to_utc(wall, zone) == oracle.reading(wall, zone)


@given(moments(), st.integers(0, 200_000))
def test_a_later_wall_time_never_means_an_earlier_instant(
    moment: tuple[str, datetime], later: int
) -> None:
    zone, instant = moment
    wall = to_wall(instant, zone)
    assert to_utc(wall, zone) <= instant
    assert to_utc(wall, zone) <= to_utc(wall + timedelta(seconds=later), zone)


@given(moments())
def test_the_clock_is_known_at_every_instant(moment: tuple[str, datetime]) -> None:
    zone, instant = moment
    second = (instant - EPOCH) // timedelta(seconds=1)
    stretch = clock_period_at(zone, second)
    assert stretch.since <= second < stretch.until
    shown = (oracle.shows(instant, zone).replace(tzinfo=UTC) - EPOCH) // timedelta(seconds=1)
    assert shown == second + stretch.shift
    first_time = oracle.reading(oracle.shows(instant, zone), zone) == instant
    assert (stretch.frozen_at is None) == first_time


def _listed_changes(zone: str) -> list[tuple[int, int]]:
    """(UTC second, offset) of the changes of offset that the file of a zone lists (RFC 9636)."""
    data = files("tzdata.zoneinfo").joinpath(*zone.split("/")).read_bytes()
    counts = struct.unpack(">6l", data[20:44])
    _, _, leaps, times, types, letters = counts
    data = data[44 + times * 5 + types * 6 + letters + leaps * 8 + counts[0] + counts[1] :]
    times, types = struct.unpack(">2l", data[32:40])
    body = data[44:]
    seconds = struct.unpack(f">{times}q", body[: times * 8])
    kinds = body[times * 8 : times * 9]
    records = body[times * 9 :]
    offsets = [struct.unpack(">l", records[6 * kind : 6 * kind + 4])[0] for kind in range(types)]
    listed = [(second, offsets[kind]) for second, kind in zip(seconds, kinds, strict=True)]
    return [new for old, new in pairwise(listed) if new[0] > 0 and old[1] != new[1]]


def test_no_change_that_a_zone_file_lists_is_overlooked() -> None:
    looked_at = 0
    for zone in zone_names()[::9]:
        for second, offset in _listed_changes(zone):
            stretch = clock_period_at(zone, second)
            assert (stretch.since, stretch.shift) == (second, offset), zone
            looked_at += 1
    assert looked_at > 500


def test_no_two_changes_of_a_clock_are_so_close_that_one_could_hide() -> None:
    for zone in zone_names():
        for earlier, later in pairwise(_listed_changes(zone)):
            assert later[0] - earlier[0] > 6 * 86_400, zone
