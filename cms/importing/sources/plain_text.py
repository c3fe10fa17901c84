"""Read plain text into a document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from cms.importing.assembly import Assembly
from cms.importing.document import Divider
from cms.importing.markup import escaped, paragraphs
from cms.importing.promotion_text import edge_doubts, promotion_from_lines
from cms.importing.sources.structure import PageStructure, TextUnit, structure_of

_BULLET = re.compile(r"[-*+•‣◦▪●·\u2013\u2014]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s+(?=\S)")
_RULE = re.compile(r"[-=_*~#•·\u2013\u2014\s]+")
_MIN_WRAPPED, _MAX_WRAPPED = 45, 100
_MID_SENTENCE = re.compile(r"[\w,;\u2013-]$")


@dataclass(frozen=True)
class _Line:
    """A logical line.

    ``marker`` is its bullet or number; ``items`` are those of a list that was joined from several
    lines.
    """

    text: str
    marker: str = ""
    items: tuple[str, ...] = ()
    is_rule: bool = False

    @property
    def unit(self) -> TextUnit:
        """The line as a unit of the page structure; a marker without a list is text."""
        if self.is_rule:
            return TextUnit("", solid=True)
        return TextUnit(" ".join(self.items), solid=True) if self.items else TextUnit(self.text)


def read_text(source: str) -> Assembly:
    """Read a page of plain text; the title is empty if none is found."""
    assembly = Assembly()
    lines = list(_with_lists(list(_logical_lines(source))))
    structure = structure_of([line.unit for line in lines])
    offered = {number for found in (*structure.before, *structure.after) for number in found}
    for number, line in enumerate(lines):
        if number not in offered:
            _place(assembly, line, number, structure)
    for found in (*structure.before, *structure.after):
        after = found in structure.after
        texts = [lines[number].text for number in found]
        above = [line.text for line in lines[structure.end : found.start]] if after else []
        promotion = promotion_from_lines(texts, after_the_end=after)
        is_alone = len(structure.after if after else structure.before) == 1
        doubts = edge_doubts(texts, after_the_end=after, above=above, is_alone=is_alone)
        assembly.add_promotion(promotion, *doubts)
    return assembly


def _place(assembly: Assembly, line: _Line, number: int, structure: PageStructure) -> None:
    doubts = [structure.doubts[number]] if number in structure.doubts else []
    if number == structure.title:
        assembly.set_title(line.text, *doubts)
    elif number in structure.headings:
        assembly.add_heading(2, line.text, *doubts)
    elif line.is_rule:
        assembly.add(Divider())
    elif line.items:
        assembly.add_list(
            [escaped(item) for item in line.items], *doubts, ordered=_kind(line) == "number"
        )
    else:
        assembly.add_html(paragraphs([line.text]), *doubts)


def _logical_lines(source: str) -> Iterator[_Line]:
    for filled, group in groupby(source.splitlines(), key=lambda line: bool(line.strip())):
        if filled:
            yield from _of_chunk([line.expandtabs().rstrip() for line in group])


def _of_chunk(chunk: list[str]) -> Iterator[_Line]:
    """Yield the logical lines of consecutive lines without an empty one; join wrapped lines."""
    if len(chunk) == 1 and _RULE.fullmatch(chunk[0]):
        yield _Line("", is_rule=True)
        return
    text_lines = [line for line in chunk if not _RULE.fullmatch(line)]
    joins = _is_wrapped(text_lines)
    current: _Line | None = None
    for number, raw in enumerate(text_lines):
        marker = _marker(raw.strip())
        text = " ".join(raw.split())
        if (
            current
            and not marker
            and (joins or (current.marker and _continues(text_lines[number - 1], raw)))
        ):
            current = replace(current, text=f"{current.text} {text}")
            continue
        if current:
            yield current
        current = _Line(text, marker)
    if current:
        yield current


def _marker(line: str) -> str:
    found = _BULLET.match(line) or _NUMBER.match(line)
    return " ".join(found[0].split()) if found else ""


def _is_wrapped(chunk: list[str]) -> bool:
    """Return whether the lines are one paragraph, wrapped at a margin."""
    *broken, last = chunk or [""]
    if not broken or len(last) > _MAX_WRAPPED:
        return False
    if not all(_MIN_WRAPPED <= len(line) <= _MAX_WRAPPED for line in broken):
        return False
    return sum(bool(_MID_SENTENCE.search(line)) for line in broken) * 2 > len(broken)


def _continues(previous: str, line: str) -> bool:
    return line.startswith("  ") or (
        len(previous) >= _MIN_WRAPPED and bool(_MID_SENTENCE.search(previous))
    )


def _with_lists(lines: list[_Line]) -> Iterator[_Line]:
    """Join consecutive bullets into lists, and numbered lines that count up from 1."""
    for kind, group in groupby(lines, key=_kind):
        run = list(group)
        texts = tuple(line.text.removeprefix(line.marker).strip() for line in run)
        is_list = kind == "bullet" or (kind == "number" and len(run) > 1 and _counts_up(run))
        if is_list:
            yield _Line("", run[0].marker, items=texts)
        else:
            yield from run


def _kind(line: _Line) -> str:
    if not line.marker:
        return "line"
    return "number" if _NUMBER.match(f"{line.marker} x") else "bullet"


def _counts_up(run: list[_Line]) -> bool:
    numbers = [int(re.sub(r"\D", "", line.marker)) for line in run]
    return numbers == list(range(1, len(run) + 1))
