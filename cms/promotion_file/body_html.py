"""Convert the body of a promotion between the HTML of the file and that of the database.

A link to a page of the site is a site path in the file and a page id in the database. Both forms
are written from the same nodes.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.content.links import validate_link_url
from cms.content.rich_text import html_of, nodes_of
from cms.promotion_file.problems import quoted
from cms.publishing.addresses import own_path

MAX_BODY_LENGTH: Final = 100_000
"""In characters; a slot has room for a line or two."""
MAX_TAGS: Final = 2_000
"""Deeply nested tags are slow to parse."""
ALLOWED_TAGS: Final = {"p", "br", "b", "strong", "i", "em", "a"}
"""The tags that the rich text editor supports."""
_STORED_PAGE = re.compile(r'<a href="page:(\d+)">')
_TAG = re.compile(r"<[a-zA-Z/]")


@dataclass(frozen=True, slots=True)
class ParsedBody:
    """A parsed body: normalized HTML, the links in it, and an error for each unsupported part."""

    html: str
    urls: tuple[str, ...]
    unsupported: tuple[str, ...]


def normalize_url(given: str) -> str:
    """Return a site path decoded and with a trailing slash, any other URL as it is.

    >>> normalize_url("/caf%C3%A9"), normalize_url("/search/?q=x"), normalize_url("https://a.example")
    ('/café/', '/search/?q=x', 'https://a.example')
    """
    given = given.strip()
    if is_path(given) and not {"?", "#"} & set(given):
        return own_path(given, "") or given
    return given


def is_path(given: str) -> bool:
    """Return whether a URL is a path of the site."""
    return given.startswith("/") and not given.startswith("//")


def link_error(given: str, pages: Mapping[str, int]) -> str | None:
    """Return why a URL is no valid link target, or None; `pages` maps site paths to page ids."""
    if is_path(given):
        if {"?", "#"} & set(given):
            message = _("%(path)s: a link to a page is its path alone; else give a full address.")
        elif given not in pages:
            message = _("There is no page at %(path)s. For another place give a full address.")
        else:
            return None
        return message % {"path": quoted(given)}
    try:
        validate_link_url(given)
    except ValidationError as error:
        return f"{quoted(given)}: {' '.join(error.messages)}"
    return None


class _UnsupportedParts(HTMLParser):
    """Collects an error for each tag and attribute that the editor would drop."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS:
            values = {"tag": quoted(tag), "known": ", ".join(sorted(ALLOWED_TAGS))}
            self.found.append(_("The tag %(tag)s is not kept here; known are: %(known)s.") % values)
            return
        wanted = {"href"} if tag == "a" else set[str]()
        for name in sorted({name for name, _value in attrs} - wanted):
            values = {"name": quoted(name), "tag": quoted(tag)}
            self.found.append(_("The attribute %(name)s of %(tag)s is not kept here.") % values)
        if tag == "a" and not dict(attrs).get("href"):
            self.found.append(_("A link needs an address: href."))


def parse_body(html: str) -> ParsedBody:
    """Parse the body of a file; return an empty one with an error if it cannot be parsed."""
    if len(html) > MAX_BODY_LENGTH:
        return ParsedBody(
            "", (), (_("Give at most %(limit)d characters.") % {"limit": MAX_BODY_LENGTH},)
        )
    if html.count("<") > MAX_TAGS:
        return ParsedBody("", (), (_("Give at most %(limit)d tags.") % {"limit": MAX_TAGS},))
    if "<!" in html or "<?" in html:
        return ParsedBody("", (), (_("Comments and declarations are not supported here."),))
    if _TAG.search(html, html.rfind(">") + 1):
        return ParsedBody("", (), (_("The last tag has no end: “>”."),))
    unsupported = _UnsupportedParts()
    unsupported.feed(html)
    unsupported.close()
    urls: list[str] = []

    def target(_kind: str, given: str) -> str | None:
        urls.append(normalize_url(given))
        return urls[-1] or None

    written = html_of(nodes_of(html, target, frozenset()))
    return ParsedBody(written, tuple(dict.fromkeys(urls)), tuple(dict.fromkeys(unsupported.found)))


def to_database(html: str, pages: Mapping[str, int]) -> str:
    """Return the HTML to store for that of a `ParsedBody`; a path in `pages` becomes a page link.

    >>> to_database('<p><a href="/sleep/">Sleep</a></p>', {"/sleep/": 7})
    '<p><a id="7" linktype="page">Sleep</a></p>'
    """

    def target(_kind: str, given: str) -> str:
        return f"page:{pages[given]}" if given in pages else given

    written = html_of(nodes_of(html, target, frozenset()))
    return _STORED_PAGE.sub(r'<a id="\1" linktype="page">', written)


def from_database(stored: str, url_of: Callable[[str, str], str | None]) -> str:
    """Return the HTML of the file for stored HTML; a link to a deleted object becomes its text.

    `url_of(kind, id)` returns the path of a `page` or the URL of a `document`, None if deleted.
    """

    def target(kind: str, given: str) -> str | None:
        return (normalize_url(given) or None) if kind == "external" else url_of(kind, given)

    return html_of(nodes_of(stored or "", target, frozenset()))
