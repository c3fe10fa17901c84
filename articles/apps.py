"""The app of articles, authors and topics."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Articles, their authors and their topics."""

    name = "articles"
    verbose_name = "Articles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register representations, signal handlers, tracked tables and prerendered paths."""
        from articles import prerender, representation, signal_handlers, tracked_tables

        representation.register()
        signal_handlers.connect()
        tracked_tables.register()
        prerender.register()
