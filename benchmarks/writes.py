"""`python -m benchmarks.writes`: what it costs writers that the database tells what has changed.

Each write is timed without triggers, with triggers that renew one token for all content, and with
those that the project has, which renew the scopes too (docs/decisions/0012); and reading the token.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from benchmarks.databases import database_of_postgresql, environment, find_postgresql
from benchmarks.delivery import report
from benchmarks.timing import Measure

ARTICLES, ROUNDS, INSERTED = 100, 5, 2_000
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
        _tell(each)
    report.write("writes", "python -m benchmarks.writes", measured)


def _measured(url: str, folder: str) -> dict[str, Any]:
    """The figures of one database, from a process of its own."""
    settings = {**environment(url, folder), "ANSWERS_STORED": "false", "PURGE_URL": ""}
    for command in (
        ["benchmarks.delivery.fill", str(ARTICLES), "--prepare", "0"],
        ["benchmarks.writes", "here"],
    ):
        finished = subprocess.run(
            [sys.executable, "-m", *command],
            env=settings, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    return dict(json.loads(finished.stdout))


def _tell(measured: dict[str, Any]) -> None:
    print(f"\n== {measured['database']}\n")
    print(f"{'':<44}{'median':>10}{'least':>10}{'most':>10}  microseconds")
    for name, each in measured["figures"].items():
        columns = [each["median_us"], each["least_us"], each["most_us"]]
        print(f"{name:<44}" + "".join(f"{value:>10,.0f}" for value in columns))


def here() -> None:
    """Measure on the database of DATABASE_URL, which is filled; JSON on standard output."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django.setup()
    from django.db import connection

    from cms.content import versions

    with connection.cursor() as cursor:
        cursor.execute(UNSYNCED[connection.vendor])
    own = list(versions._watched)
    watched = {
        "without triggers": [],
        "one token": [replace(entry, scopes=(versions.ANY,)) for entry in own],
        "scopes": own,
    }
    reading = _reading()
    writing = {mode: _writing(mode) for mode in MODES}
    for _ in range(ROUNDS):
        for mode in MODES:
            versions._watched[:] = watched[mode]
            versions.install()
            for measure in writing[mode]:
                measure.one_round()
        for measure in reading:
            measure.one_round()
    version = ".".join(map(str, connection.get_database_version()))
    # By what is written, and within that by how it is told.
    measures = [*reading, *(each for same in zip(*writing.values(), strict=True) for each in same)]
    figures = {measure.name: measure.figures for measure in measures}
    json.dump({"database": f"{connection.display_name} {version}", "figures": figures}, sys.stdout)


def _reading() -> list[Measure]:
    from cms.content import versions

    rows = versions.ContentVersion.objects.filter(scope=versions.ANY)
    return [
        Measure("read the token of all content", lambda _: versions.current(), repeat=2_000),
        Measure("the same through the ORM", lambda _: list(rows.all()), repeat=500),
    ]


def _writing(mode: str) -> list[Measure]:
    """What is written, in SQL alone, as an editor does, and in bulk."""
    from django.db import connection, transaction
    from wagtail.models import Page

    from articles.models import ArticlePage

    article = ArticlePage.objects.order_by("pk").last()
    if article is None:
        raise RuntimeError("The database is not filled.")
    index, turn = article.get_parent(), iter(range(10**9))

    def update(columns: str) -> Callable[[Any], None]:
        names = [f"{name} = %s" for name in columns.split()]
        sql = f"UPDATE wagtailcore_page SET {', '.join(names)} WHERE id = %s"

        def run(_: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql, [*([f"No. {next(turn)}"] * len(names)), article.pk])

        return run

    def publish(_: Any) -> None:
        article.summary = f"No. {next(turn)}"
        article.save_revision().publish()

    def pages() -> list[Page]:
        first = next(turn) * INSERTED
        return [
            Page(
                title="A page", slug=f"page-{first + n}", live=True, depth=index.depth + 1,
                path=index._get_path(index.path, index.depth + 1, 10_000 + n), numchild=0,
                url_path=f"{index.url_path}page-{first + n}/", locale_id=article.locale_id,
                content_type_id=article.content_type_id, draft_title="A page",
            )
            for n in range(INSERTED)
        ]  # fmt: skip

    def insert(rows: list[Page]) -> None:
        with transaction.atomic():
            Page.objects.bulk_create(rows)
            transaction.set_rollback(True)

    return [
        Measure(f"change words of a page, {mode}", update("title draft_title"), repeat=200),
        Measure(f"change what nobody sees, {mode}", update("draft_title"), repeat=200),
        Measure(f"publish an article, {mode}", publish, repeat=10),
        Measure(f"insert {INSERTED:,} live pages, {mode}", insert, pages, repeat=1),
    ]


if __name__ == "__main__":
    if sys.argv[1:] == ["here"]:
        here()
    else:
        main()
