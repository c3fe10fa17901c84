"""How are the results told, and where are they kept?"""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parents[1] / "results"


def _reached(row: dict[str, Any]) -> str:
    return {True: "reached", False: "missed", None: ""}[row["reached"]]


def tell(measured: dict[str, Any]) -> None:
    """Print the figures and the ratios of one database."""
    print(f"\n== {measured['database']}, {measured['articles']:,} articles\n")
    print(f"{'':<42}{'median':>10}{'least':>10}{'most':>10}{'bytes':>9}  reads a second")
    for name, each in measured["figures"].items():
        columns = "".join(f"{each[key]:>10,.0f}" for key in ("median", "least", "most"))
        print(f"{name:<42}{columns}{each['bytes']:>9,}")
    print(f"\n{'':<52}{'ratio':>8}{'spread':>20}{'target':>9}")
    for row in measured["ratios"]:
        spread = f"{row['least']:.4g} to {row['most']:.4g}"
        print(
            f"{row['name']:<52}{row['ratio']:>8.4g}{spread:>20}{row['at_least'] or '':>9}"
            f"  {_reached(row)}"
        )


def write(name: str, repeat: str, databases: list[dict[str, Any]]) -> None:
    """Keep the results, with how to repeat them and the machine they are of."""
    path = RESULTS / f"{name}.json"
    written = {
        "repeat": repeat,
        "measured_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "databases": databases,
    }
    path.write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    print(f"\nWritten to {path.relative_to(RESULTS.parents[1])}.")
