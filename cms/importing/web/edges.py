"""Which lines above the title and after the end of an article are offers that nothing in the markup
tells apart?
"""

from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag

from cms.importing.promotion_text import edge_doubts, speaks_of_offer
from cms.importing.site_parts import part_by_line
from cms.importing.sources.structure import Unit, groups_in, tail_start
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


def take_edges(page: Page, main: Tag, title: Tag | None, *doubts: str) -> None:
    """Take such lines out of the tree and add the offers that they make, each with the doubts."""
    found = list(_leaves(main))
    tags = [tag for tag, _ in found]
    units = [unit for _, unit in found]
    place = next((number for number, tag in enumerate(tags) if tag is title), None)
    start = 0 if place is None else place + 1
    before = groups_in(units, range(place or 0))
    end = tail_start(units, start)
    after = groups_in(units, range(end, len(units)))
    _leave_parts_out(page, [found[n] for n in (*range(place or 0), *range(end, len(units)))])
    for stretch in (*before, *after):
        box = BeautifulSoup("", "html.parser").new_tag("div")
        for number in stretch:
            box.append(tags[number].extract())
        is_after = stretch in after
        above = [unit.text for unit in units[end : stretch.start]] if is_after else []
        texts = [units[number].text for number in stretch]
        offer = offer_of(page, box, after_the_end=is_after)
        if offer:
            is_alone = len(after if is_after else before) == 1
            found_doubts = edge_doubts(
                texts, after_the_end=is_after, above=above, is_alone=is_alone
            )
            page.assembly.add_offer(offer, *doubts, *found_doubts)


def _leave_parts_out(page: Page, found: Iterable[tuple[Tag, Unit]]) -> None:
    """Leave out the lines that speak like an offer, but name a part of the site, as log-ins do."""
    for tag, unit in found:
        part = "" if unit.solid else part_by_line(unit.text)
        if part and speaks_of_offer(unit.text):
            page.leave_out(tag, part)


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
