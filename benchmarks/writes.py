"""`python -m benchmarks.writes`: what it costs writers that the database tells what has changed.

Each write is timed without triggers, with triggers that renew one token for all content, and with
those that the project has, which renew the scopes too (docs/decisions/0012); and reading the token.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from benchmarks import timing
from benchmarks.databases import database_of_postgresql, environment, find_postgresql, name_of
from benchmarks.delivery import report

ARTICLES, ROUNDS = 100, 5
MODES = ("without triggers", "one token", "scopes")
# Waiting for the disk takes longer than everything else, and is the same with any triggers.
UNSYNCED = {"sqlite": "PRAGMA synchronous = OFF", "postgresql": "SET synchronous_commit = off"}


def main() -> None:
    """Measure on each database, print, keep."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="wellspring-bench-"))
        urls = [f"sqlite:///{folder}/bench.sqlite3"]
        if found := find_postgresql():
            urls.append(stack.enter_context(database_of_postgresql(found)))
        measured = [_measured(url, folder) for url in urls]
    for each in measured:
        timing.tell(each, 44)
    report.write("writes", "python -m benchmarks.writes", measured)


def _measured(url: str, folder: str) -> dict[str, Any]:
    """The figures of one database, from a process of its own."""
    settings = {**environment(url, folder), "ANSWERS_STORED": "false", "PURGE_URL": ""}
    for command in (
        ["benchmarks.delivery.fill", str(ARTICLES), "--prerender", "0"],
        ["benchmarks.writes", "here"],
    ):
        finished = subprocess.run(
            [sys.executable, "-m", *command],
            env=settings, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    return dict(json.loads(finished.stdout))


def here() -> None:
    """Measure on the database of DATABASE_URL, which is filled; JSON on standard output."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django.setup()
    from django.db import connection

    from benchmarks.changes import Changes, reading
    from cms.versions import content_versions, dependencies

    with connection.cursor() as cursor:
        cursor.execute(UNSYNCED[connection.vendor])
    own = list(dependencies.tracked_tables)
    watched = {
        "without triggers": [],
        "one token": [replace(entry, keys=(dependencies.ANY,)) for entry in own],
        "scopes": own,
    }
    reads, changes = reading(), Changes()
    writing = {mode: changes.measures(mode) for mode in MODES}
    for _ in range(ROUNDS):
        for mode in MODES:
            dependencies.tracked_tables[:] = watched[mode]
            content_versions.install()
            for measure in writing[mode]:
                measure.one_round()
        for measure in reads:
            measure.one_round()
    # By what is written, and within that by how it is told.
    measures = [*reads, *(each for same in zip(*writing.values(), strict=True) for each in same)]
    figures = {measure.name: measure.figures for measure in measures}
    json.dump({"database": name_of(connection), "figures": figures}, sys.stdout)


if __name__ == "__main__":
    if sys.argv[1:] == ["here"]:
        here()
    else:
        main()
