"""What happens when delivery starts?"""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The read API: representation registry, preview tokens."""

    name = "cms.api"
    label = "delivery"
    verbose_name = "Delivery"
