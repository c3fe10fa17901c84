"""Represent rich text for frontends, as clean HTML and as a tree of nodes.

Stored text is parsed once into nodes; the HTML is written from the nodes, so the two always
agree, and a script, style or event handler is never delivered.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final, cast

from wagtail.rich_text import get_text_for_indexing

from cms.content.rich_text_nodes import (
    CitationNode,
    LinkNode,
    RichTextJson,
    RichTextNode,
    TextMark,
    TextNode,
)

BODY_FEATURES: Final = [
    "bold", "italic", "superscript", "subscript", "ol", "ul", "link", "document-link",
]  # fmt: skip
"""The features of a text block; headings, images and embeds are blocks."""
SHORT_FEATURES: Final = ["bold", "italic", "link"]
"""The features of short texts: promotions, answers, biographies."""

MARKS: Final[dict[str, TextMark]] = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic",
    "sup": "superscript", "sub": "subscript", "code": "code", "s": "strikethrough",
}  # fmt: skip
TAG_OF_MARK: Final[dict[TextMark, str]] = {
    "bold": "b", "italic": "i", "superscript": "sup", "subscript": "sub",
    "code": "code", "strikethrough": "s",
}  # fmt: skip
TYPE_OF_TAG: Final = {
    "p": "paragraph", "ul": "bulleted_list", "ol": "numbered_list", "li": "list_item",
    "blockquote": "quote",
}  # fmt: skip
TAG_OF_TYPE: Final = {name: tag for tag, name in TYPE_OF_TAG.items()}
_SILENT: Final = {"script", "style", "template", "iframe", "object"}
_BREAKING: Final = {
    "address", "article", "aside", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
"""Tags that are removed but end a paragraph, so that two words do not become one."""
MAX_NESTING: Final = 24
"""The maximum depth of nested lists and quotes; deeper ones are merged into the last level."""
_CITATION: Final = re.compile(r"\[(\d{1,3})\]")
_SAFE_SCHEMES: Final = ("http://", "https://", "mailto:", "tel:")

LinkTarget = Callable[[str, str], str | None]
"""`(kind, identifier or address) -> absolute URL`, None where the public may not see it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A page or document that a rich text links to: `kind` is `page` or `document`."""

    kind: str
    id: int


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def parse_html_declaration(self, i: int) -> int:
        """Python's own raises AssertionError for `<![anything`: HTML has no such sections."""
        if self.rawdata.startswith("<![", i):
            return int(self.parse_bogus_comment(i))
        return int(super().parse_html_declaration(i))


class _Links(_Parser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Reference] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        kind, identifier = values.get("linktype"), values.get("id") or ""
        if tag == "a" and kind in ("page", "document") and is_id(identifier):
            self.found.append(Reference(kind, int(identifier)))
        elif tag == "a" and not kind and values.get("href"):
            self.addresses.append(values["href"] or "")


def is_id(text: str) -> bool:
    """Return whether a text is the id of a row, within 64 bits."""
    return text.isascii() and text.isdecimal() and len(text) <= 18


def references(source: str) -> tuple[list[Reference], list[str]]:
    """Return the pages and documents that stored rich text links to, and its URLs."""
    parser = _Links()
    if "<a" in source:
        parser.feed(source)
    return parser.found, parser.addresses


