"""How does the text of a promotion stand in the file, and how in the database?

In the file it is the HTML that the API shows, with links to pages of the site as site paths; in
the database such a link holds the id of the page. Both are made of the same nodes.
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

LONGEST: Final = 100_000
"""Characters; a line or two is what the slots have room for."""
MOST_TAGS: Final = 2_000
"""What is nested in each other takes longer than what stands side by side."""
KEPT: Final = {"p", "br", "b", "strong", "i", "em", "a"}
"""The tags that say something the editor offers."""
_STORED_PAGE = re.compile(r'<a href="page:(\d+)">')
_TAG = re.compile(r"<[a-zA-Z/]")


@dataclass(frozen=True, slots=True)
class Body:
    """The text of the file in its one form, what it links to, and what of it would be lost."""

    html: str
    addresses: tuple[str, ...]
    losses: tuple[str, ...]


def address(given: str) -> str:
    """An address in its one form: a path of the site decoded, and with a slash at its end.

    >>> address("/caf%C3%A9"), address("/search/?q=x"), address("https://example.com/x")
    ('/café/', '/search/?q=x', 'https://example.com/x')
    """
    given = given.strip()
    if is_path(given) and not {"?", "#"} & set(given):
        return own_path(given, "") or given
    return given


def is_path(given: str) -> bool:
    """Whether an address is a path of the site."""
    return given.startswith("/") and not given.startswith("//")


def problem_of(given: str, pages: Mapping[str, int]) -> str | None:
    """Why an address cannot be linked to, `pages` being the ids of the site's pages by path."""
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


class _Losses(HTMLParser):
    """Finds what the text would lose in the editor."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in KEPT:
            said = {"tag": quoted(tag), "known": ", ".join(sorted(KEPT))}
            self.found.append(_("The tag %(tag)s is not kept here; known are: %(known)s.") % said)
            return
        wanted = {"href"} if tag == "a" else set[str]()
        for name in sorted({name for name, _value in attrs} - wanted):
            said = {"name": quoted(name), "tag": quoted(tag)}
            self.found.append(_("The attribute %(name)s of %(tag)s is not kept here.") % said)
        if tag == "a" and not dict(attrs).get("href"):
            self.found.append(_("A link needs an address: href."))


def read(html: str) -> Body:
    """The text of a file."""
    if len(html) > LONGEST:
        return Body("", (), (_("Give at most %(limit)d characters.") % {"limit": LONGEST},))
    if html.count("<") > MOST_TAGS:
        return Body("", (), (_("Give at most %(limit)d tags.") % {"limit": MOST_TAGS},))
    if "<!" in html or "<?" in html:
        return Body("", (), (_("Comments and declarations are not kept here."),))
    if _TAG.search(html, html.rfind(">") + 1):
        return Body("", (), (_("The last tag has no end: “>”."),))
    losses = _Losses()
    losses.feed(html)
    losses.close()
    addresses: list[str] = []

    def target(_kind: str, given: str) -> str | None:
        addresses.append(address(given))
        return addresses[-1] or None

    written = html_of(nodes_of(html, target, frozenset()))
    return Body(written, tuple(dict.fromkeys(addresses)), tuple(dict.fromkeys(losses.found)))


def to_store(html: str, pages: Mapping[str, int]) -> str:
    """The text of a file, once read, as the database keeps it; every page of it is in `pages`.

    >>> to_store('<p><a href="/sleep/">Sleep</a></p>', {"/sleep/": 7})
    '<p><a id="7" linktype="page">Sleep</a></p>'
    """

    def target(_kind: str, given: str) -> str:
        return f"page:{pages[given]}" if given in pages else given

    written = html_of(nodes_of(html, target, frozenset()))
    return _STORED_PAGE.sub(r'<a id="\1" linktype="page">', written)


def from_store(stored: str, place_of: Callable[[str, str], str | None]) -> str:
    """The text that the database keeps as the file has it; a link to what is gone is its words.

    `place_of(kind, id)` is the site path of a `page`, or the address of a `document`.
    """

    def target(kind: str, given: str) -> str | None:
        return (address(given) or None) if kind == "external" else place_of(kind, given)

    return html_of(nodes_of(stored or "", target, frozenset()))
