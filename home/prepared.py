"""Which answers about the site as a whole are made before anybody asks for them?"""

from collections.abc import Iterator

from django.urls import reverse

from cms.api.preparing import address, register_site
from cms.content.visibility import PublicView


def register() -> None:
    """The home page in each language, and what every screen needs."""
    register_site(site)


def site(view: PublicView) -> Iterator[str]:
    """Settings and home pages."""
    yield reverse("site")
    for locale in view.locales:
        yield address("home", view, locale)
