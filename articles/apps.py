"""What happens when the articles app starts?"""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Articles, their authors and their topics."""

    name = "articles"
    verbose_name = "Articles"

    def ready(self) -> None:
        """Tell delivery how articles and people are represented, and what to make ahead."""
        from articles import handlers, prepared, serializers, watched

        serializers.register()
        handlers.connect()
        watched.register()
        prepared.register()
