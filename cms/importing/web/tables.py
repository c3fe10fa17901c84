"""Read the cells of a table in a saved web page."""

from bs4 import Tag

from cms.importing.document import Table
from cms.importing.markup import paragraphs
from cms.importing.web.page import Page
from cms.importing.web.visible import HEADING_TAGS, attribute, visible_lines

_MAX_CELLS = 200_000
"""Cells of a table, including those added to fill its rows."""
_MAX_SPAN = 50


def is_layout(table: Tag) -> bool:
    """Return whether the table is only used for layout, and so is read as running text."""
    if attribute(table, "role") in {"presentation", "none"}:
        return True
    if table.find([*HEADING_TAGS, "table", "figure", "blockquote", "form", "details"]):
        return True
    return all(len(_cells(row)) < 2 for row in _rows(table))


def place_table(page: Page, table: Tag, caption: str) -> None:
    """Add the table, with doubts about spanning cells and text outside of cells."""
    page.defer_media(table, "a table")
    own = table.find("caption")
    if isinstance(own, Tag):
        caption = " ".join([*visible_lines(own), *([caption] if caption else [])])
        own.extract()
    doubts: list[str] = []
    grid = _grid(table, doubts)
    for cell in table.find_all(["td", "th"]):
        cell.extract()
    width = max((len(row) for _, row in grid), default=0)
    if width * len(grid) > _MAX_CELLS:
        rows = [" | ".join(filter(None, row)) for _, row in grid]
        page.assembly.add_html(
            paragraphs([caption, *rows]), "The table is too large; its rows are paragraphs."
        )
    elif grid:
        page.assembly.add(_table(caption, grid, width, doubts), *doubts)
    else:
        page.assembly.add_html(paragraphs([caption])) if caption else None
    for text in visible_lines(table):
        page.assembly.add_html(paragraphs([text]), "Stood in a table, but in none of its cells.")


def _table(
    caption: str, grid: list[tuple[bool, list[str]]], width: int, doubts: list[str]
) -> Table:
    filled = [(is_header, tuple(row + [""] * (width - len(row)))) for is_header, row in grid]
    header: tuple[str, ...] = ()
    if filled[0][0]:
        header = filled.pop(0)[1]
    if any(is_header for is_header, _ in filled):
        doubts.append("The table has header rows in its body.")
    return Table(caption, header, tuple(row for _, row in filled))


def _rows(table: Tag) -> list[Tag]:
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def _cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]


def _grid(table: Tag, doubts: list[str]) -> list[tuple[bool, list[str]]]:
    """Return each row with cells: whether it is a header row, and its texts.

    Places that a spanning cell covers are empty texts.
    """
    grid: list[tuple[bool, list[str]]] = []
    below: dict[int, int] = {}
    for row in _rows(table):
        cells = _cells(row)
        texts = _row_texts(cells, below)
        if cells:
            in_head = row.parent is not None and row.parent.name == "thead"
            grid.append((in_head or all(cell.name == "th" for cell in cells), texts))
        if not doubts and any(
            cell.has_attr("colspan") or cell.has_attr("rowspan") for cell in cells
        ):
            doubts.append("Cells of this table span others; the places they covered are empty.")
    return grid


def _row_texts(cells: list[Tag], below: dict[int, int]) -> list[str]:
    """Return the texts of a row; ``below`` counts the rows that a cell above covers, by column."""
    texts: list[str] = []
    for cell in cells:
        _skip_covered(texts, below)
        spanned, covered = _span(cell, "colspan"), _span(cell, "rowspan") - 1
        for offset in range(spanned):
            if covered:
                below[len(texts) + offset] = covered
        texts += [" ".join(visible_lines(cell)), *[""] * (spanned - 1)]
    _skip_covered(texts, below)
    return texts


def _skip_covered(texts: list[str], below: dict[int, int]) -> None:
    while below.get(len(texts), 0) > 0:
        below[len(texts)] -= 1
        texts.append("")


def _span(cell: Tag, name: str) -> int:
    value = attribute(cell, name)
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 6 else 1
