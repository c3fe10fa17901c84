"""How many reads a second does a server answer? Asked of `wrk`, a package of Debian."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("reads.lua")
CONNECTIONS = 8


class Failed(RuntimeError):
    """A measurement that says nothing, since reads failed."""


@dataclass(frozen=True)
class Result:
    """What came of some seconds of reads."""

    requests: int
    seconds: float
    bytes_each: float
    median_us: int

    @property
    def per_second(self) -> float:
        """Reads a second."""
        return self.requests / self.seconds


def is_there() -> bool:
    """Whether wrk is installed."""
    return shutil.which("wrk") is not None


def run(
    url: str, host: str, paths: Path, seconds: float, seed: int, connections: int = CONNECTIONS
) -> Result:
    """Read the addresses of a file for some seconds; raises Failed where any read fails.

    Where not even one answer comes in that time, once more for ten times as long.
    """
    for patience in (1, 10):
        found = _run(url, host, paths, max(1, round(seconds * patience)), seed, connections)
        if found.requests:
            return found
    raise Failed(f"{url}, {paths.name}: no answer in {seconds * 10:.0f} seconds.")


def _run(url: str, host: str, paths: Path, seconds: int, seed: int, connections: int) -> Result:
    command = [
        "wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s",
        "--timeout", "60s", "--header", f"Host: {host}", "--script", str(SCRIPT), url,
        "--", str(paths), str(seed),
    ]  # fmt: skip
    found = subprocess.run(
        command, capture_output=True, text=True, timeout=seconds + 90, check=False
    )
    line = next((each for each in found.stdout.splitlines() if each.startswith("RESULT ")), None)
    if found.returncode or line is None:
        raise Failed(f"wrk failed at {url}: {found.stderr or found.stdout}")
    requests, microseconds, size, refused, broken, median = map(int, line.split()[1:])
    if refused or broken:
        raise Failed(f"{url}, {paths.name}: {requests} reads, {refused} refused, {broken} broken.")
    return Result(requests, microseconds / 1e6, size / max(1, requests), median)
