"""Convert blocks to rich text where only that is allowed, such as in an FAQ answer."""

from collections.abc import Iterable

from cms.importing.document import (
    Divider,
    DocumentBlock,
    Embed,
    Faq,
    Heading,
    Image,
    KeyPoints,
    Quote,
    RichText,
    Table,
)
from cms.importing.markup import escaped, listing, paragraphs


def as_rich_text(blocks: Iterable[DocumentBlock]) -> tuple[str, list[DocumentBlock]]:
    """Return the HTML of the blocks, and the blocks that have none, such as images and videos.

    Dividers are dropped.
    """
    parts: list[str] = []
    others: list[DocumentBlock] = []
    for block in blocks:
        if isinstance(block, Image | Embed):
            others.append(block)
        else:
            parts.append(_markup(block))
    return "".join(parts), others


def _markup(block: RichText | Heading | Quote | Table | Faq | KeyPoints | Divider) -> str:
    match block:
        case RichText(html=html):
            return html
        case Heading(text=text):
            return f"<p><b>{escaped(text)}</b></p>"
        case Quote():
            return paragraphs([*block.text.split("\n\n"), block.attribution])
        case Table():
            rows = [block.header, *block.rows]
            return paragraphs([block.caption, *(" | ".join(filter(None, row)) for row in rows)])
        case Faq(items=items):
            return "".join(f"<p><b>{escaped(item.question)}</b></p>{item.html}" for item in items)
        case KeyPoints(items=points):
            return listing(map(escaped, points))
        case Divider():
            return ""
