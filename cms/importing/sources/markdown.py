"""Read Markdown into a document, by converting it to HTML."""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cms.importing.assembly import Assembly
from cms.importing.markup import escaped
from cms.importing.sources.structure import PageStructure, TextUnit, structure_of
from cms.importing.web.reader import read_html

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"(\w+)[ \t]*:[ \t]*(.+)")
_TITLE = frozenset({"title"})
_SUMMARY = frozenset({"description", "summary", "excerpt"})
_LANGUAGE = frozenset({"lang", "language"})


def read_markdown(source: str) -> Assembly:
    """Read a page of CommonMark with tables; raise ``UnreadableFile`` as for HTML.

    HTML in it is untrusted. If it has no heading, headings are found as in plain text.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    found = _FRONT_MATTER.match(source)
    fields = found[1].splitlines() if found and _FIELD.match(found[1]) else []
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    environment: dict[str, Any] = {}
    body = source[found.end() :] if found and fields else source
    tokens = parser.parse(body, environment)
    has_headings = any(token.type == "heading_open" for token in tokens)
    structure = None if has_headings else _mark_headings(tokens)
    named = "".join(f"<title>{escaped(value)}</title>" for value in _values(fields, _TITLE))
    markup = parser.renderer.render(tokens, parser.options, environment)
    assembly = read_html(named + markup, has_boxes=False)
    for text, message in structure or ():
        assembly.doubt(f"“{text}”", message)
    _read_front_matter(assembly, fields)
    _list_definitions(assembly, body, tokens, environment)
    return assembly


def _mark_headings(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Turn lines that look like headings into headings; return lines in doubt with the reason."""
    opened = [
        number for number, token in enumerate(tokens) if token.level == 0 and token.nesting >= 0
    ]
    units = []
    for number in opened:
        is_line = tokens[number].type == "paragraph_open"
        units.append(
            TextUnit(
                tokens[number + 1].content.strip("*_") if is_line else tokens[number].type,
                solid=not is_line,
            )
        )
    structure = structure_of(units)
    for place, number in enumerate(opened):
        if place == structure.title or place in structure.headings:
            tokens[number].tag = tokens[number + 2].tag = "h1" if place == structure.title else "h2"
    return _in_doubt(units, structure)


def _in_doubt(units: Sequence[TextUnit], structure: PageStructure) -> list[tuple[str, str]]:
    judged = sorted(item for item in structure.doubts.items() if item[0] >= (structure.title or 0))
    return [(units[number].text, message) for number, message in judged]


def _values(fields: Sequence[str], names: frozenset[str]) -> list[str]:
    found = [_FIELD.fullmatch(text.strip()) for text in fields]
    return [_unquoted(field[2]) for field in found if field and field[1].lower() in names]


def _unquoted(value: str) -> str:
    return value.strip().strip("\"'").strip()


def _read_front_matter(assembly: Assembly, fields: Sequence[str]) -> None:
    for text in fields:
        field = _FIELD.fullmatch(text.strip())
        name = field[1].lower() if field else ""
        value = _unquoted(field[2]) if field else ""
        if name in _TITLE:
            continue
        if name in _SUMMARY and not assembly.summary:
            assembly.set_summary(value)
        elif name in _LANGUAGE and not assembly.language:
            assembly.language = value
        else:
            assembly.leave_out(text, "front matter")


def _list_definitions(
    assembly: Assembly, source: str, tokens: Sequence[Token], environment: dict[str, Any]
) -> None:
    """List as left out what Markdown does not render: link definitions and code languages."""
    rows = source.split("\n")
    definitions = [
        *environment.get("references", {}).values(),
        *environment.get("duplicate_refs", []),
    ]
    for start, end in dict.fromkeys(tuple(definition["map"]) for definition in definitions):
        assembly.leave_out("\n".join(rows[start:end]), "definition of a link")
    for token in tokens:
        assembly.leave_out(token.info if token.type == "fence" else "", "language of a code sample")
