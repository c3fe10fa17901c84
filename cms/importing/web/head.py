"""Read the metadata of a page: language, address, summary and title."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from cms.importing.web.page import Page
from cms.importing.web.visible import attribute, visible_text

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Head:
    """The titles of a page.

    ``title`` is the best one in its metadata, ``window_title`` the text of its title element; both
    may be empty.
    """

    title: str
    window_title: str


def read_head(page: Page, soup: BeautifulSoup) -> Head:
    """Set language, summary and address; remove the title element from the tree."""
    root = soup.find("html")
    language = attribute(root, "lang") if isinstance(root, Tag) else ""
    page.assembly.language = language if _LANGUAGE.fullmatch(language) else ""
    page.assembly.set_summary(_meta(soup, "description") or _meta(soup, "og:description"))
    page.assembly.source_url = _address(page, soup)
    base = soup.find("base", href=True)
    page.base = page.assembly.source_url
    if isinstance(base, Tag):
        page.base = page.safe_href(attribute(base, "href"))
    titles = [tag for tag in soup.find_all("title") if tag.find_parent("svg") is None]
    window_title = " ".join(visible_text(tag.extract()) for tag in titles)
    return Head(_meta(soup, "og:title") or window_title, window_title)


def _address(page: Page, soup: BeautifulSoup) -> str:
    link = soup.find("link", rel="canonical")
    raw = attribute(link, "href") if isinstance(link, Tag) else ""
    address = page.safe_href(raw or _meta(soup, "og:url"))
    return address if address.startswith(("http://", "https://")) else ""


def _meta(soup: BeautifulSoup, name: str) -> str:
    found = soup.find("meta", attrs={"name": name}) or soup.find("meta", attrs={"property": name})
    return " ".join(attribute(found, "content").split()) if isinstance(found, Tag) else ""
