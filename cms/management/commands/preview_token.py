"""How does a script get a preview token, the key to the site at any instant?"""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.api.views import instant
from cms.content.models import AccessToken
from cms.tokens.access_tokens import LONGEST, SHORTEST

MINUTE = timedelta(minutes=1)


class Command(BaseCommand):
    """Prints a new preview token, once, as the last word on standard output."""

    help = "Print a new preview token, for reads with ?at=; it is shown only this once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--minutes`: kept as text, so that a mistake is told here and with exit code 1."""
        parser.add_argument(
            "--minutes",
            default="60",
            help=f"How long it holds: {SHORTEST // MINUTE} to {LONGEST // MINUTE}. Default: 60.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make and print it; raises CommandError (exit 1) where the minutes are none."""
        lifetime = _lifetime(str(options["minutes"]))
        made, token = AccessToken.objects.make(
            AccessToken.Kind.PREVIEW, lifetime=lifetime, label="manage.py preview_token"
        )
        self.stdout.write(f"Valid until {instant(made.expires_at)}, and shown only now:\n{token}")


def _lifetime(minutes: str) -> timedelta:
    shortest, longest = SHORTEST // MINUTE, LONGEST // MINUTE
    is_number = minutes.isascii() and minutes.isdecimal() and len(minutes) < 10
    if not is_number or not shortest <= int(minutes) <= longest:
        raise CommandError(
            f"--minutes takes a whole number from {shortest} to {longest} (90 days), "
            f"not “{minutes[:40]}”."
        )
    return timedelta(minutes=int(minutes))
