"""What happens when the peers of the benchmarks start?"""

from django.apps import AppConfig


class PeersConfig(AppConfig):
    """Wagtail's own APIs, told what an article has."""

    name = "benchmarks.delivery"
    label = "benchmark_peers"

    def ready(self) -> None:
        """Give them fields before anything asks which there are."""
        from benchmarks.delivery.peers import give_them_fields

        give_them_fields()
