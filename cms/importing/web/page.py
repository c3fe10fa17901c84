"""The state of reading one page, and the safety of its addresses."""

import html
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from cms.importing.assembly import Assembly
from cms.importing.markup import shortened
from cms.importing.web.visible import MEDIA_TAGS, attribute, spaced_text, visible_text

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_IMAGE_DATA = re.compile(r"data:image/(png|jpeg|gif|webp|avif)[;,]", re.IGNORECASE)
_MAX_CODE_LENGTH = 200


@dataclass
class Page:
    """A page that is being read.

    ``deferred_media`` are images and frames inside a line of text; they are placed after its block.
    """

    assembly: Assembly
    base: str = ""
    deferred_media: list[Tag] = field(default_factory=list)

    def leave_out(self, tag: Tag, why: str) -> None:
        """List the text of an element as left out and remove it from the tree."""
        self.assembly.leave_out(spaced_text(tag), why)
        tag.extract()

    def leave_code_out(self, code: str, why: str) -> None:
        """List the beginning of code, such as a script or an unsafe address."""
        excerpt = shortened(code, _MAX_CODE_LENGTH)
        size = f" ({len(code):,} characters)" if excerpt.endswith("…") else ""
        self.assembly.leave_out(f"{excerpt}{size}", why)

    def plain(self, tag: Tag, where: str) -> str:
        """Return the text of an element on one line; defer its media and list its links."""
        self.defer_media(tag, where)
        return visible_text(tag)

    def defer_media(self, tag: Tag, where: str) -> None:
        """Defer the media of an element and list its links, as its place takes text only."""
        names = list(MEDIA_TAGS)
        self.deferred_media += [
            found for found in tag.find_all(names) if found.find_parent(names) is None
        ]
        for found in tag.find_all("a", href=True):
            href = attribute(found, "href")
            if not href.startswith("#"):
                self.leave_code_out(href, f"link in {where}")

    def safe_href(self, raw: str) -> str:
        """Return the address of a link; empty if it is unsafe.

        It is absolute if the page gives its own address.
        """
        # WHATWG URL Standard, section 4.4: browsers drop these characters before they look for the
        # scheme.
        address = re.sub(r"[\t\n\r]", "", raw.strip("".join(map(chr, range(33)))))
        scheme = _SCHEME.match(address)
        if scheme and scheme[1].lower() not in SAFE_SCHEMES:
            return ""
        try:
            address = urljoin(self.base, urlsplit(address).geturl())
        except ValueError:
            return ""
        address = f"https:{address}" if address.startswith("//") else address
        return re.sub(r"[\x00-\x20\x7f\"<>\\^`{|}]", lambda found: f"%{ord(found[0]):02X}", address)

    def link(self, tag: Tag, inner: str) -> str:
        """Return a link as HTML, or its text if the address is empty or unsafe (then listed)."""
        raw = attribute(tag, "href")
        if not raw or raw.startswith("#") or not inner.strip():
            return inner
        href = self.safe_href(raw)
        if not href:
            self.leave_code_out(raw, "unsafe link")
            return inner
        return f'<a href="{html.escape(href)}">{inner}</a>'

    def image_address(self, raw: str) -> str:
        """Return the address of an image, unchanged if relative; empty if it is unsafe."""
        if _IMAGE_DATA.match(raw):
            return raw
        if _SCHEME.match(raw) or raw.startswith("/"):
            href = self.safe_href(raw)
            return href if href.startswith(("http:", "https:", "/")) else ""
        return raw
