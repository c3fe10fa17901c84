"""The app of the home page."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home page of a site."""

    name = "home"
    verbose_name = "Home"
    default_auto_field = "django.db.models.BigAutoField"
    # It also distinguishes our `home` from the app of that name of `wagtail start`.
    api_urls = "home.api_urls"

    def ready(self) -> None:
        """Register the representation, prerendered paths and tracked tables."""
        from cms.content.tracked_tables import track_page
        from home import prerender, representation

        representation.register()
        prerender.register()
        track_page("home.HomePage")
