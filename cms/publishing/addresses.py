"""Where on the frontend does a page stand: its path and its absolute URL?"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from wagtail.models import Site

from cms.publishing.conf import address_settings


@dataclass(frozen=True, slots=True)
class Root:
    """The home page of one language of a site.

    `path` is its place in the page tree, `url_path` its slugs from the tree's root on,
    `prefix` what stands before its paths: empty for the site's own language, else `/de`.
    """

    path: str
    url_path: str
    locale: str
    prefix: str


def base_url(site: Site) -> str:
    """Scheme and host under which the pages of a site are seen, without a trailing slash.

    FRONTEND_URL speaks for the default site; other sites are told apart by their own address.
    """
    if site.is_default_site:
        return address_settings.FRONTEND_URL or address_settings.PUBLIC_URL
    return str(site.root_url)


def public_url(path: str) -> str:
    """The absolute URL of something that this server itself hands out (media, documents)."""
    return path if path.startswith(("http://", "https://")) else address_settings.PUBLIC_URL + path


def page_path(url_path: str, roots: Sequence[Root]) -> str | None:
    """The path of a page on its site, or None where it stands under none of the roots.

    >>> english = Root("00010001", "/home/", "en", "")
    >>> german = Root("00010002", "/home-de/", "de", "/de")
    >>> page_path("/home/articles/sleep/", [english, german])
    '/articles/sleep/'
    >>> page_path("/home-de/", [english, german])
    '/de/'
    >>> page_path("/elsewhere/", [english, german]) is None
    True
    """
    for root in roots:
        if url_path.startswith(root.url_path):
            return f"{root.prefix}/{url_path[len(root.url_path) :]}"
    return None


def url_paths(path: str, roots: Sequence[Root]) -> list[str]:
    """The places in the page tree that a path of the site can mean, the likeliest first.

    >>> english = Root("00010001", "/home/", "en", "")
    >>> german = Root("00010002", "/home-de/", "de", "/de")
    >>> url_paths("/de/artikel/", [english, german])
    ['/home-de/artikel/', '/home/de/artikel/']
    """
    # `/de/` is the German home page before it is a page called "de" of the first language.
    return [
        root.url_path + path[len(root.prefix) + 1 :]
        for root in sorted(roots, key=lambda root: -len(root.prefix))
        if path.startswith(f"{root.prefix}/")
    ]


def own_path(url: str, base: str) -> str | None:
    """The path of an address on the site with this base URL; None for an address elsewhere.

    >>> own_path("https://www.example.com/articles/caf%C3%A9?from=mail", "https://www.example.com")
    '/articles/café/'
    >>> own_path("https://www.example.com.evil.example/", "https://www.example.com") is None
    True
    """
    path = url.removeprefix(base)
    if not path.startswith("/"):
        return None
    path = unquote(path.partition("#")[0].partition("?")[0]).strip("/")
    return f"/{path}/" if path else "/"
