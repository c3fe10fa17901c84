"""manage.py settle: tell CDNs now what has changed, also where a change has sent no signal."""

from time import monotonic, sleep
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from cms.delivery.purge import outbox
from cms.delivery.purge.outbox import PurgeResult

SECONDS: Final = 60.0


class Command(BaseCommand):
    """Purges what is still to be purged; exit code 1 where something stays so."""

    help = (
        "Tells the CDNs what has changed. Each change does so itself; this is for after a failure."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was done; raises CommandError (exit 1) where a CDN did not take it."""
        until = monotonic() + SECONDS
        outcome = outbox.process_pending(SECONDS, force=True)
        # Another process is at it: what it leaves is for this one.
        while outcome is PurgeResult.BUSY and outbox.has_pending() and monotonic() < until:
            sleep(0.2)
            outcome = outbox.process_pending(until - monotonic(), force=True)
        left = outbox.count_pending()
        if left:
            raise CommandError(
                f"{left} changes are not settled: the log (wellspring.purging) says why. "
                "The next change tries again, and so does this command."
            )
        self.stdout.write("Everything is settled.")
