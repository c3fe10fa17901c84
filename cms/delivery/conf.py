"""The settings of delivery, with the defaults of a project that does not set them."""

from typing import Any

from django.conf import settings


class DeliverySettings:
    """Read from Django's settings at each access, so that tests can override them."""

    @property
    def API_PREFIX(self) -> str:
        """The path below which responses get CORS, cache headers and ETags, and are stored."""
        return str(getattr(settings, "API_PREFIX", "/api/v1/"))

    @property
    def ANSWERS_STORED(self) -> bool:
        """Whether responses are stored until their content changes."""
        return bool(getattr(settings, "ANSWERS_STORED", True))

    @property
    def ANSWERS_IN_MEMORY(self) -> int:
        """How many megabytes of responses a process stores; 0: none, only the shared cache."""
        return int(getattr(settings, "ANSWERS_IN_MEMORY", 64))

    @property
    def PRERENDER(self) -> bool:
        """Whether responses are rendered after a change, before the first request."""
        return bool(getattr(settings, "PRERENDER", False))

    @property
    def PURGE_BACKENDS(self) -> dict[str, dict[str, Any]]:
        """The CDNs to purge, by name, as `cms.delivery.purge.backends` reads them."""
        return dict(getattr(settings, "PURGE_BACKENDS", {}))


delivery_settings = DeliverySettings()
