"""How long does each of several things take, measured side by side?"""

import random
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any


@dataclass
class Measure:
    """Something to time: `run(prepared)` is timed, `prepare()` before each run is not."""

    name: str
    run: Callable[[Any], Any]
    prepare: Callable[[], Any] = lambda: None
    repeat: int = 50
    rounds: list[float] = field(default_factory=list)

    def one_round(self) -> None:
        """The mean of some runs, in microseconds."""
        spent = 0.0
        for _ in range(self.repeat):
            prepared = self.prepare()
            began = perf_counter()
            self.run(prepared)
            spent += perf_counter() - began
        self.rounds.append(spent / self.repeat * 1e6)

    @property
    def figures(self) -> dict[str, Any]:
        """Median and spread over the rounds, in microseconds."""
        return {
            "median_us": round(statistics.median(self.rounds), 1),
            "least_us": round(min(self.rounds), 1),
            "most_us": round(max(self.rounds), 1),
            "repeat": self.repeat,
            "rounds_us": [round(each, 1) for each in self.rounds],
        }


def tell(measured: dict[str, Any], width: int) -> None:
    """Print the figures of one database; names take `width` characters."""
    print(f"\n== {measured['database']}\n")
    print(f"{'':<{width}}{'median':>12}{'least':>12}{'most':>12}  microseconds")
    for name, each in measured["figures"].items():
        columns = [each["median_us"], each["least_us"], each["most_us"]]
        print(f"{name:<{width}}" + "".join(f"{value:>12,.0f}" for value in columns))


def interleaved(measures: list[Measure], rounds: int, between: Callable[[], None]) -> None:
    """Run every measure once a round, in another order each time, after `between()`.

    What slows the machine down for a while then slows all of them down, and ratios hold.
    """
    chance = random.Random(1)
    for _ in range(rounds):
        between()
        for measure in chance.sample(measures, len(measures)):
            measure.one_round()
