"""manage.py prepare_answers: prerender the responses of all pages and sites."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.delivery.conf import delivery_settings
from cms.delivery.prerender import prerendering


class Command(BaseCommand):
    """Renders what is missing or outdated; if interrupted, run it again to go on."""

    help = "Prerenders missing and outdated responses of all pages and sites (PRERENDER=true)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many responses were rendered; exit 1 if prerendering is off."""
        if not delivery_settings.ANSWERS_STORED:
            raise CommandError("ANSWERS_STORED is false: prerendered responses would not be read.")
        if not prerendering.is_enabled():
            raise CommandError("Prerendering is off. Set PRERENDER=true to switch it on.")
        rendered = prerendering.render(prerendering.all_targets())
        deleted = prerendering.delete_outdated()
        self.stdout.write(f"Answers made: {rendered}. Forgotten: {deleted}.")
