"""The app of shared content: images, site settings, fields and blocks."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ContentConfig(AppConfig):
    """Images, site settings, shared fields and blocks."""

    name = "cms.content"
    label = "content"
    verbose_name = "Content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect signals, track tables, and apply our image settings to Wagtail."""
        from cms.content import checks, signal_handlers, tracked_tables  # noqa: F401
        from cms.content.images import avif, forms
        from cms.versions import content_versions

        signal_handlers.connect()
        tracked_tables.register()
        pre_migrate.connect(
            content_versions.uninstall, sender=self, dispatch_uid="content.versions"
        )
        post_migrate.connect(content_versions.install, sender=self, dispatch_uid="content.versions")
        avif.use_fast_avif()
        forms.use_avatar_form()
