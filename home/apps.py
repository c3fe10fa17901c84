"""What happens when the home app starts?"""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home page of a site."""

    name = "home"
    verbose_name = "Home"
    default_auto_field = "django.db.models.BigAutoField"
    # It also tells our `home` from an app of the same name, such as that of `wagtail start`.
    api_urls = "home.api_urls"

    def ready(self) -> None:
        """Tell delivery how a home page is represented."""
        from cms.content.tracked_tables import track_page
        from home import prerender, representation

        representation.register()
        prerender.register()
        track_page("home.HomePage")
