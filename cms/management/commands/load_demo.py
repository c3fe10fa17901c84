"""manage.py load_demo: load demo content and accounts."""

from argparse import BooleanOptionalAction
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from cms.demo import accounts, loading, pages
from cms.publishing.conf import address_settings


class Command(BaseCommand):
    """Loads the demo once; later runs do not change the work of editors."""

    help = "Loads demo content through the real models, once. Running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--again`, `--[no-]accounts` and `--picture-pixels N`."""
        parser.add_argument(
            "--again",
            action="store_true",
            help="Add what is missing, also what was deleted since the demo was first loaded.",
        )
        parser.add_argument(
            "--accounts",
            action=BooleanOptionalAction,
            default=None,
            help=(
                "Create the demo accounts that are missing. Without it they are created with the "
                "content, and only where DEBUG is on. Without DEBUG the password is random."
            ),
        )
        parser.add_argument(
            "--picture-pixels",
            type=int,
            metavar="N",
            help="Scale images down to this width; small images load faster.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the demo and print where to find it."""
        if not hasattr(apps.app_configs.get("home"), "api_urls"):
            raise CommandError("The demo needs our app `home`, which is not installed.")
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            raise CommandError("There is no default site. Run migrate first, or make one.")
        width: int | None = options["picture_pixels"]
        if width is not None and width < 64:
            raise CommandError("--picture-pixels must be at least 64.")
        # Before loading: an account that somebody has deleted does not come back by itself.
        is_first = options["again"] or not pages.has_been_loaded()
        if loading.load_demo_content(site, again=options["again"], max_image_width=width):
            self.stdout.write("The demo content is loaded:")
            self._say_where()
        else:
            self.stdout.write("The demo content is here already; nothing was changed.")
        wanted = options["accounts"]
        if wanted or (wanted is None and settings.DEBUG and is_first):
            self._create_accounts()

    def _say_where(self) -> None:
        base = address_settings.PUBLIC_URL
        for label, path in (
            ("Start page", "/"),
            ("Articles", "/api/v1/articles/"),
            ("One article", "/api/v1/articles/immune-system-and-pain/"),
            ("Promotions", "/api/v1/promotions/active/?path=/articles/immune-system-and-pain/"),
            ("Admin", "/admin/"),
        ):
            self.stdout.write(f"  {label:<12} {base}{path}")

    def _create_accounts(self) -> None:
        password = accounts.password()
        created = accounts.create_missing(password)
        if created:
            self.stdout.write(f"Accounts: {', '.join(created)}. Password of each: {password}")
