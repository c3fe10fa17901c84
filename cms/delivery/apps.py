"""The app `delivery`."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Stored responses, purges of CDNs and prerendering."""

    name = "cms.delivery"
    label = "delivery"
    verbose_name = "Delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the signals after which CDNs are purged."""
        from cms.delivery import signal_handlers

        signal_handlers.connect()
