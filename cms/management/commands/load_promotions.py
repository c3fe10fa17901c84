"""manage.py load_promotions: load promotions from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cms.management.sites import add_site_option, chosen_site
from cms.promotion_file import report
from cms.promotion_file.json_reader import read_json_file
from cms.promotion_file.load import load
from cms.promotion_file.new_conflicts import new_conflicts
from cms.promotion_file.plan import LoadOptions, make_plan
from cms.promotion_file.problems import InvalidFile


class Command(BaseCommand):
    """Loads all promotions of a file or none; prints the outcome of each."""

    help = (
        "Loads promotions from a JSON file, all or nothing. What differs from the latest saved "
        "version of a promotion becomes a draft; the live versions stay unless --publish is given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add FILE, `--publish`, `--dry-run` and `--site`."""
        parser.add_argument("file", type=Path, metavar="FILE.json")
        parser.add_argument(
            "--publish", action="store_true", help="Publish every promotion of the file."
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Print the changes and the conflicts that they make, and write nothing.",
        )
        add_site_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the file; write each problem to standard error on a line of its own."""
        load_options = LoadOptions(chosen_site(options), publish=options["publish"])
        try:
            lines = self._lines(
                read_json_file(options["file"]), load_options, dry_run=options["dry_run"]
            )
        except InvalidFile as error:
            for problem in error.problems:
                self.stderr.write(f"{problem.pointer or options['file']}: {problem.message}")
            raise CommandError(
                f"{len(error.problems)} found wrong in {options['file']}; nothing was changed."
            ) from error
        for line in lines:
            self.stdout.write(line)

    def _lines(self, document: Any, options: LoadOptions, *, dry_run: bool) -> list[str]:
        now = timezone.now()
        if not dry_run:
            return list(report.lines(load(document, options), now))
        plan = make_plan(document, options)
        found = new_conflicts(plan, now)
        return ["Dry run: nothing was changed.", *report.lines(plan, now, found)]
