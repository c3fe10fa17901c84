"""The configuration of the project's own app."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Commands, system checks, start page and importer."""

    name = "cms"
    verbose_name = "Wellspring"
    default_auto_field = "django.db.models.BigAutoField"
    default = True

    def ready(self) -> None:
        """Register the system checks; with the project's `home` app, create the first pages."""
        from django.apps import apps

        from cms import checks  # noqa: F401

        if hasattr(apps.app_configs.get("home"), "api_urls"):
            from cms import first_pages

            first_pages.connect(sender=apps.get_app_config("articles"))
