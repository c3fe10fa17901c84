"""Find promotions without markup above the title and after the end of an article."""

from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag

from cms.importing.promotion_text import edge_doubts, mentions_promotion
from cms.importing.site_parts import part_by_line
from cms.importing.sources.structure import TextUnit, groups_in, tail_start
from cms.importing.web.boxes import promotion_from_box
from cms.importing.web.page import Page
from cms.importing.web.visible import (
    BLOCK_TAGS,
    HEADING_TAGS,
    MEDIA_TAGS,
    contains,
    is_text,
    visible_text,
)

_LINES = frozenset({"p", "div", "center", *HEADING_TAGS})
_SOLID = BLOCK_TAGS | MEDIA_TAGS
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


def extract_edge_promotions(page: Page, main: Tag, title: Tag | None, *doubts: str) -> None:
    """Remove such lines from the tree, and add their promotions with the doubts."""
    found = list(_leaves(main))
    tags = [tag for tag, _ in found]
    units = [unit for _, unit in found]
    place = next((number for number, tag in enumerate(tags) if tag is title), None)
    start = 0 if place is None else place + 1
    before = groups_in(units, range(place or 0))
    end = tail_start(units, start)
    after = groups_in(units, range(end, len(units)))
    _leave_parts_out(page, [found[n] for n in (*range(place or 0), *range(end, len(units)))])
    for lines in (*before, *after):
        box = BeautifulSoup("", "html.parser").new_tag("div")
        for number in lines:
            box.append(tags[number].extract())
        is_after = lines in after
        above = [unit.text for unit in units[end : lines.start]] if is_after else []
        texts = [units[number].text for number in lines]
        promotion = promotion_from_box(page, box, after_the_end=is_after)
        if promotion:
            is_alone = len(after if is_after else before) == 1
            found_doubts = edge_doubts(
                texts, after_the_end=is_after, above=above, is_alone=is_alone
            )
            page.assembly.add_promotion(promotion, *doubts, *found_doubts)


def _leave_parts_out(page: Page, found: Iterable[tuple[Tag, TextUnit]]) -> None:
    """Leave out lines that mention a promotion but are parts of the site, such as log-ins."""
    for tag, unit in found:
        part = "" if unit.solid else part_by_line(unit.text)
        if part and mentions_promotion(unit.text):
            page.leave_out(tag, part)


def _leaves(tag: Tag) -> Iterator[tuple[Tag, TextUnit]]:
    """Yield the innermost lines of an element in order; everything else is solid."""
    for child in tag.children:
        if not isinstance(child, Tag):
            if is_text(child) and str(child).strip():
                yield tag, TextUnit(str(child), solid=True)
        elif child.name in _LINES and not contains(child, _SOLID):
            if visible_text(child):
                yield child, TextUnit(visible_text(child))
        elif child.name in _OPENED:
            yield from _leaves(child)
        else:
            yield child, TextUnit(visible_text(child), solid=True)
