"""The body of a page: its block types, validation and representation."""

from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from types import NoneType
from typing import Annotated, Any, Literal, cast, get_args, get_type_hints

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import Field
from typing_extensions import TypedDict
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.content.blocks.base import BodyContext, DeliveredBlock, Raw
from cms.content.blocks.block_json import TocEntry
from cms.content.blocks.calls_to_action import CallToActionBlock, PromotionSlotBlock
from cms.content.blocks.media import DividerBlock, EmbedBlock, ImageBlock, TableBlock
from cms.content.blocks.text import (
    CalloutBlock,
    FaqBlock,
    HeadingBlock,
    KeyPointsBlock,
    QuoteBlock,
    TextBlock,
)
from cms.content.json_types import AnyOf
from cms.content.reference_loader import ReferenceLoader

WORDS_PER_MINUTE = 230
"""Silent reading of non-fiction in English: 238 on average (Brysbaert 2019), rounded down."""


class BlockJson(TypedDict):
    """The fields of a represented block of any type."""

    id: str
    type: str
    value: Mapping[str, object]


class BodyBlock(blocks.StreamBlock):
    """The body of an article: every block type of the API, and no raw HTML."""

    heading = HeadingBlock()
    rich_text = TextBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    key_points = KeyPointsBlock()
    table = TableBlock()
    faq = FaqBlock()
    embed = EmbedBlock()
    call_to_action = CallToActionBlock()
    promotion_slot = PromotionSlotBlock()
    divider = DividerBlock()

    class Meta:
        block_counts = {"key_points": {"max_num": 1}}

    def clean(self, value: Any) -> Any:
        """Raise ValidationError for a heading that skips a level, except in a draft."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            errors = dict(_skipped_levels(cleaned))
            if errors:
                raise StreamBlockValidationError(block_errors=errors)
        return cleaned

    def delivered(self, raw: Iterable[Raw]) -> Iterator[tuple[Raw, DeliveredBlock]]:
        """Yield each stored child with its block; children of removed types are skipped."""
        for child in raw:
            block = self.child_blocks.get(child["type"])
            if isinstance(block, DeliveredBlock):
                yield child, block

    def request_references(self, raw: Iterable[Raw], loader: ReferenceLoader) -> None:
        """Request the references of all blocks."""
        for child, block in self.delivered(raw):
            block.request_references(child["value"], loader)

    def represent(self, raw: Iterable[Raw], context: BodyContext) -> list[BlockJson]:
        """Return the JSON of the blocks, without those that have nothing to show."""
        blocks_json: list[BlockJson] = []
        for child, block in self.delivered(raw):
            value = block.represent(child["value"], context)
            if value is not None:
                # Wagtail gives each block an id when it is saved.
                identifier: Any = child.get("id")
                blocks_json.append({"id": identifier, "type": child["type"], "value": value})
        return blocks_json

    def searchable(self, raw: Iterable[Raw]) -> Iterator[str]:
        """Yield the searchable text of each block, which may be empty."""
        return (block.searchable(child["value"]) for child, block in self.delivered(raw))

    def reading_minutes(self, raw: Iterable[Raw]) -> int:
        """Return the minutes to read the body, rounded up, at least one."""
        words = sum(
            len(block.words(child["value"]).split()) for child, block in self.delivered(raw)
        )
        return max(1, ceil(words / WORDS_PER_MINUTE))


def _skipped_levels(value: Any) -> Iterator[tuple[int, ValidationError]]:
    """Yield `(position, error)` of each heading more than one level below the one before."""
    previous = 1
    for position, child in enumerate(value):
        if child.block_type != "heading":
            continue
        level = int(child.value["level"][1:])
        if level > previous + 1:
            message = _(
                "This heading is h%(level)d, but the one before it is h%(before)d: "
                "choose h%(wanted)d, or add the missing heading above."
            ) % {"level": level, "before": previous, "wanted": previous + 1}
            if previous == 1:
                message = _("The first heading must be a section (h2): the page's title is the h1.")
            yield (
                position,
                StructBlockValidationError(block_errors={"level": ValidationError(message)}),
            )
        previous = level


def table_of_contents(body: Iterable[BlockJson]) -> list[TocEntry]:
    """Return the headings of a represented body."""
    return [cast("TocEntry", dict(block["value"])) for block in body if block["type"] == "heading"]


def _block_classes() -> list[Any]:
    """Return a `TypedDict` of `{id, type, value}` for each block type.

    The class of `value` is what the block's `represent` returns.
    """
    return [
        _block_class(number, name, _value_class(block))
        for number, (name, block) in enumerate(BodyBlock.base_blocks.items(), start=1)
    ]


def _value_class(block: DeliveredBlock) -> Any:
    returned = get_type_hints(type(block).represent)["return"]
    return next((cls for cls in get_args(returned) if cls is not NoneType), returned)


def _block_class(number: int, name: str, value: Any) -> Any:
    make: Any = TypedDict
    made = make(
        f"{name.title().replace('_', '')}Block",
        {
            "id": Annotated[
                str,
                Field(
                    description="Stays the same while editors move the block: a key for lists.",
                    examples=[f"5c1d1f6e-3a52-4f0e-9f57-{number:012}"],
                ),
            ],
            "type": Annotated[
                Literal[name],
                Field(description=f"Says that `value` is that of the type `{name}`."),
            ],
            "value": Annotated[value, Field(description="What the block holds.")],
        },
    )
    made.__doc__ = f"A block of the type `{name}`."
    return made


AnyBlock = Annotated[
    BlockJson,
    AnyOf(
        "Block",
        "A block of a body: switch on `type`, and `value` has the shape of that type.",
        _block_classes,
    ),
]
