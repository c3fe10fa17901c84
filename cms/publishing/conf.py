"""The settings of addresses, with the defaults of a project that does not set them."""

from django.conf import settings


class AddressSettings:
    """Read from Django's settings at each access, so that tests can override them."""

    @property
    def PUBLIC_URL(self) -> str:
        """Scheme and host under which this server is reached, without a trailing slash."""
        own = getattr(settings, "PUBLIC_URL", "") or getattr(settings, "WAGTAILADMIN_BASE_URL", "")
        return str(own or "http://localhost:8000").rstrip("/")

    @property
    def FRONTEND_URL(self) -> str:
        """Scheme and host under which pages are seen; empty: this server shows them itself."""
        return str(getattr(settings, "FRONTEND_URL", "")).rstrip("/")


address_settings = AddressSettings()
