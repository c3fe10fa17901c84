"""What happens when delivery starts?"""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Stored responses of the API, and what follows a change of content."""

    name = "cms.delivery"
    label = "delivery"
    verbose_name = "Delivery"

    def ready(self) -> None:
        """Have what is committed followed by what it asks for outside the database."""
        from cms.delivery import signal_handlers

        signal_handlers.connect()
