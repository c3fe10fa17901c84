"""Convert the blocks of a document to the stored JSON of an article's body."""

from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cms.content.rich_text import nodes_of
from cms.importing import document as doc

StoredBlock = dict[str, Any]
"""`{type, value, id}` of one block."""
FindImage = Callable[[doc.Image], int | None]
"""Returns the id of the image in the image library, or None if it is not available."""


def stored_blocks(
    blocks: tuple[doc.DocumentBlock, ...], find_image: FindImage
) -> list[StoredBlock | None]:
    """Return an entry for each block in order; None for an image that was not imported."""
    entries: list[StoredBlock | None] = []
    for position, block in enumerate(blocks):
        stored = _stored(block, find_image)
        # Reproducible ids, so that two imports of a file can be compared by block.
        identity = str(uuid5(NAMESPACE_URL, f"{position}:{block!r}"))
        entries.append({**stored, "id": identity} if stored else None)
    return entries


def _stored(block: doc.DocumentBlock, find_image: FindImage) -> StoredBlock | None:
    match block:
        case doc.Image():
            return _image(block, find_image(block))
        case doc.Divider():
            return {"type": "divider", "value": None}
        case doc.RichText(html):
            return {"type": "rich_text", "value": html}
        case doc.Table():
            return {"type": "table", "value": _table(block)}
        case _:
            return _stored_text(block)


def _stored_text(
    block: doc.Heading | doc.Quote | doc.Faq | doc.KeyPoints | doc.Embed,
) -> StoredBlock:
    match block:
        case doc.Heading(level, text):
            return {"type": "heading", "value": {"text": text, "level": f"h{level}"}}
        case doc.Quote(text, attribution, source_url):
            value = {"text": text, "attribution": attribution, "source_url": source_url}
            return {"type": "quote", "value": value}
        case doc.Faq(questions):
            pairs = [{"question": item.question, "answer": item.html} for item in questions]
            return {"type": "faq", "value": {"items": _items(pairs)}}
        case doc.KeyPoints(points):
            return {"type": "key_points", "value": {"items": _items(list(points))}}
        case doc.Embed(url):
            return {"type": "embed", "value": {"url": url, "title": ""}}


def _image(block: doc.Image, image_id: int | None) -> StoredBlock | None:
    if image_id is None:
        return None
    image = {"image": image_id, "alt_text": block.alt, "decorative": False}
    value = {"image": image, "caption": block.caption, "credit": block.credit}
    return {"type": "image", "value": value}


def _table(block: doc.Table) -> StoredBlock:
    width = len(block.header) or max((len(row) for row in block.rows), default=0)
    header = [*block.header, *[""] * width][:width]
    return {
        "columns": [{"type": "text", "heading": heading} for heading in header],
        "rows": [{"values": list(row)} for row in block.rows],
        "caption": block.caption,
    }


def _items(values: list[Any]) -> list[StoredBlock]:
    return [
        {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_URL, f"{position}:{value}"))}
        for position, value in enumerate(values)
    ]


def same_content(one: Any, other: Any) -> bool:
    """Return whether two stored values are equal except for ids and empty values."""
    return bool(_bare(one) == _bare(other))


def _bare(value: Any) -> Any:
    """Return a stored value without ids and empty values, rich text as its nodes."""
    if isinstance(value, dict):
        return {name: _bare(part) for name, part in value.items() if name != "id"}
    if isinstance(value, list):
        return [_bare(part) for part in value]
    if isinstance(value, str) and "<" in value:
        return nodes_of(value, lambda kind, key: f"{kind}:{key}", frozenset())
    return value or None
