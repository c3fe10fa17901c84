"""Convert running text of a web page to rich text."""

import re
from collections.abc import Iterable

from bs4 import Tag
from bs4.element import PageElement

from cms.importing.markup import escaped
from cms.importing.web.page import Page
from cms.importing.web.visible import BLOCK_TAGS, CONTROL_TAGS, MEDIA_TAGS, is_text, visible_text

_MARKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAKS = re.compile(r"(?:\s*<br>\s*)+")
_EDGES = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")


def running_text(page: Page, nodes: Iterable[PageElement]) -> str:
    """Return the nodes as one line of rich text, without space or breaks at its edges."""
    return _tidied("".join(_piece(page, node, linked=False) for node in nodes))


def paragraphs_of(page: Page, nodes: Iterable[PageElement]) -> list[str]:
    """Return the nodes as paragraphs without p tags; two consecutive breaks separate them."""
    texts, breaks = [""], 0
    for node in nodes:
        piece = _piece(page, node, linked=False)
        if piece == "<br>":
            breaks += 1
        elif piece.strip():
            texts += [""] if breaks > 1 else []
            texts[-1] += "<br>" * (breaks == 1) + piece
            breaks = 0
        else:
            texts[-1] += piece
    return [text for text in map(_tidied, texts) if text]


def _tidied(text: str) -> str:
    return _EDGES.sub("", _BREAKS.sub("<br>", _SPACE.sub(" ", text)))


def _piece(page: Page, node: PageElement, *, linked: bool) -> str:
    if not isinstance(node, Tag):
        return _SPACE.sub(" ", escaped(str(node))) if is_text(node) else ""
    if node.name == "br":
        return "<br>"
    if node.name in MEDIA_TAGS:
        page.deferred_media.append(node)
        return ""
    if node.name in CONTROL_TAGS - {"label", "output"}:
        page.assembly.leave_out(visible_text(node), "form control")
        return ""
    return _wrapped(page, node, linked=linked)


def _wrapped(page: Page, tag: Tag, *, linked: bool) -> str:
    inner = "".join(_piece(page, child, linked=linked or tag.name == "a") for child in tag.children)
    if tag.name == "a" and not linked:
        return page.link(tag, inner)
    if tag.name == "q":
        return f"“{inner}”"
    if tag.name in BLOCK_TAGS:
        return f"<br>{inner}<br>"
    mark = _MARKS.get(tag.name)
    return f"<{mark}>{inner}</{mark}>" if mark and inner.strip() else inner
