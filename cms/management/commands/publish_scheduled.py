"""manage.py publish_scheduled: publish and unpublish scheduled content that is due.

Replaces Wagtail's command: each object is locked and processed on its own with its scheduled time,
and an error of one does not stop the others.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cms.delivery.purge import outbox
from cms.publishing import scheduled_publishing


class Command(BaseCommand):
    """Publishes and unpublishes what is due; the API does the same, so it need not run."""

    help = "Publishes and unpublishes what is due. Reads do the same by themselves."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--dry-run`, and Wagtail's name for it."""
        parser.add_argument(
            "--dry-run",
            "--dryrun",
            action="store_true",
            dest="dry_run",
            help="List what is due and change nothing.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each change that is due, or how many were made."""
        now = timezone.now()
        if options["dry_run"]:
            for event in scheduled_publishing.due_events(now):
                self.stdout.write(
                    f"{event.instant:%Y-%m-%dT%H:%M:%SZ} {event.kind} {event.label} {event.pk}"
                )
            return
        self.stdout.write(f"Changes made: {scheduled_publishing.run_due_events(now)}")
        # Retries failed purges, and purges changes that sent no signal.
        outbox.process_pending(force=True)
