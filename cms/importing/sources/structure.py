"""In a page without markup, which lines are the title, the headings, the offers, and which are in
doubt?
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cms.importing.promotion_text import MOST_OFFER_WORDS, groups, is_opener, speaks_of_offer

_LONGEST_HEADING = 120
_MOST_HEADING_WORDS = 18
_SENTENCE_END = re.compile(
    r"[.!:;,\u2026\u3002\uff01\uff0c\uff1a\uff1b\u0964][\"'\u201d\u2019\u00bb)\]]*$"
)


@dataclass(frozen=True)
class Unit:
    """What stands between two breaks: a line of text, or something solid that is never a heading or
    an offer.

    A solid unit with text is a list or a table; one without is a picture or a rule.
    """

    text: str
    solid: bool = False


@dataclass
class Shape:
    """What each unit is, by its index; a unit named nowhere is a paragraph or something solid.

    ``end`` is the index after the end of the article.
    """

    title: int | None = None
    end: int = 0
    headings: set[int] = field(default_factory=set)
    before: list[range] = field(default_factory=list)
    after: list[range] = field(default_factory=list)
    doubts: dict[int, str] = field(default_factory=dict)


def heading_like(unit: Unit) -> bool:
    """Whether the unit is short, has letters and does not end like a sentence; a question may be a
    heading.
    """
    text = unit.text
    return (
        not unit.solid
        and len(text) <= _LONGEST_HEADING
        and len(text.split()) <= _MOST_HEADING_WORDS
        and any(letter.isalpha() for letter in text)
        and not _SENTENCE_END.search(text)
    )


def shape_of(units: Sequence[Unit]) -> Shape:
    """Which units of a page without markup are what."""
    shape = Shape()
    shape.title = _title(units, shape)
    start = _leading_offers(units) if shape.title is None else shape.title + 1
    end = shape.end = tail_start(units, start)
    shape.before = groups_in(units, range(start if shape.title is None else shape.title))
    shape.after = groups_in(units, range(end, len(units)))
    for number in range(start, end):
        if heading_like(units[number]):
            _judge_heading(units, shape, number, is_last=number + 1 == end)
    _doubt_the_edges(units, shape, start, end)
    return shape


def tail_start(units: Sequence[Unit], start: int) -> int:
    """The index after the end of the article: what follows are short lines and offers only."""
    end = len(units)
    while end > start and (heading_like(units[end - 1]) or _may_be_offer(units[end - 1])):
        end -= 1
    return end


def groups_in(units: Sequence[Unit], stretch: range) -> list[range]:
    """The offers among the units of a stretch, as indexes of the units; solid units part offers."""
    lines = ["" if units[number].solid else units[number].text for number in stretch]
    return [
        range(stretch.start + found.start, stretch.start + found.stop) for found in groups(lines)
    ]


def _may_be_offer(unit: Unit) -> bool:
    return _offer_line(unit) or (not unit.solid and is_opener(unit.text))


def _offer_line(unit: Unit) -> bool:
    return (
        not unit.solid and len(unit.text.split()) <= MOST_OFFER_WORDS and speaks_of_offer(unit.text)
    )


def _leading_offers(units: Sequence[Unit]) -> int:
    return next((number for number, unit in enumerate(units) if not _offer_line(unit)), len(units))


def _title(units: Sequence[Unit], shape: Shape) -> int | None:
    """The heading-like line above the first paragraph that has one; of several in a row, the one
    with most words.
    """
    row = _row_above_paragraph(units)
    if not row:
        return None
    plain = [number for number in row if not speaks_of_offer(units[number].text)] or row[-1:]
    title = max(reversed(plain), key=lambda number: len(units[number].text.split()))
    if len(plain) > 1:
        shape.doubts[title] = "The title was chosen among several short lines in a row."
    elif speaks_of_offer(units[title].text):
        shape.doubts[title] = "The title speaks of an offer."
    return title


def _row_above_paragraph(units: Sequence[Unit]) -> list[int]:
    """The first heading-like lines in a row that a paragraph follows; on a page without paragraphs,
    the first one.
    """
    row: list[int] = []
    has_paragraph = False
    for number, unit in enumerate(units):
        if heading_like(unit):
            row.append(number)
        elif unit.text and not _offer_line(unit):
            has_paragraph = True
            if row:
                return row
        elif unit.text:
            row = []
    if has_paragraph:
        return []
    return [
        n for n, unit in enumerate(units) if heading_like(unit) and not speaks_of_offer(unit.text)
    ][:1]


def _judge_heading(units: Sequence[Unit], shape: Shape, number: int, *, is_last: bool) -> None:
    if is_last or heading_like(units[number + 1]):
        shape.doubts[number] = "A short line that may be a heading; no paragraph follows it."
        return
    shape.headings.add(number)
    if speaks_of_offer(units[number].text):
        shape.doubts[number] = "This heading may be an offer."


def _doubt_the_edges(units: Sequence[Unit], shape: Shape, start: int, end: int) -> None:
    offered = {number for found in (*shape.before, *shape.after) for number in found}
    for number in range(shape.title or 0):
        if number not in offered:
            shape.doubts[number] = "Stands above the title and is kept in the article."
    for number in range(end, len(units)):
        if number not in offered:
            shape.doubts[number] = "Stands after the end of the article and is kept in it."
    if start < end == len(units) and not units[-1].solid and speaks_of_offer(units[-1].text):
        shape.doubts[end - 1] = "The last paragraph speaks of an offer."
