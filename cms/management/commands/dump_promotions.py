"""manage.py dump_promotions: print the promotions of a site as a file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.management.sites import add_site_option, chosen_site
from cms.promotion_file.dump import dump


class Command(BaseCommand):
    """Prints the promotions of a site in the format of `load_promotions`."""

    help = (
        "Prints the latest saved version of every promotion of a site as a JSON array, sorted by "
        "key, with every field. Loading it again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_site_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(dump(chosen_site(options)), ending="")
