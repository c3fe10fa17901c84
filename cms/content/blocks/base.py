"""How does a block of an article become `{id, type, value}` for a frontend?

Blocks are represented from their stored JSON, not from instances: so a read loads no object
whose visibility was not checked, and a whole body costs a fixed number of SQL queries.
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
    """What the blocks of one body share: the lookup, the anchors taken, the references cited."""

    loader: ReferenceLoader
    citations: frozenset[int] = frozenset()
    anchors: set[str] = field(default_factory=set)

    def anchor(self, text: str) -> str:
        """An anchor for a heading, unique in this body: `sleep`, `sleep-2`."""
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
        """Say which images, pages, documents and embeds this value points at."""

    def represent(self, raw: Any, context: BodyContext) -> Mapping[str, object] | None:
        """Return the `value` for a frontend, None to leave the block out.

        Overrides return a `TypedDict`, from which the OpenAPI document describes the block.
        """
        raise NotImplementedError

    def words(self, raw: Any) -> str:
        """The text a reader reads in this block, for the reading time."""
        return ""

    def searchable(self, raw: Any) -> str:
        """The text by which the page is found: only what every reader of it sees."""
        return self.words(raw)

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        """What the editor sees who chooses a block: `content/block_previews/<type>.html`."""
        return f"content/block_previews/{self.name}.html"
