"""manage.py dump_promotions: the promotion calendar as a file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.management.sites import add_site_option, chosen_site
from cms.promotion_file.dumping import dumped


class Command(BaseCommand):
    """Prints every promotion of a site, as `load_promotions` takes them."""

    help = (
        "Prints all promotions of a site as a JSON array, sorted by key: of each the latest saved "
        "version, with every field. Loading it again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`--site HOSTNAME`."""
        add_site_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the array."""
        self.stdout.write(dumped(chosen_site(options)), ending="")