class _TreeBuilder(_Parser):
    """Stored HTML -> nodes, nested as HTML allows. Unknown tags are passed through as their text.

    The stack holds what is open, each with its children: blocks, and at its top at most one link.
    """

    def __init__(self, link_target: LinkTarget, citations: frozenset[int]) -> None:
        super().__init__()
        self.link_target, self.citations = link_target, citations
        self.root: list[RichTextNode] = []
        self._stack: list[tuple[str, list[RichTextNode]]] = [("", self.root)]
        self._marks: list[TextMark] = []
        self._silent = 0

    @property
    def _top(self) -> str:
        return self._stack[-1][0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in MARKS:
            self._marks.append(MARKS[tag])
        elif tag == "br":
            self._append_inline({"type": "line_break"})
        elif tag == "a":
            self._open_link({name: value or "" for name, value in attrs})
        elif tag in TYPE_OF_TAG:
            self._open_block(tag)
        elif tag in _BREAKING:
            self._close("a", "p")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in MARKS:
            if MARKS[tag] in self._marks:
                del self._marks[len(self._marks) - 1 - self._marks[::-1].index(MARKS[tag])]
        elif tag == "a":
            self._close("a")
        elif tag in _BREAKING:
            self._close("a", "p")
        elif any(name == tag for name, _children in self._stack):
            while self._stack.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._silent or not data:
            return
        if not data.strip() and self._top in ("", "ul", "ol"):
            return
        # HTML has no link in a link, so a citation in a link remains text.
        citations = frozenset() if self._top == "a" else self.citations
        for text, number in _split_citations(data, citations):
            if number is None:
                self._append_text(text)
            else:
                node: CitationNode = {
                    "type": "citation",
                    "text": text,
                    "attrs": {"number": number},
                }
                self._append_inline(node)

    def _close(self, *tags: str) -> None:
        while self._top in tags:
            self._stack.pop()

    def _open(self, tag: str) -> None:
        children: list[RichTextNode] = []
        node = cast("RichTextNode", {"type": TYPE_OF_TAG[tag], "children": children})
        self._stack[-1][1].append(node)
        self._stack.append((tag, children))

    def _open_block(self, tag: str) -> None:
        self._close("a", "p")
        if tag == "li":
            self._close("li", "p")
            if self._top not in ("ul", "ol"):
                self._open("ul")
        elif tag != "p" and len(self._stack) >= MAX_NESTING:
            return
        elif self._top in ("ul", "ol"):
            self._open("li")
        self._open(tag)

    def _open_link(self, attrs: dict[str, str]) -> None:
        self._close("a")
        kind = attrs.get("linktype") or "external"
        url = self.link_target(kind, attrs.get("id") or attrs.get("href", ""))
        # For a target that is not visible, only the text of the link remains.
        if url:
            node: LinkNode = {"type": "link", "attrs": {"url": url}, "children": []}
            self._append_inline(node)
            self._stack.append(("a", node["children"]))

    def _append_inline(self, node: RichTextNode) -> None:
        """Append an inline node; outside of a block it gets a paragraph or list item."""
        if self._top in ("ul", "ol"):
            self._open("li")
        elif self._top == "":
            self._open("p")
        self._stack[-1][1].append(node)

    def _append_text(self, text: str) -> None:
        node: TextNode = {"type": "text", "text": text}
        if self._marks:
            node["marks"] = list(dict.fromkeys(self._marks))
        siblings = self._stack[-1][1]
        last = siblings[-1] if siblings else None
        if last and last["type"] == "text" and last.get("marks") == node.get("marks"):
            last["text"] += text
        else:
            self._append_inline(node)


def _split_citations(text: str, known: frozenset[int]) -> Iterator[tuple[str, int | None]]:
    position = 0
    for match in _CITATION.finditer(text):
        number = int(match[1])
        if number in known:
            if match.start() > position:
                yield text[position : match.start()], None
            yield match[0], number
            position = match.end()
    if position < len(text):
        yield text[position:], None


def cited_numbers(source: str) -> set[int]:
    """Return the numbers that a text cites in square brackets: `[2]` cites reference 2."""
    return {int(number) for number in _CITATION.findall(plain_text(source))}


def safe_url(url: str) -> str | None:
    """Return a URL if a frontend may link to it, else None: no `javascript:`, no `data:`."""
    url = url.strip()
    if url.startswith("//"):
        return f"https:{url}"
    if url.lower().startswith(_SAFE_SCHEMES) or url.startswith(("#", "/")):
        return url
    return None


def nodes_of(source: str, link_target: LinkTarget, citations: frozenset[int]) -> list[RichTextNode]:
    """Return stored rich text as a list of block nodes."""
    builder = _TreeBuilder(link_target, citations)
    builder.feed(source)
    builder.close()
    return builder.root


def represent_rich_text(
    source: str, link_target: LinkTarget, citations: frozenset[int] = frozenset()
) -> RichTextJson:
    """Return stored rich text as HTML and as nodes."""
    nodes = nodes_of(source, link_target, citations)
    return {"html": html_of(nodes), "nodes": nodes}


def example_of(source: str) -> RichTextJson:
    """Return the JSON of a text for an example of the OpenAPI document; its links stay."""
    return represent_rich_text(source, lambda kind, address: address)


def html_of(nodes: list[RichTextNode]) -> str:
    return "".join(_tag_of(node) for node in nodes)


def _tag_of(node: RichTextNode) -> str:
    if node["type"] == "text":
        text = escape(node["text"], quote=False)
        for mark in reversed(node.get("marks", [])):
            tag = TAG_OF_MARK[mark]
            text = f"<{tag}>{text}</{tag}>"
        return text
    if node["type"] == "line_break":
        return "<br>"
    if node["type"] == "citation":
        return f'<sup><a href="#reference-{node["attrs"]["number"]}">{node["text"]}</a></sup>'
    inner = html_of(node["children"])
    if node["type"] == "link":
        return f'<a href="{escape(node["attrs"]["url"])}">{inner}</a>'
    tag = TAG_OF_TYPE[node["type"]]
    return f"<{tag}>{inner}</{tag}>"


def plain_text(source: str) -> str:
    """Return the text of stored rich text, without tags."""
    return unescape(get_text_for_indexing(source)) if source else ""
