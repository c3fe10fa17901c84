"""What happens when the articles app starts?"""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Articles, their authors and their topics."""

    name = "articles"
    verbose_name = "Articles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell delivery how articles and people are represented, and what to make ahead."""
        from articles import prerender, representation, signal_handlers, tracked_tables

        representation.register()
        signal_handlers.connect()
        tracked_tables.register()
        prerender.register()
