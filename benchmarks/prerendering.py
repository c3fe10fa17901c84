"""`python -m benchmarks.prerendering`: what prerendering gains a cold read and costs a save.

Both sides are measured in turn in one process, on SQLite and, if one is found, on PostgreSQL; a
cold read is one with nothing in the memory of the process and no shared cache.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from itertools import cycle
from typing import Any

from benchmarks import timing
from benchmarks.databases import database_of_postgresql, environment, find_postgresql, name_of

ARTICLES, ROUNDS = 60, 5
SIDES = {"off": False, "on": True}


def main() -> None:
    """Measure on each database, in a process of its own, and print."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="wellspring-bench-"))
        urls = [f"sqlite:///{folder}/bench.sqlite3"]
        if found := find_postgresql():
            urls.append(stack.enter_context(database_of_postgresql(found)))
        for url in urls:
            variables = {**environment(url, folder), "PURGE_URL": "", "PRERENDER": "true"}
            for command in (
                ["benchmarks.delivery.fill", str(ARTICLES)],
                ["benchmarks.prerendering", "here"],
            ):
                subprocess.run(
                    [sys.executable, "-m", *command], env=variables, check=True,
                    stdout=subprocess.DEVNULL if "fill" in command[0] else None,
                )  # fmt: skip


def here() -> None:
    """Measure on the database of DATABASE_URL, which is filled."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django.setup()
    from django.db import connection

    reads, saves = (
        [each for name, on in SIDES.items() for each in make(name, on)] for make in (_reads, _saves)
    )
    # Reads first: a save without prerendering leaves outdated responses behind.
    for measures in (reads, saves):
        for measure in measures:
            measure.run(measure.prepare())
        timing.interleaved(measures, ROUNDS, lambda: None)
    figures = {each.name: each.figures for each in (*reads, *saves)}
    timing.tell({"database": name_of(connection), "figures": figures}, 44)
    for what in ("article, cold read", "list, cold read", "publish an article"):
        off, on = (figures[f"{what}, {side}"]["median_us"] for side in SIDES)
        print(f"{what}: on takes {on / off:.2f} times as long as off")


def _reads(name: str, on: bool) -> list[timing.Measure]:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from articles.models import ArticlePage
    from cms.delivery.cache.application import CacheApplication
    from cms.delivery.cache.levels import ResponseStore
    from cms.delivery.prerender.internal_client import wsgi_environ

    application = CacheApplication(get_wsgi_application())
    slugs = cycle(list(ArticlePage.objects.order_by("pk").values_list("slug", flat=True)[:50]))

    def cold(path: str) -> dict[str, Any]:
        settings.PRERENDER = on
        application.store = ResponseStore()
        return wsgi_environ(f"{settings.PUBLIC_URL}/api/v1/{path}")

    def read(environ: dict[str, Any]) -> None:
        b"".join(application(environ, lambda *_: None))

    return [
        timing.Measure(
            f"article, cold read, {name}", read, lambda: cold(f"articles/{next(slugs)}/"), repeat=10
        ),
        timing.Measure(f"list, cold read, {name}", read, lambda: cold("articles/"), repeat=5),
    ]


def _saves(name: str, on: bool) -> list[timing.Measure]:
    from django.conf import settings

    from benchmarks.changes import Changes

    def switch() -> None:
        settings.PRERENDER = on

    return [timing.Measure(f"publish an article, {name}", Changes().publish, switch, repeat=3)]


if __name__ == "__main__":
    if sys.argv[1:] == ["here"]:
        here()
    else:
        main()
