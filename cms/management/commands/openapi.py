"""manage.py openapi: write or check the OpenAPI document in the repository."""

import json
from argparse import ArgumentParser
from difflib import unified_diff
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.api.openapi.schema import openapi_document

DOCUMENT_PATH = Path("docs", "reference", "openapi.json")
MAX_LINES = 40


class Command(BaseCommand):
    """Writes docs/reference/openapi.json or, with `--check`, compares it with the code."""

    help = "Write docs/reference/openapi.json, or check that it is up to date."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; exit 1 if the file is out of date."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or check; raise CommandError (exit 1) if the file is out of date."""
        file = Path(settings.BASE_DIR) / DOCUMENT_PATH
        wanted = json.dumps(openapi_document(), indent=2, ensure_ascii=False) + "\n"
        found = file.read_text(encoding="utf-8") if file.exists() else ""
        if options["check"]:
            if found != wanted:
                raise CommandError(_difference(found, wanted))
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(wanted, encoding="utf-8")
        self.stdout.write(f"{DOCUMENT_PATH} {'is unchanged' if found == wanted else 'written'}")


def _difference(found: str, wanted: str) -> str:
    lines = list(
        unified_diff(
            found.splitlines(),
            wanted.splitlines(),
            str(DOCUMENT_PATH),
            "the code",
            n=2,
            lineterm="",
        )
    )
    shown = lines[:MAX_LINES]
    if len(lines) > len(shown):
        shown.append(f"… and {len(lines) - len(shown)} more lines")
    return "\n".join(
        [
            f"{DOCUMENT_PATH} is not what the code describes.",
            "",
            *shown,
            "",
            "If clients may see this change, run `python manage.py openapi` and commit the file.",
        ]
    )
