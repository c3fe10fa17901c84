"""Which words of an element does a reader see, and on which lines?"""

from collections.abc import Iterable

from bs4 import CData, Tag
from bs4.element import (
    NavigableString,
    PageElement,
    RubyParenthesisString,
    RubyTextString,
    TemplateString,
)

_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre
    section summary table tbody td tfoot th thead title tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that stand on lines of their own."""
MEDIA = frozenset(
    {"img", "picture", "iframe", "video", "audio", "object", "embed", "canvas", "svg"}
)
"""Elements that show something else than text."""
CONTROLS = frozenset({"button", "input", "select", "option", "textarea", "label", "output"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_BREAKS = BLOCKS | CONTROLS | {"br"}
_TEXT = (NavigableString, CData, RubyTextString, RubyParenthesisString, TemplateString)
_BREAK = "\x00"


def is_text(node: PageElement) -> bool:
    """Whether the node is text that is shown: no comment, no script, no style."""
    return type(node) in _TEXT


def lines(*nodes: PageElement, breaks: frozenset[str] = _BREAKS) -> list[str]:
    """The lines that the nodes show, white space collapsed, none empty."""
    parts: list[str] = []
    _collect(nodes, parts, breaks)
    return [
        line for line in (" ".join(part.split()) for part in "".join(parts).split(_BREAK)) if line
    ]


def line(*nodes: PageElement) -> str:
    """What the nodes show, on one line."""
    return " ".join(lines(*nodes))


def listed(*nodes: PageElement) -> str:
    """What the nodes show, on one line, links parted although nothing may stand between them."""
    return " ".join(lines(*nodes, breaks=_BREAKS | {"a"}))


def holds(tag: Tag, names: frozenset[str]) -> bool:
    """Whether an element of one of these names stands in the element, at any depth."""
    return any(isinstance(node, Tag) and node.name in names for node in tag.descendants)


def length(element: Tag) -> int:
    """How many characters the element shows, white space included."""
    return sum(len(str(node)) for node in element.descendants if is_text(node))


def attribute(tag: Tag, name: str) -> str:
    """The value of an attribute, trimmed; empty where it is missing."""
    value = tag.get(name) or ""
    return (value if isinstance(value, str) else " ".join(value)).strip()


def _collect(nodes: Iterable[PageElement], parts: list[str], breaks: frozenset[str]) -> None:
    for node in nodes:
        if isinstance(node, Tag):
            edge = _BREAK if node.name in breaks else ""
            parts.append(edge)
            _collect(node.contents, parts, breaks)
            parts.append(edge)
        elif is_text(node):
            parts.append(str(node))
