"""Which lines above the title and after the end of an article are offers that nothing in the markup
tells apart?
"""

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from cms.importing.offers import edge_doubts
from cms.importing.structure import Unit, groups_in, tail_start
from cms.importing.web.boxes import offer_of
from cms.importing.web.page import Page
from cms.importing.web.visible import BLOCKS, HEADINGS, MEDIA, holds, is_text, line

_LINES = frozenset({"p", "div", "center", *HEADINGS})
_SOLID = BLOCKS | MEDIA
_OPENED = frozenset(
    {
        "article",
        "section",
        "main",
        "div",
        "header",
        "center",
        "body",
        "html",
        "p",
        "aside",
        "fieldset",
    }
)


def take_edges(page: Page, main: Tag, title: Tag | None) -> None:
    """Take such lines out of the tree and add the offers that they make."""
    found = list(_leaves(main))
    tags = [tag for tag, _ in found]
    units = [unit for _, unit in found]
    place = next((number for number, tag in enumerate(tags) if tag is title), None)
    start = 0 if place is None else place + 1
    before = groups_in(units, range(place or 0))
    after = groups_in(units, range(tail_start(units, start), len(units)))
    for stretch in (*before, *after):
        box = BeautifulSoup("", "html.parser").new_tag("div")
        for number in stretch:
            box.append(tags[number].extract())
        offer = offer_of(page, box, after_the_end=stretch in after)
        if offer:
            page.assembly.add_offer(
                offer, *edge_doubts(len(stretch), after_the_end=stretch in after)
            )


def _leaves(tag: Tag) -> Iterator[tuple[Tag, Unit]]:
    """The innermost lines of an element in their order; whatever is no line of its own is solid."""
    for child in tag.children:
        if not isinstance(child, Tag):
            if is_text(child) and str(child).strip():
                yield tag, Unit(str(child), solid=True)
        elif child.name in _LINES and not holds(child, _SOLID):
            if line(child):
                yield child, Unit(line(child))
        elif child.name in _OPENED:
            yield from _leaves(child)
        else:
            yield child, Unit(line(child), solid=True)
