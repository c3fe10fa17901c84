"""How do the blocks of a neutral document become the stored JSON of an article's body?"""

from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cms.content.rich_text import nodes_of
from cms.importing import document as doc

Stored = dict[str, Any]
"""`{type, value, id}` of one block."""
FindImage = Callable[[doc.Image], int | None]
"""The id of the picture in the image library, None where the file does not hold it."""


def stored_blocks(blocks: tuple[doc.Block, ...], find_image: FindImage) -> list[Stored | None]:
    """One entry a block, in order; None where a picture could not be taken in."""
    entries: list[Stored | None] = []
    for position, block in enumerate(blocks):
        stored = _stored(block, find_image)
        # The same file gives the same ids, so that two imports can be compared block by block.
        identity = str(uuid5(NAMESPACE_URL, f"{position}:{block!r}"))
        entries.append({**stored, "id": identity} if stored else None)
    return entries


def _stored(block: doc.Block, find_image: FindImage) -> Stored | None:
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


def _stored_text(block: doc.Heading | doc.Quote | doc.Faq | doc.KeyPoints | doc.Embed) -> Stored:
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


def _image(block: doc.Image, image_id: int | None) -> Stored | None:
    if image_id is None:
        return None
    picture = {"image": image_id, "alt_text": block.alt, "decorative": False}
    value = {"image": picture, "caption": block.caption, "credit": block.credit}
    return {"type": "image", "value": value}


def _table(block: doc.Table) -> Stored:
    width = len(block.header) or max((len(row) for row in block.rows), default=0)
    header = [*block.header, *[""] * width][:width]
    return {
        "columns": [{"type": "text", "heading": heading} for heading in header],
        "rows": [{"values": list(row)} for row in block.rows],
        "caption": block.caption,
    }


def _items(values: list[Any]) -> list[Stored]:
    return [
        {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_URL, f"{position}:{value}"))}
        for position, value in enumerate(values)
    ]


def same_content(one: Any, other: Any) -> bool:
    """Whether two stored values say the same: ids and an editor's bookkeeping do not count."""
    return bool(_bare(one) == _bare(other))


def _bare(value: Any) -> Any:
    """A stored value without ids, empty texts and nulls alike, rich text as its nodes."""
    if isinstance(value, dict):
        return {name: _bare(part) for name, part in value.items() if name != "id"}
    if isinstance(value, list):
        return [_bare(part) for part in value]
    if isinstance(value, str) and "<" in value:
        return nodes_of(value, lambda kind, key: f"{kind}:{key}", frozenset())
    return value or None
