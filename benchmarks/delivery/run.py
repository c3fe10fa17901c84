"""`python -m benchmarks.delivery.run`: reads a second over HTTP, as ratios, on each database.

`--quick` tries everything out in a minute or two; its figures mean nothing. `--scale` and
`--memory` are the long ones: see docs/how-to/measure-speed.md.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from benchmarks.databases import database_of_postgresql, environment, find_postgresql
from benchmarks.delivery import measuring, report, scale, wrk
from benchmarks.delivery.reads import Article, reads
from benchmarks.delivery.servers import ROOT, Server, free_port, serving

ADDRESSES = {
    "warm": "127.0.0.1", "prerendered": "127.0.0.2", "anew": "127.0.0.3", "peers": "127.0.0.4",
}  # fmt: skip
OURS, PEERS = "cms.wsgi:application", "benchmarks.delivery.peer_wsgi:application"
SETTINGS = {
    "prerendered": {"ANSWERS_IN_MEMORY": "0", "PRERENDER": "true"},
    "anew": {"ANSWERS_STORED": "false"},
}


@dataclass(frozen=True)
class Order:
    """How much is measured."""

    articles: int
    rounds: int
    seconds: float
    minutes: float
    only: str = ""
    """What the name of a read has to contain."""


FULL, QUICK = Order(1000, 5, 2, 30), Order(30, 1, 2, 10)


@dataclass
class Bench:
    """A database that is filled, the environment of its servers, and where files go."""

    settings: dict[str, str]
    folder: Path
    port: int

    def fill(self, articles: int, *options: str) -> dict[str, Any]:
        """Let there be so many articles; what the filling tells."""
        command = [sys.executable, "-m", "benchmarks.delivery.fill", str(articles), *options]
        finished = subprocess.run(
            command, cwd=ROOT, env=self.settings, stdout=subprocess.PIPE, text=True, check=True
        )
        return dict(json.loads(finished.stdout))

    @contextmanager
    def servers(self, *names: str) -> Iterator[dict[str, Server]]:
        """These servers, all at once; only the one that is asked has anything to do."""
        with ExitStack() as stack:
            yield {
                name: stack.enter_context(
                    serving(
                        PEERS if name == "peers" else OURS,
                        ADDRESSES[name],
                        self.port,
                        {**self.settings, **SETTINGS.get(name, {})},
                    )
                )
                for name in names
            }


@contextmanager
def bench(url: str) -> Iterator[Bench]:
    """A bench on an empty database."""
    with tempfile.TemporaryDirectory(prefix="wellspring-bench-") as folder:
        port = free_port(list(ADDRESSES.values()))
        settings = environment(url.format(folder=folder), folder)
        settings["PUBLIC_URL"] = f"http://127.0.0.1:{port}"
        yield Bench(settings, Path(folder), port)


@contextmanager
def databases(only: str) -> Iterator[list[str]]:
    """The addresses of empty databases: SQLite in the bench's folder, and PostgreSQL if found."""
    found = [] if only == "postgresql" else ["sqlite:///{folder}/bench.sqlite3"]
    with ExitStack() as stack:
        if only != "sqlite":
            if url := find_postgresql():
                found.append(stack.enter_context(database_of_postgresql(url)))
            else:
                print("PostgreSQL: not found, so it is left out.")
        yield found


def compare(place: Bench, order: Order) -> dict[str, Any]:
    """The figures and ratios of one database."""
    until = time.monotonic() + order.minutes * 60
    told = place.fill(order.articles)
    articles = [Article(n, told["first_page"] + n) for n in range(order.articles)]
    with place.servers(*ADDRESSES) as servers:
        measuring.check_same_bytes(articles, servers)
        measured = [
            measuring.make_ready(read, servers, place.folder, number)
            for number, read in enumerate(reads(articles))
            if order.only in read.name
        ]
        measuring.interleaved(measured, order.rounds, order.seconds, until)
    return {
        "database": told["database"],
        "articles": order.articles,
        "figures": {each.read.name: each.figures for each in measured},
        "ratios": measuring.ratios(measured, told["database"]),
    }


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="try it out")
    parser.add_argument("--scale", action="store_true", help="100 to 100,000 articles; hours")
    parser.add_argument("--memory", action="store_true", help="200,000 reads of 10,000 articles")
    parser.add_argument("--only", default="", help="reads whose name contains this; not kept")
    parser.add_argument("--rounds", type=int, default=0, help="other than five")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="")
    return parser.parse_args(arguments)


def _stop(*_signal: Any) -> NoReturn:
    """Let what was started be ended, as on Ctrl-C."""
    raise KeyboardInterrupt


def main(arguments: list[str] | None = None) -> None:
    """Measure on each database, print, keep."""
    asked = _parsed(arguments)
    if not wrk.is_there():
        sys.exit("wrk is not installed, which measures reads: apt-get install wrk")
    signal.signal(signal.SIGTERM, _stop)
    name, measured = _name_of(asked), []
    with databases(asked.database) as urls:
        for url in urls:
            with bench(url) as place:
                measured.append(_measure(name, place, asked))
            if name == "delivery":
                report.tell(measured[-1])
            else:
                print(json.dumps(measured[-1], indent=2))
    if not (asked.quick or asked.only):
        option = "" if name == "delivery" else f" --{name}"
        report.write(name, f"python -m benchmarks.delivery.run{option}", measured)


def _name_of(asked: argparse.Namespace) -> str:
    return "scale" if asked.scale else "memory" if asked.memory else "delivery"


def _measure(name: str, place: Bench, asked: argparse.Namespace) -> dict[str, Any]:
    if name == "scale":
        return scale.grow(place, (30, 60)) if asked.quick else scale.grow(place)
    if name == "memory":
        return scale.remember(place, 60, 2_000) if asked.quick else scale.remember(place)
    order = QUICK if asked.quick else FULL
    return compare(place, replace(order, only=asked.only, rounds=asked.rounds or order.rounds))


if __name__ == "__main__":
    try:
        main()
    except (wrk.Failed, TimeoutError, RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(f"Not measured: {error}")
    except KeyboardInterrupt:
        sys.exit("Stopped.")
