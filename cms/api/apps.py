"""The app of the read API."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Templates and static files of the API's own pages."""

    name = "cms.api"
    label = "api"
    verbose_name = "API"
    default_auto_field = "django.db.models.BigAutoField"
