"""Read the visible text of elements."""

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
BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
"""Elements on lines of their own."""
MEDIA_TAGS = frozenset(
    {"img", "picture", "iframe", "video", "audio", "object", "embed", "canvas", "svg"}
)
"""Elements with content other than text."""
CONTROL_TAGS = frozenset({"button", "input", "select", "option", "textarea", "label", "output"})
HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_BREAKS = BLOCK_TAGS | CONTROL_TAGS | {"br"}
_TEXT = (NavigableString, CData, RubyTextString, RubyParenthesisString, TemplateString)
_BREAK = "\x00"


def is_text(node: PageElement) -> bool:
    """Return whether the node is visible text: no comment, script or style."""
    return type(node) in _TEXT


def visible_lines(*nodes: PageElement, breaks: frozenset[str] = _BREAKS) -> list[str]:
    """Return the visible lines of the nodes, with white space collapsed, without empty ones."""
    parts: list[str] = []
    _collect(nodes, parts, breaks)
    return [
        line for line in (" ".join(part.split()) for part in "".join(parts).split(_BREAK)) if line
    ]


def visible_text(*nodes: PageElement) -> str:
    """Return the visible text of the nodes on one line."""
    return " ".join(visible_lines(*nodes))


def spaced_text(*nodes: PageElement) -> str:
    """Return the visible text of the nodes on one line, with a space around each link."""
    return " ".join(visible_lines(*nodes, breaks=_BREAKS | {"a"}))


def contains(tag: Tag, names: frozenset[str]) -> bool:
    """Return whether the element has a descendant with one of these names."""
    return any(isinstance(node, Tag) and node.name in names for node in tag.descendants)


def text_length(element: Tag) -> int:
    """Return the number of visible characters of the element, including white space."""
    return sum(len(str(node)) for node in element.descendants if is_text(node))


def attribute(tag: Tag, name: str) -> str:
    """Return the trimmed value of an attribute; empty if it is missing."""
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
