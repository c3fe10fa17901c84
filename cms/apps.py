"""What happens when the project's own app starts?"""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The project itself: commands, system checks, start page, importer."""

    name = "cms"
    verbose_name = "Wellspring"
    default = True

    def ready(self) -> None:
        """Register the system checks; have `migrate` end with a first home page."""
        from django.apps import apps

        from cms import checks, first_pages  # noqa: F401

        first_pages.connect(sender=apps.get_app_config("articles"))
