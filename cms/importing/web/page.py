"""What does one page carry along while it is read, and which of its addresses are safe?"""

import html
import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from cms.importing.assembly import Assembly
from cms.importing.markup import shortened
from cms.importing.web.visible import MEDIA, attribute, line, listed

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_PICTURE_DATA = re.compile(r"data:image/(png|jpeg|gif|webp|avif)[;,]", re.IGNORECASE)
_LONGEST_CODE = 200


@dataclass
class Page:
    """A page being read: what is gathered, the address it came from, and media met inside a text.

    ``waiting`` are pictures and frames that stand inside a line of text; they are placed after its
    block.
    """

    assembly: Assembly
    base: str = ""
    waiting: list[Tag] = field(default_factory=list)

    def leave_out(self, tag: Tag, why: str) -> None:
        """List what an element shows and take it out of the tree."""
        self.assembly.leave_out(listed(tag), why)
        tag.extract()

    def leave_code_out(self, code: str, why: str) -> None:
        """List the beginning of something that is not text: a script, an unsafe address."""
        kept = shortened(code, _LONGEST_CODE)
        size = f" ({len(code):,} characters)" if kept.endswith("…") else ""
        self.assembly.leave_out(f"{kept}{size}", why)

    def plain(self, tag: Tag, where: str) -> str:
        """What an element shows, on one line; its media wait, and the links that get lost are
        listed.
        """
        self.keep_aside(tag, where)
        return line(tag)

    def keep_aside(self, tag: Tag, where: str) -> None:
        """Let the media of an element wait, and list its links, since its place takes text only."""
        names = list(MEDIA)
        self.waiting += [found for found in tag.find_all(names) if found.find_parent(names) is None]
        for found in tag.find_all("a", href=True):
            href = attribute(found, "href")
            if not href.startswith("#"):
                self.leave_code_out(href, f"link in {where}")

    def safe_href(self, raw: str) -> str:
        """The address of a link, absolute where the page says where it came from; empty where it is
        unsafe.
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
        """A link in the small HTML; its text alone where it leads nowhere or is unsafe, which is
        then listed.
        """
        raw = attribute(tag, "href")
        if not raw or raw.startswith("#") or not inner.strip():
            return inner
        href = self.safe_href(raw)
        if not href:
            self.leave_code_out(raw, "unsafe link")
            return inner
        return f'<a href="{html.escape(href)}">{inner}</a>'

    def picture_address(self, raw: str) -> str:
        """The address of a picture: as it stands where it is relative to the saved file; empty
        where it is unsafe.
        """
        if _PICTURE_DATA.match(raw):
            return raw
        if _SCHEME.match(raw) or raw.startswith("/"):
            href = self.safe_href(raw)
            return href if href.startswith(("http:", "https:", "/")) else ""
        return raw
