"""`make bench`: measure on SQLite, and on PostgreSQL where one can be reached; tell the ratios.

PostgreSQL is the one that TEST_DATABASE_URL names, or one on loopback that lets us in. The figures
go to `benchmarks/results/promotions.json`, with how to repeat them.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import timing
from benchmarks.databases import database_of_postgresql, environment, find_postgresql
from benchmarks.delivery import report

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10, 100, 1000)
# (what is told, numerator, denominator, the most that is allowed)
RATIOS: list[tuple[str, str, str, float | None]] = [
    ("timetable: 1,000 promotions to 10", "timetable, 1000", "timetable, 10", 3),
    ("timetable: 100 promotions to 10", "timetable, 100", "timetable, 10", 3),
    ("whole read: 1,000 promotions to 10", "read, 1000", "read, 10", 3),
    ("whole read: 100 promotions to 10", "read, 100", "read, 10", 3),
    (
        "1,000 promotions: timetable a year ahead to now",
        "timetable a year ahead, 1000",
        "timetable this week, 1000",
        None,
    ),
    (
        "1,000 promotions: whole read a year ahead to now",
        "read a year ahead, 1000",
        "read this week, 1000",
        None,
    ),
    *[(f"{n:,} promotions: whole read with `at` a year ahead to that of now",
       f"read with at a year ahead, {n}", f"read this week, {n}", None) for n in SIZES],
    *[(f"{n:,} promotions: timetable to plain filter", f"timetable, {n}", f"plain filter, {n}",
       None) for n in SIZES],
    *[(f"{n:,} promotions: whole read to that of plain filter", f"read, {n}", f"plain read, {n}",
       None) for n in SIZES],
    *[(f"{n:,} promotions: resolver to timetable", f"resolver, {n}", f"timetable, {n}", None)
      for n in SIZES],
    *[(f"{n:,} promotions: first read after a change to the next", f"read after a change, {n}",
       f"read this week, {n}", None) for n in SIZES],
]  # fmt: skip


def measure(url: str, folder: str) -> dict[str, Any]:
    """The figures of one database, from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.one_database"]
    finished = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(url, folder),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(finished.stdout))


def ratios(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Each ratio: the median over the rounds, and the quartiles as its spread.

    Numerator and denominator are of the same round, so that a slow minute slows both.
    """
    found = []
    for name, over, under, limit in RATIOS:
        pairs = zip(figures[over]["rounds_us"], figures[under]["rounds_us"], strict=True)
        lower, middle, upper = statistics.quantiles([top / bottom for top, bottom in pairs], n=4)
        spread = {"lower_quartile": round(lower, 3), "upper_quartile": round(upper, 3)}
        found.append({"name": name, "ratio": round(middle, 3), **spread, "at_most": limit})
    return found


def tell(measured: dict[str, Any]) -> None:
    """Print the figures and the ratios of one database."""
    timing.tell(measured, 34)
    print(f"\n{'':<62}{'ratio':>8}{'spread':>20}{'at most':>10}")
    for each in measured["ratios"]:
        spread = f"{each['lower_quartile']} to {each['upper_quartile']}"
        print(f"{each['name']:<62}{each['ratio']:>8}{spread:>20}{each['at_most'] or '':>10}")


def main() -> None:
    """Measure on each database, print, write the results down."""
    with tempfile.TemporaryDirectory() as folder:
        measured = [measure(f"sqlite:///{folder}/bench.sqlite3", folder)]
        if url := find_postgresql():
            with database_of_postgresql(url) as database:
                measured.append(measure(database, folder))
        else:
            print("PostgreSQL: not found, so it is left out.")
    for each in measured:
        each["ratios"] = ratios(each["figures"])
        tell(each)
    report.write("promotions", "make bench", measured)


if __name__ == "__main__":
    main()
