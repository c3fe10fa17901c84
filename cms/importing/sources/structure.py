"""Find the title, headings and promotions of a page without markup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cms.importing.promotion_text import MAX_PROMOTION_WORDS, groups, is_opener, mentions_promotion

_MAX_HEADING_LENGTH = 120
_MAX_HEADING_WORDS = 18
_SENTENCE_END = re.compile(
    r"[.!:;,\u2026\u3002\uff01\uff0c\uff1a\uff1b\u0964][\"'\u201d\u2019\u00bb)\]]*$"
)


@dataclass(frozen=True)
class TextUnit:
    """A line of text, or something solid that is never a heading or promotion.

    A solid unit with text is a list or table; one without is an image or rule.
    """

    text: str
    solid: bool = False


@dataclass
class PageStructure:
    """The role of each unit, by its index; all others are paragraphs or solid.

    ``end`` is the index after the end of the article.
    """

    title: int | None = None
    end: int = 0
    headings: set[int] = field(default_factory=set)
    before: list[range] = field(default_factory=list)
    after: list[range] = field(default_factory=list)
    doubts: dict[int, str] = field(default_factory=dict)


def is_heading_like(unit: TextUnit) -> bool:
    """Return whether the unit is short, has letters and does not end like a sentence.

    A question may be a heading.
    """
    text = unit.text
    return (
        not unit.solid
        and len(text) <= _MAX_HEADING_LENGTH
        and len(text.split()) <= _MAX_HEADING_WORDS
        and any(letter.isalpha() for letter in text)
        and not _SENTENCE_END.search(text)
    )


def structure_of(units: Sequence[TextUnit]) -> PageStructure:
    """Return the structure of a page without markup."""
    structure = PageStructure()
    structure.title = _title(units, structure)
    start = _leading_promotions(units) if structure.title is None else structure.title + 1
    end = structure.end = tail_start(units, start)
    structure.before = groups_in(
        units, range(start if structure.title is None else structure.title)
    )
    structure.after = groups_in(units, range(end, len(units)))
    for number in range(start, end):
        if is_heading_like(units[number]):
            _judge_heading(units, structure, number, is_last=number + 1 == end)
    _doubt_the_edges(units, structure, start, end)
    return structure


def tail_start(units: Sequence[TextUnit], start: int) -> int:
    """Return the index after the end of the article: only short lines and promotions follow."""
    end = len(units)
    while end > start and (is_heading_like(units[end - 1]) or _may_be_promotion(units[end - 1])):
        end -= 1
    return end


def groups_in(units: Sequence[TextUnit], section: range) -> list[range]:
    """Return the range of units of each promotion in a section; solid units separate promotions."""
    lines = ["" if units[number].solid else units[number].text for number in section]
    return [
        range(section.start + found.start, section.start + found.stop) for found in groups(lines)
    ]


def _may_be_promotion(unit: TextUnit) -> bool:
    return _promotion_line(unit) or (not unit.solid and is_opener(unit.text))


def _promotion_line(unit: TextUnit) -> bool:
    return (
        not unit.solid
        and len(unit.text.split()) <= MAX_PROMOTION_WORDS
        and mentions_promotion(unit.text)
    )


def _leading_promotions(units: Sequence[TextUnit]) -> int:
    return next(
        (number for number, unit in enumerate(units) if not _promotion_line(unit)), len(units)
    )


def _title(units: Sequence[TextUnit], structure: PageStructure) -> int | None:
    """Return the index of the title: a heading-like line above the first paragraph that has one.

    Of several in a row it is the one with the most words.
    """
    row = _row_above_paragraph(units)
    if not row:
        return None
    plain = [number for number in row if not mentions_promotion(units[number].text)] or row[-1:]
    title = max(reversed(plain), key=lambda number: len(units[number].text.split()))
    if len(plain) > 1:
        structure.doubts[title] = "The title was chosen among several short lines in a row."
    elif mentions_promotion(units[title].text):
        structure.doubts[title] = "The title speaks of an offer."
    return title


def _row_above_paragraph(units: Sequence[TextUnit]) -> list[int]:
    """Return the indexes of the first heading-like lines in a row above a paragraph.

    Without paragraphs, only the first heading-like line.
    """
    row: list[int] = []
    has_paragraph = False
    for number, unit in enumerate(units):
        if is_heading_like(unit):
            row.append(number)
        elif unit.text and not _promotion_line(unit):
            has_paragraph = True
            if row:
                return row
        elif unit.text:
            row = []
    if has_paragraph:
        return []
    return [
        n
        for n, unit in enumerate(units)
        if is_heading_like(unit) and not mentions_promotion(unit.text)
    ][:1]


def _judge_heading(
    units: Sequence[TextUnit], structure: PageStructure, number: int, *, is_last: bool
) -> None:
    if is_last or is_heading_like(units[number + 1]):
        structure.doubts[number] = "A short line that may be a heading; no paragraph follows it."
        return
    structure.headings.add(number)
    if mentions_promotion(units[number].text):
        structure.doubts[number] = "This heading may be an offer."


def _doubt_the_edges(
    units: Sequence[TextUnit], structure: PageStructure, start: int, end: int
) -> None:
    offered = {number for found in (*structure.before, *structure.after) for number in found}
    for number in range(structure.title or 0):
        if number not in offered:
            structure.doubts[number] = "Stands above the title and is kept in the article."
    for number in range(end, len(units)):
        if number not in offered:
            structure.doubts[number] = "Stands after the end of the article and is kept in it."
    if start < end == len(units) and not units[-1].solid and mentions_promotion(units[-1].text):
        structure.doubts[end - 1] = "The last paragraph speaks of an offer."
