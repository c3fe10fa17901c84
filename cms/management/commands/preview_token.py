"""manage.py preview_token: create a preview token for a script."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.api.views import instant
from cms.content.models import AccessToken
from cms.tokens.access_tokens import MAX_LIFETIME, MIN_LIFETIME

MINUTE = timedelta(minutes=1)


class Command(BaseCommand):
    """Print a new preview token on the last line of standard output."""

    help = "Print a new preview token, for reads with ?at=; it is shown only this once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add `--minutes`, parsed in `handle` so that an error has exit code 1."""
        parser.add_argument(
            "--minutes",
            default="60",
            help=f"How long it is valid: {MIN_LIFETIME // MINUTE} to {MAX_LIFETIME // MINUTE} "
            "minutes. Default: 60.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Create and print the token; raise CommandError (exit code 1) for invalid minutes."""
        lifetime = _lifetime(str(options["minutes"]))
        token, secret = AccessToken.objects.create_token(
            AccessToken.Kind.PREVIEW, lifetime=lifetime, label="manage.py preview_token"
        )
        self.stdout.write(f"Valid until {instant(token.expires_at)}, and shown only now:\n{secret}")


def _lifetime(minutes: str) -> timedelta:
    shortest, longest = MIN_LIFETIME // MINUTE, MAX_LIFETIME // MINUTE
    is_number = minutes.isascii() and minutes.isdecimal() and len(minutes) < 10
    if not is_number or not shortest <= int(minutes) <= longest:
        raise CommandError(
            f"--minutes takes a whole number from {shortest} to {longest} (90 days), "
            f"not “{minutes[:40]}”."
        )
    return timedelta(minutes=int(minutes))
