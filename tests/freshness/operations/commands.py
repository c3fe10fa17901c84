"""What the commands of the project do: import a page, load the promotion calendar."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import call_command

from articles.models import ArticlePage
from promotions.models import Promotion
from tests.freshness.operations.kinds import CHANGED, SAME, Step, operation
from tests.freshness.operations.pages import gone
from tests.freshness.world import World

PAGE = """\
# {title}

A slow breath out tells the body that the day is over.

## How to begin

Sit upright at the harbour and count to six while the air leaves.
"""


def _run(command: str, content: str, name: str, *options: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_text(content, "utf-8")
        call_command(command, str(file), *options, stdout=StringIO(), stderr=StringIO())


@operation
def a_page_is_imported(world: World) -> Iterator[Step]:
    title, slug = world.new("Breathing"), f"breathing-{world.serial}"
    _run("import_page", PAGE.format(title=title), "page.md", "--slug", slug, "--dry-run")
    yield SAME
    _run("import_page", PAGE.format(title=title), "page.md", "--slug", slug)
    yield SAME
    _run("import_page", PAGE.format(title=title), "page.md", "--slug", slug, "--publish")
    yield CHANGED
    gone(ArticlePage.objects.get(slug=slug))
    yield CHANGED


@operation
def promotions_are_loaded(world: World) -> Iterator[Step]:
    key = f"loaded-{world.serial}"
    file = json.dumps([_offer(key, world.new("Loaded")), _offer("sign-up", world.new("Letters"))])
    _run("load_promotions", file, "offers.json")
    yield SAME
    _run("load_promotions", file, "offers.json", "--publish")
    yield CHANGED
    Promotion.objects.get(key=key).delete()
    yield CHANGED


def _offer(key: str, heading: str) -> dict[str, Any]:
    return {"key": key, "slot": "modal", "content": {"heading": heading}}
