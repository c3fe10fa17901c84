"""Which answers about the site as a whole are made before anybody asks for them?"""

from collections.abc import Iterator

from django.urls import reverse

from cms.delivery.prerender.prerendering import endpoint_path, register_page, register_site
from cms.publishing.visibility import PublicContent
from cms.versions.dependencies import SITE
from home.models import HomePage


def register() -> None:
    """Home pages, and what every screen needs."""
    register_page(HomePage, home)
    register_site(site, at_once_with=SITE)


def home(page: HomePage, public: PublicContent) -> Iterator[str]:
    """The home page of its language, unless it is one that stands elsewhere."""
    if any(page.url_path == root.url_path for root in public.roots):
        yield endpoint_path("home", public, page.locale.language_code)


def site(public: PublicContent) -> Iterator[str]:
    """The site's settings."""
    yield reverse("site")
