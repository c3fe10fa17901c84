"""The base of block types, whose stored JSON is represented as `{id, type, value}`.

Blocks are represented from their stored JSON, not from instances: so a read loads no object
whose visibility was not checked, and a body costs a fixed number of SQL queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from wagtail import blocks

from cms.content.reference_loader import ReferenceLoader
from cms.content.rich_text_nodes import RichTextJson

Raw = Mapping[str, Any]
"""A block's stored value."""


@dataclass
class BodyContext:
    """The state that the blocks of a body share: loader, used anchors, cited references."""

    loader: ReferenceLoader
    citations: frozenset[int] = frozenset()
    anchors: set[str] = field(default_factory=set)

    def anchor(self, text: str) -> str:
        """Return an anchor for a heading, unique in this body: `sleep`, `sleep-2`."""
        stem = slugify(text, allow_unicode=True) or "section"
        anchor, number = stem, 1
        while anchor in self.anchors:
            number += 1
            anchor = f"{stem}-{number}"
        self.anchors.add(anchor)
        return anchor

    def rich_text(self, source: str) -> RichTextJson:
        """Return stored rich text with its citations."""
        return self.loader.rich_text(source, self.citations)


class DeliveredBlock(blocks.Block):
    """Mixin for a block type of the contract."""

    def request_references(self, raw: Any, loader: ReferenceLoader) -> None:
        """Request the images, pages, documents and embeds of this value."""

    def represent(self, raw: Any, context: BodyContext) -> Mapping[str, object] | None:
        """Return the `value` for a frontend, None to leave the block out.

        Overrides return a `TypedDict`, from which the OpenAPI document describes the block.
        """
        raise NotImplementedError

    def words(self, raw: Any) -> str:
        """Return the text of this block, for the reading time."""
        return ""

    def searchable(self, raw: Any) -> str:
        """Return the searchable text: only what every reader of the page sees."""
        return self.words(raw)

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        """Return the template of the block's preview: `content/block_previews/<type>.html`."""
        return f"content/block_previews/{self.name}.html"
