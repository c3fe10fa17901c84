"""What shape does each block of a body have? `{id, type, value}`, told apart by `type`."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from cms.api.shapes.images import Image
from cms.api.shapes.kinds import (
    Constant,
    OneOf,
    Shape,
    Text,
    Texts,
    Typed,
    Union,
    Url,
    Whole,
    object_of,
)
from cms.api.shapes.text import RichText
from cms.content.blocks.calls import INLINE_SLOTS, STYLES
from cms.content.blocks.text import CALLOUT_KINDS


class HeadingValue(Shape):
    """A heading below the title, which is the h1."""

    level = Typed({"type": "integer", "enum": [2, 3, 4]})
    text = Text()
    anchor = Text(help_text="For the `id` of the element; unique in its body.")


class ImageValue(Shape):
    """A picture with caption and credit, either of which may be empty."""

    image = Image()
    caption = Text()
    credit = Text()


class QuoteValue(Shape):
    """The words of somebody else."""

    text = Text()
    attribution = Text(help_text="Who said it; may be empty.")
    source_url = Url(allow_null=True)


class CalloutValue(RichText):
    """A box that stands out."""

    kind = OneOf(*(kind for kind, _ in CALLOUT_KINDS))
    title = Text(help_text="May be empty.")


class KeyPointsValue(Shape):
    """The article in a few sentences."""

    items = Texts()


class TableValue(Shape):
    """A table of plain text."""

    caption = Text(help_text="May be empty.")
    header = Texts()
    rows = Typed({"type": "array", "items": {"type": "array", "items": {"type": "string"}}})


class FaqItem(RichText):
    """A question with its answer."""

    question = Text()


class FaqValue(Shape):
    """Questions and answers."""

    items = FaqItem(many=True)


class EmbedValue(Shape):
    """A video or post of a provider. What the provider has not said is null, its HTML empty."""

    url = Url()
    provider = Text(allow_null=True)
    title = Text()
    html = Text()
    width = Whole(0, allow_null=True, help_text="Pixels.")
    height = Whole(0, allow_null=True, help_text="Pixels.")
    thumbnail = Url(allow_null=True)


CallToActionValue = object_of(
    "CallToActionValue",
    "A button.",
    {
        "label": Text(),
        "url": Url(allow_null=True, help_text="Null where the public may not see the target."),
        "style": OneOf(*(style for style, _ in STYLES)),
    },
)


class PromotionSlotValue(Shape):
    """A place for a promotion: the n-th one shows the n-th candidate of the slot."""

    slot = OneOf(*(slot for slot, _ in INLINE_SLOTS))


class DividerValue(Shape):
    """Nothing: a divider is only itself."""


VALUES: Final[dict[str, type[Shape]]] = {
    "heading": HeadingValue,
    "rich_text": RichText,
    "image": ImageValue,
    "quote": QuoteValue,
    "callout": CalloutValue,
    "key_points": KeyPointsValue,
    "table": TableValue,
    "faq": FaqValue,
    "embed": EmbedValue,
    "call_to_action": CallToActionValue,
    "promotion_slot": PromotionSlotValue,
    "divider": DividerValue,
}
"""The `value` of each block type."""


class Block(Union):
    """A block of a body."""

    @classmethod
    def members(cls) -> Sequence[type[Shape]]:
        """One shape for each block type."""
        return _blocks()


@cache
def _blocks() -> tuple[type[Shape], ...]:
    return tuple(
        object_of(
            f"{kind.title().replace('_', '')}Block",
            f"A block of the type `{kind}`.",
            {
                "id": Text(help_text="Stays the same while editors move the block."),
                "type": Constant(kind),
                "value": value(),
            },
        )
        for kind, value in VALUES.items()
    )
