"""manage.py settle: purge CDNs now, including changes that sent no signal."""

from time import monotonic, sleep
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from cms.delivery.purge import outbox
from cms.delivery.purge.outbox import PurgeResult

MAX_SECONDS: Final = 60.0


class Command(BaseCommand):
    """Purges all that is pending; exit code 1 if something stays pending."""

    help = (
        "Purges CDNs of pending changes. Each change does so itself; this is for after a failure."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the result; raise CommandError (exit 1) if a CDN did not take a purge."""
        deadline = monotonic() + MAX_SECONDS
        result = outbox.process_pending(MAX_SECONDS, force=True)
        # Another process is purging: this one takes what that leaves.
        while result is PurgeResult.BUSY and outbox.has_pending() and monotonic() < deadline:
            sleep(0.2)
            result = outbox.process_pending(deadline - monotonic(), force=True)
        pending = outbox.count_pending()
        if pending:
            raise CommandError(
                f"{pending} changes are not settled: the log (wellspring.purging) says why. "
                "The next change tries again, and so does this command."
            )
        self.stdout.write("Everything is settled.")
