"""manage.py prepare_answers: make every answer that is worth it before anybody asks."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.delivery.prerender import prerendering


class Command(BaseCommand):
    """Makes what is missing or stale; interrupted, it goes on where it was when run again."""

    help = "Renders the answers of all pages and sites into the database, those that are stale."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many were made; raises CommandError (exit 1) where nothing may be stored."""
        if not settings.ANSWERS_STORED:
            raise CommandError("ANSWERS_STORED is false: nothing would read prepared answers.")
        made = prerendering.make(prerendering.everything())
        gone = prerendering.tidy()
        self.stdout.write(f"Answers made: {made}. Forgotten: {gone}.")
