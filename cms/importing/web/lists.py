"""Read the items of a list, and the blocks in it that an item cannot contain."""

from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import PageElement

from cms.importing.markup import listing
from cms.importing.web.inline import running_text
from cms.importing.web.page import Page
from cms.importing.web.visible import BLOCK_TAGS, attribute, contains, visible_text

_LISTS = frozenset({"ul", "ol", "menu"})
_OPENED = frozenset(
    {"p", "div", "section", "span", "article", "li", "h1", "h2", "h3", "h4", "h5", "h6"}
)


@dataclass
class ListContent:
    """The items as HTML, the elements to place after the list, and the doubts."""

    items: list[str] = field(default_factory=list)
    others: list[PageElement] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_list(page: Page, tag: Tag) -> ListContent:
    """Return the items of a list, with nested lists inside them."""
    found = ListContent()
    if attribute(tag, "start") not in {"", "1"}:
        found.doubts.append(f"On the page this list starts at {attribute(tag, 'start')}.")
    loose: list[PageElement] = []
    for node in list(tag.children):
        if isinstance(node, Tag) and (node.name == "li" or node.name in BLOCK_TAGS):
            _add_item(page, found, loose)
            loose = []
            _add_item(page, found, [node] if node.name != "li" else list(node.children))
        else:
            loose.append(node)
    _add_item(page, found, loose)
    return found


def _add_item(page: Page, found: ListContent, nodes: list[PageElement]) -> None:
    pieces: list[str] = []
    _gather(page, found, nodes, pieces)
    item = ""
    for piece in filter(None, pieces):
        item += (
            "<br>" * bool(item and not item.endswith(("</ul>", "</ol>")) and not _is_list(piece))
            + piece
        )
    if item:
        found.items.append(item)


def _gather(page: Page, found: ListContent, nodes: list[PageElement], pieces: list[str]) -> None:
    """Collect the lines and nested lists of an item; other blocks go to ``found.others``."""
    run: list[PageElement] = []
    for node in nodes:
        if not isinstance(node, Tag) or (
            node.name not in BLOCK_TAGS and not contains(node, BLOCK_TAGS)
        ):
            run.append(node)
            continue
        pieces.append(running_text(page, run))
        run = []
        if node.name in _LISTS:
            inner = read_list(page, node)
            found.others += inner.others
            found.doubts += inner.doubts
            pieces.append(listing(inner.items, ordered=node.name == "ol") if inner.items else "")
        elif node.name in _OPENED or node.name not in BLOCK_TAGS:
            _gather(page, found, list(node.children), pieces)
        elif visible_text(node) or node.find(True):
            found.others.append(node)
    pieces.append(running_text(page, run))


def _is_list(piece: str) -> bool:
    return piece.startswith(("<ul>", "<ol>"))
