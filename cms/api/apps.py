"""What happens when delivery starts?"""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The read API: representation registry, preview tokens."""

    name = "cms.api"
    label = "delivery"
    verbose_name = "Delivery"

    def ready(self) -> None:
        """Have what is committed followed by what it asks for outside the database."""
        from cms.api import handlers

        handlers.connect()
