"""Parse HTML of any quality into a tree of bounded depth and size."""

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag
from bs4.element import NamespacedAttribute

from cms.importing.sources.files import UnreadableFile

MAX_TAG_DEPTH = 150
"""Nested elements; deeper ones are unwrapped, so that recursion is safe."""
MAX_PAGE_TAGS = 250_000
"""Tags of a page; a page of 5 MiB has about 100,000."""

# HTML Living Standard, section 13.1.2.4: which open elements a start tag ends, and where the search
# for them stops.
_PARAGRAPH_ENDING = """
    address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr main nav ol p pre section table ul
"""
_PARAGRAPH_ENDS = frozenset(_PARAGRAPH_ENDING.split())
_ENDS = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "thead": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
}
_PARAGRAPH = (
    frozenset({"p"}),
    frozenset({"td", "th", "caption", "button", "table", "li", "dd", "div", "section"}),
)
_FARTHEST = 20
_NEVER_DISSOLVED = frozenset({"script", "style", "template", "br", "hr", "img", "input", "source"})


class _Tree(BeautifulSoup):
    """A tree of bounded depth that closes elements whose end tags HTML allows to omit."""

    flattened = False

    def handle_starttag(
        self,
        name: str,
        namespace: str | None,
        nsprefix: str | None,
        attrs: Mapping[str | NamespacedAttribute, str],
        sourceline: int | None = None,
        sourcepos: int | None = None,
        namespaces: dict[str, str] | None = None,
    ) -> Tag | None:
        """Open an element, or unwrap it if it is too deep."""
        self._end_implied(name)
        if len(self.tagStack) > MAX_TAG_DEPTH and name not in _NEVER_DISSOLVED:
            self.flattened = True
            return None
        return super().handle_starttag(
            name, namespace, nsprefix, attrs, sourceline, sourcepos, namespaces
        )

    def _end_implied(self, name: str) -> None:
        ended, border = (
            _PARAGRAPH if name in _PARAGRAPH_ENDS else _ENDS.get(name, (frozenset(), frozenset()))
        )
        if not ended:
            return
        for tag in self.tagStack[: -_FARTHEST - 1 : -1]:
            if tag.name in ended:
                self.handle_endtag(tag.name)
                return
            if tag.name in border:
                return


def parse_html(source: str) -> tuple[BeautifulSoup, bool]:
    """Return the tree of a page, and whether elements that were too deep were unwrapped.

    Raises ``UnreadableFile`` for a page with too many tags.
    """
    safe = _without_traps(source)
    tree = _Tree(safe, "html.parser")
    return tree, tree.flattened


def _without_traps(source: str) -> str:
    """Return the source without what makes the standard library's parser slow.

    Raises ``UnreadableFile`` for a page with too many tags.
    """
    # An unfinished tag or comment is text; the parser would look for its end again from each of its
    # characters.
    end = source.rfind(">") + 1
    source = source[:end] + source[end:].replace("<", "&lt;")
    source = re.sub(r"^\s*<\?xml[^>]*>", "", source)
    source = re.sub(
        r"<!\[([^<>]*)>", lambda found: f"<!--[{found[1].replace('--', '- -')}-->", source
    )
    if source.count("<") > MAX_PAGE_TAGS or source.count("<![") > MAX_PAGE_TAGS // 100:
        raise UnreadableFile(f"The page has more than {MAX_PAGE_TAGS:,} tags.")
    return source + "\n"
