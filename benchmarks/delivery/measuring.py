"""How are many reads measured side by side, and do they answer what they should?"""

import random
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.delivery import wrk
from benchmarks.delivery.reads import RATIOS, Article, Read
from benchmarks.delivery.servers import Server

Servers = Mapping[str, Server]
CHECKED = 3
"""So many of a read's addresses are looked at before anything is measured."""


@dataclass
class Measured:
    """A read with the file that lists its addresses, and the results of each round."""

    read: Read
    server: Server
    paths: Path
    rounds: list[wrk.Result] = field(default_factory=list)

    def one_round(self, seconds: float, seed: int) -> None:
        """Read for some seconds."""
        self.rounds.append(wrk.run(self.server.url, self.server.host, self.paths, seconds, seed))

    @property
    def figures(self) -> dict[str, Any]:
        """Reads a second: median and spread over the rounds."""
        found = [each.per_second for each in self.rounds]
        return {
            "median": round(statistics.median(found), 1),
            "least": round(min(found), 1),
            "most": round(max(found), 1),
            "bytes": round(self.rounds[-1].bytes_each),
            "median_latency_us": round(statistics.median(each.median_us for each in self.rounds)),
            "rounds": [round(each, 1) for each in found],
        }


def make_ready(read: Read, servers: Servers, folder: Path, place: int) -> Measured:
    """List the addresses of a read, and check that they answer; what is kept is kept then."""
    server = servers[read.server]
    lines = []
    for number, path in enumerate(read.paths):
        is_looked_at = number < CHECKED or read.server == "warm" or read.tagged
        tag = _checked(read, server, path) if is_looked_at else ""
        lines.append(f"{path}\t{tag}" if read.tagged else path)
    paths = folder / f"{place:02}.txt"
    paths.write_text("\n".join(lines) + "\n", "utf-8")
    return Measured(read, server, paths)


def _checked(read: Read, server: Server, path: str) -> str:
    """The tag of an answer, once it is what it should be."""
    answer, content = server.ask(path)
    if answer.status != 200 or len(content) < 200:
        raise wrk.Failed(f"{read.name}: {path} answers {answer.status}: {content[:300]!r}")
    tag = answer.headers.get("ETag") or ""
    if read.tagged:
        again, nothing = server.ask(path, {"If-None-Match": tag})
        if again.status != 304 or nothing:
            raise wrk.Failed(f"{read.name}: {path} answers {again.status} to its own tag.")
    return tag


def check_same_bytes(articles: list[Article], servers: Servers) -> None:
    """Let the bare view have the bytes of ours; and all of ours answer the very same."""
    for number, article in enumerate(articles):
        path = f"/api/v1/articles/{article.slug}/"
        _answer, ours = servers["warm"].ask(path)
        servers["peers"].ask(f"/put/{article.slug}/", body=ours)
        servers["peers"].ask(f"/plain/put/{article.slug}/", body=ours)
        if number >= CHECKED:
            continue
        for server, where in (
            ("prerendered", path), ("anew", path), ("peers", f"/bare/{article.slug}/"),
            ("peers", f"/plain/bare/{article.slug}/"),
        ):  # fmt: skip
            if servers[server].ask(where)[1] != ours:
                raise wrk.Failed(f"{where} of the server “{server}” answers other bytes.")


def interleaved(measured: list[Measured], rounds: int, seconds: float, until: float) -> None:
    """Every read once a round, each round in another order; TimeoutError past `until`."""
    chance = random.Random(1)
    for number in range(rounds):
        for each in chance.sample(measured, len(measured)):
            if time.monotonic() > until:
                raise TimeoutError(f"The time was over in round {number + 1} of {rounds}.")
            each.one_round(seconds, seed=number + 1)


def ratios(measured: list[Measured], database: str) -> list[dict[str, Any]]:
    """Each ratio over the rounds: both figures are of the same one, so a slow minute slows both."""
    rounds = {each.read.name: [one.per_second for one in each.rounds] for each in measured}
    found = []
    for ratio in RATIOS:
        if ratio.over not in rounds or ratio.under not in rounds:
            continue
        pairs = zip(rounds[ratio.over], rounds[ratio.under], strict=True)
        values = sorted(over / under for over, under in pairs)
        wanted = next((v for name, v in ratio.at_least.items() if database.startswith(name)), None)
        middle = statistics.median(values)
        found.append({
            "name": ratio.name, "ratio": round(middle, 3), "least": round(values[0], 3),
            "most": round(values[-1], 3), "at_least": wanted,
            "reached": None if wanted is None else middle >= wanted,
        })  # fmt: skip
    return found
