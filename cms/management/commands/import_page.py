"""manage.py import_page: import a saved web page as an article and promotions."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.importing.article_drafts import CannotImport
from cms.importing.saving import ImportOptions, import_document
from cms.importing.sources.files import UnreadableFile
from cms.importing.sources.saved_page import document_from_path


class Command(BaseCommand):
    """Imports one page; prints the result, doubts and what was left out."""

    help = (
        "Turns a web page saved as .txt, .md or .html into one article of typed blocks and, where "
        "the page shows them, promotions. The article is a draft unless --publish is given; "
        "promotions are drafts unless --publish-promotions is given, and always where there is a "
        "doubt about them. A promotion that the site has already is not made again. "
        "Importing again adds a draft revision to the article with the same slug."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--publish", action="store_true", help="Publish the article.")
        parser.add_argument(
            "--publish-promotions",
            action="store_true",
            help="Publish the promotions that there is no doubt about.",
        )
        parser.add_argument("--slug", default="", help="Slug of the article. Default: the title's.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Print what would be made, and make nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the page; raise CommandError and change nothing if it cannot be imported."""
        path: Path = options["file"]
        import_options = ImportOptions(
            slug=options["slug"],
            publish=options["publish"],
            publish_promotions=options["publish_promotions"],
            dry_run=options["dry_run"],
            folder=path.parent,
        )
        try:
            report = import_document(document_from_path(path), import_options)
        except (UnreadableFile, CannotImport) as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was changed.")
        for line in report.lines():
            self.stdout.write(line)
