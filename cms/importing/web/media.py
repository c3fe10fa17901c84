"""Read the images and videos of a page."""

import re
from urllib.parse import parse_qs, urlsplit

from bs4 import Tag

from cms.importing.document import Embed, Image
from cms.importing.web.page import Page
from cms.importing.web.visible import attribute, visible_text

_CREDIT_CLASS = re.compile(r"credit|copyright|attribution|source", re.IGNORECASE)
_CREDIT_TEXT = re.compile(
    r"(photo(graph)?|image|picture|credit|source|illustration)( by| credit)?\s*[:©]|©",
    re.IGNORECASE,
)
_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_YOUTUBE = frozenset({"youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be"})
_VIMEO = frozenset({"vimeo.com", "player.vimeo.com"})


def place_media(page: Page, tag: Tag, caption: str = "", credit: str = "") -> bool:
    """Add the image or video of an element and return True; list any other as left out."""
    if tag.name == "img":
        return _place_image(page, tag, caption, credit)
    page.assembly.leave_out(visible_text(tag), f"text of a {tag.name}")
    found = tag.find("img") if tag.name == "picture" else None
    if isinstance(found, Tag):
        return _place_image(page, found, caption, credit)
    url = video_url(_address(tag))
    if url and tag.name in {"iframe", "embed"}:
        page.assembly.add(Embed(url))
        return True
    page.leave_code_out(_address(tag), f"{tag.name} that cannot be embedded")
    return False


def _address(tag: Tag) -> str:
    own = attribute(tag, "src") or attribute(tag, "data-src") or attribute(tag, "data")
    source = tag.find("source")
    return own or (attribute(source, "src") if isinstance(source, Tag) else "")


def video_url(address: str) -> str:
    """Return the watch page of a YouTube or Vimeo player; empty for any other frame."""
    try:
        parts = urlsplit(address if "//" in address else "")
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    name = (parse_qs(parts.query).get("v") or [parts.path.rstrip("/").rpartition("/")[2]])[0]
    if not _VIDEO_ID.fullmatch(name):
        return ""
    if host in _YOUTUBE:
        return f"https://www.youtube.com/watch?v={name}"
    return f"https://vimeo.com/{name}" if host in _VIMEO else ""


def split_caption(figcaption: Tag) -> tuple[str, str]:
    """Return the caption and the credit of a figcaption; remove the credit from the tree."""
    for tag in figcaption.find_all(["small", "cite", "span", "p", "div"]):
        is_credit = tag.name in {"small", "cite"} or _CREDIT_CLASS.search(attribute(tag, "class"))
        if is_credit or _CREDIT_TEXT.match(visible_text(tag)):
            credit = visible_text(tag)
            tag.extract()
            return visible_text(figcaption), credit
    text = visible_text(figcaption)
    return ("", text) if _CREDIT_TEXT.match(text) else (text, "")


def _place_image(page: Page, tag: Tag, caption: str, credit: str) -> bool:
    if attribute(tag, "width") in {"0", "1"} and attribute(tag, "height") in {"0", "1"}:
        page.leave_code_out(attribute(tag, "src"), "tracking picture")
        return False
    raw = attribute(tag, "src")
    lazy = attribute(tag, "data-src") or attribute(tag, "data-lazy-src")
    raw = lazy if lazy and (not raw or raw.startswith("data:")) else raw
    src = page.image_address(raw or attribute(tag, "srcset").split(" ")[0])
    if not src:
        page.leave_code_out(raw, "picture with an address that is not safe")
        page.assembly.leave_out(
            attribute(tag, "alt"), "alternative text of a picture that was left out"
        )
        return False
    alt = attribute(tag, "alt")
    doubts = [] if alt or tag.has_attr("alt") else ["The picture has no alternative text."]
    page.assembly.add(Image(src, " ".join(alt.split()), caption, credit), *doubts)
    return True
