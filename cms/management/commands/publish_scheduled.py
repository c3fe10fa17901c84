"""manage.py publish_scheduled: publish and unpublish what is due by now.

In the place of Wagtail's own: each piece of content is locked and done by itself, keeps its
scheduled instant, and a failure of one does not keep the others from being done.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from cms.delivery.purge import outbox
from cms.publishing import scheduled_publishing


class Command(BaseCommand):
    """Publish and unpublish what is due; reads do the same, so running it is not required."""

    help = "Publishes and unpublishes what is due. Reads do the same by themselves."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--dry-run`, also under the name that Wagtail's command has for it."""
        parser.add_argument(
            "--dry-run",
            "--dryrun",
            action="store_true",
            dest="dry_run",
            help="List what is due and change nothing.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each due change, or how many were made."""
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
