"""What happens when the articles app starts?"""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Articles, their authors and their topics."""

    name = "articles"
    verbose_name = "Articles"

    def ready(self) -> None:
        """Tell delivery how articles, indexes, authors and topics are represented."""
        from articles import handlers, serializers

        serializers.register()
        handlers.connect()
