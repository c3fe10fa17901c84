"""Paths and absolute URLs of pages on the frontend."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from wagtail.models import Site

from cms.publishing.conf import address_settings


@dataclass(frozen=True, slots=True)
class Root:
    """The home page of one language of a site.

    `path` and `url_path` are those of the page in Wagtail's tree. `prefix` precedes the paths of
    all pages in this language: empty for the site's own language, else `/de`.
    """

    path: str
    url_path: str
    locale: str
    prefix: str


def base_url(site: Site) -> str:
    """Return scheme and host of the frontend of a site, without a trailing slash.

    `FRONTEND_URL` for the default site; for other sites the hostname and port of the site itself.
    """
    if site.is_default_site:
        return address_settings.FRONTEND_URL or address_settings.PUBLIC_URL
    return str(site.root_url)


def public_url(path: str) -> str:
    """Return the absolute URL of a file that this server serves (media, documents)."""
    return path if path.startswith(("http://", "https://")) else address_settings.PUBLIC_URL + path


def page_path(url_path: str, roots: Sequence[Root]) -> str | None:
    """Return the path of a page on its site; None if it is below none of the roots.

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
    """Return the `url_path`s in the page tree that a path of the site can mean, likeliest first.

    >>> english = Root("00010001", "/home/", "en", "")
    >>> german = Root("00010002", "/home-de/", "de", "/de")
    >>> url_paths("/de/artikel/", [english, german])
    ['/home-de/artikel/', '/home/de/artikel/']
    """
    # `/de/` is rather the German home page than a page with the slug "de" of the first language.
    return [
        root.url_path + path[len(root.prefix) + 1 :]
        for root in sorted(roots, key=lambda root: -len(root.prefix))
        if path.startswith(f"{root.prefix}/")
    ]


def own_path(url: str, base: str) -> str | None:
    """Return the path of a URL on the site with this base URL; None for a URL elsewhere.

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
