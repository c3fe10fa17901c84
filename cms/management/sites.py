"""The `--site` option of commands."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from wagtail.models import Site


def add_site_option(parser: CommandParser) -> None:
    """Add `--site HOSTNAME` to a command."""
    parser.add_argument("--site", metavar="HOSTNAME", help="The site. Default: the default site.")


def chosen_site(options: dict[str, Any]) -> Site:
    """Return the site of the options; raise CommandError unless there is exactly one."""
    hostname = options["site"]
    lookup = {"hostname": hostname} if hostname else {"is_default_site": True}
    found = list(Site.objects.filter(**lookup).order_by("port"))
    if len(found) == 1:
        return found[0]
    if hostname:
        known = ", ".join(Site.objects.order_by("hostname").values_list("hostname", flat=True))
        raise CommandError(f"There is not one site {hostname}. There are: {known or 'none'}.")
    raise CommandError("There is no default site. Run migrate first, or make one.")
