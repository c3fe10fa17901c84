"""What shape does each block of a body have? `{id, type, value}`, told apart by `type`."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from cms.api.schemas.images import Image
from cms.api.schemas.kinds import (
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
from cms.api.schemas.text import RichText
from cms.content.blocks.calls_to_action import INLINE_SLOTS, STYLES
from cms.content.blocks.text import CALLOUT_KINDS

HEADING_LEVEL: Final = {"type": "integer", "enum": [2, 3, 4]}


class HeadingValue(Shape):
    """A heading below the title, which is the h1."""

    level = Typed(HEADING_LEVEL, help_text="2 for a section, 3 and 4 for parts of it.", example=2)
    text = Text(help_text="The words of the heading, plain.", example="Before you go to bed")
    anchor = Text(
        help_text="For the `id` of the element; unique in its body.", example="before-you-go-to-bed"
    )


class ImageValue(Shape):
    """A picture with caption and credit, either of which may be empty."""

    image = Image(help_text="The picture.")
    caption = Text(help_text="A line below it; may be empty.", example="Dried in our own loft")
    credit = Text(help_text="Who made the picture; may be empty.", example="Photo: Ida Brandt")


class QuoteValue(Shape):
    """The words of somebody else."""

    text = Text(help_text="What was said, plain.", example="I sleep best in a cool room.")
    attribution = Text(help_text="Who said it; may be empty.", example="Mara Lindqvist")
    source_url = Url(
        allow_null=True,
        help_text="Where it was said; null where nobody has named it.",
        example="https://example.org/talks/sleep",
    )


class CalloutValue(RichText):
    """A box that stands out."""

    source = "<p>A shower an hour before bed helps the body to cool down.</p>"

    kind = OneOf(
        *(kind for kind, _ in CALLOUT_KINDS),
        help_text="`note`: by the way; `tip`: worth trying; `warning`: take care; `seek_care`: "
        "when to see a doctor.",
        example="tip",
    )
    title = Text(help_text="Stands above the text; may be empty.", example="Warm first, then cool")


class KeyPointsValue(Shape):
    """The article in a few sentences."""

    items = Texts(
        help_text="One sentence each, plain.",
        example=["Dim light an hour before bed.", "Keep the room cool."],
    )


class TableValue(Shape):
    """A table of plain text."""

    caption = Text(help_text="Says what the table is about; may be empty.", example="A calm hour")
    header = Texts(
        help_text="Heads of the columns; empty where the table has none.",
        example=["Before bed", "What to do"],
    )
    rows = Typed(
        {
            "type": "array",
            "items": {
                "type": "array",
                "items": {"type": "string"},
                "description": "The cells of one row, from the left.",
            },
        },
        help_text="The rows below the header, from the top.",
        example=[["60 minutes", "Dim the lamps"], ["20 minutes", "Read on paper"]],
    )


class FaqItem(RichText):
    """A question with its answer."""

    source = "<p>As long as it smells of lavender, about a year.</p>"

    question = Text(help_text="The question, plain.", example="How long does the oil keep?")


class FaqValue(Shape):
    """Questions and answers."""

    items = FaqItem(many=True, help_text="The questions with their answers, in order.")


class EmbedValue(Shape):
    """A video or post of a provider. What the provider has not said is null, its HTML empty."""

    url = Url(
        help_text="The address that the editor gave.",
        example="https://www.youtube.com/watch?v=gedoSfZvBgE",
    )
    provider = Text(
        allow_null=True, help_text="Name of the provider; null: not known.", example="YouTube"
    )
    title = Text(
        help_text="What the provider calls it; may be empty.",
        example="The benefits of a good night's sleep",
    )
    html = Text(
        help_text="The provider's own HTML, usually an `iframe`. Show it only where you trust the "
        "provider; empty: link to `url`.",
        example='<iframe src="https://www.youtube.com/embed/gedoSfZvBgE"></iframe>',
    )
    width = Whole(
        0, allow_null=True, help_text="Width in pixels; null where it is fluid.", example=480
    )
    height = Whole(
        0, allow_null=True, help_text="Height in pixels; null where it is fluid.", example=270
    )
    thumbnail = Url(
        allow_null=True,
        help_text="A still picture, on the provider's server; null: there is none.",
        example="https://i.ytimg.com/vi/gedoSfZvBgE/hqdefault.jpg",
    )


CallToActionValue = object_of(
    "CallToActionValue",
    "A button.",
    {
        "label": Text(help_text="What happens on a click.", example="Try slow breathing"),
        "url": Url(
            allow_null=True,
            help_text="Where it leads; null where the public may not see the target: show nothing.",
            example="https://www.wellspring.example/articles/five-minutes-of-slow-breathing/",
        ),
        "style": OneOf(
            *(style for style, _ in STYLES),
            help_text="`primary`: the one thing to do here; `secondary`: one of several.",
        ),
    },
)


class PromotionSlotValue(Shape):
    """A place for a promotion: the n-th one shows the n-th candidate of the slot."""

    slot = OneOf(
        *(slot for slot, _ in INLINE_SLOTS),
        help_text="The slot to ask `promotions/active/` for, with the page's path and topics.",
    )


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
    """A block of a body: switch on `type`, and `value` has the shape of that type."""

    @classmethod
    def members(cls) -> Sequence[type[Shape]]:
        """One shape for each block type."""
        return _blocks()


@cache
def _blocks() -> tuple[type[Shape], ...]:
    return tuple(_block(number, kind) for number, kind in enumerate(VALUES, start=1))


def _block(number: int, kind: str) -> type[Shape]:
    identifier = Text(
        help_text="Stays the same while editors move the block: a key for lists.",
        example=f"5c1d1f6e-3a52-4f0e-9f57-{number:012}",
    )
    constant = Constant(kind, help_text=f"Says that `value` is that of the type `{kind}`.")
    value = VALUES[kind](help_text="What the block holds.")
    return object_of(
        f"{kind.title().replace('_', '')}Block",
        f"A block of the type `{kind}`.",
        {"id": identifier, "type": constant, "value": value},
    )
