"""The paths of home pages and site settings that are prerendered."""

from collections.abc import Iterator

from django.urls import reverse

from cms.delivery.prerender.prerendering import endpoint_path, register_page, register_site
from cms.publishing.visibility import PublicContent
from cms.versions.dependencies import SITE
from home.models import HomePage


def register() -> None:
    """Register home pages and the site settings."""
    register_page(HomePage, home_paths)
    register_site(site_paths, at_once_with=SITE)


def home_paths(page: HomePage, public: PublicContent) -> Iterator[str]:
    """Yield the path of a home page, if it is the one of its language."""
    if any(page.url_path == root.url_path for root in public.roots):
        yield endpoint_path("home", public, page.locale.language_code)


def site_paths(public: PublicContent) -> Iterator[str]:
    """Yield the path of the site settings."""
    yield reverse("site")
