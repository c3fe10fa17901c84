"""The JSON of each block type of a body: its `value`."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from cms.content.images.image_json import ImageJson
from cms.content.json_types import Url, enum, example
from cms.content.rich_text import example_of
from cms.content.rich_text_nodes import RichTextJson

HeadingLevel = Literal[2, 3, 4]


class HeadingValue(TypedDict):
    """A heading below the title, which is the h1."""

    level: Annotated[
        HeadingLevel, Field(description="2 for a section, 3 and 4 for parts of it.", examples=[2])
    ]
    text: Annotated[
        str,
        Field(description="The words of the heading, plain.", examples=["Before you go to bed"]),
    ]
    anchor: Annotated[
        str,
        Field(
            description="For the `id` of the element; unique in its body.",
            examples=["before-you-go-to-bed"],
        ),
    ]


class TocEntry(TypedDict):
    """A heading of the body."""

    level: Annotated[HeadingLevel, Field(description="As in the heading's block.", examples=[2])]
    text: Annotated[
        str, Field(description="The words of the heading.", examples=["Before you go to bed"])
    ]
    anchor: Annotated[
        str, Field(description="The heading's `anchor`.", examples=["before-you-go-to-bed"])
    ]


class ImageValue(TypedDict):
    """A picture with caption and credit, either of which may be empty."""

    image: Annotated[ImageJson, Field(description="The picture.")]
    caption: Annotated[
        str,
        Field(description="A line below it; may be empty.", examples=["Dried in our own loft"]),
    ]
    credit: Annotated[
        str,
        Field(description="Who made the picture; may be empty.", examples=["Photo: Ida Brandt"]),
    ]


class QuoteValue(TypedDict):
    """The words of somebody else."""

    text: Annotated[
        str, Field(description="What was said, plain.", examples=["I sleep best in a cool room."])
    ]
    attribution: Annotated[
        str, Field(description="Who said it; may be empty.", examples=["Mara Lindqvist"])
    ]
    source_url: Annotated[
        Url | None,
        Field(
            description="Where it was said; null where nobody has named it.",
            examples=["https://example.org/talks/sleep"],
        ),
    ]


@example(**example_of("<p>A shower an hour before bed helps the body to cool down.</p>"))
class CalloutValue(RichTextJson):
    """A box that stands out."""

    kind: Annotated[
        Literal["note", "tip", "warning", "seek_care"],
        Field(
            description="`note`: by the way; `tip`: worth trying; `warning`: take care; "
            "`seek_care`: when to see a doctor.",
            examples=["tip"],
        ),
    ]
    title: Annotated[
        str,
        Field(
            description="Stands above the text; may be empty.", examples=["Warm first, then cool"]
        ),
    ]


class KeyPointsValue(TypedDict):
    """The article in a few sentences."""

    items: Annotated[
        list[str],
        Field(
            description="One sentence each, plain.",
            examples=[["Dim light an hour before bed.", "Keep the room cool."]],
        ),
    ]


class TableValue(TypedDict):
    """A table of plain text."""

    caption: Annotated[
        str,
        Field(description="Says what the table is about; may be empty.", examples=["A calm hour"]),
    ]
    header: Annotated[
        list[str],
        Field(
            description="Heads of the columns; empty where the table has none.",
            examples=[["Before bed", "What to do"]],
        ),
    ]
    rows: Annotated[
        list[Annotated[list[str], Field(description="The cells of one row, from the left.")]],
        Field(
            description="The rows below the header, from the top.",
            examples=[[["60 minutes", "Dim the lamps"], ["20 minutes", "Read on paper"]]],
        ),
    ]


@example(**example_of("<p>As long as it smells of lavender, about a year.</p>"))
class FaqItemJson(RichTextJson):
    """A question with its answer."""

    question: Annotated[
        str, Field(description="The question, plain.", examples=["How long does the oil keep?"])
    ]


class FaqValue(TypedDict):
    """Questions and answers."""

    items: Annotated[
        list[FaqItemJson], Field(description="The questions with their answers, in order.")
    ]


class EmbedValue(TypedDict):
    """A video or post of a provider. What the provider has not said is null, its HTML empty."""

    url: Annotated[
        Url,
        Field(
            description="The address that the editor gave.",
            examples=["https://www.youtube.com/watch?v=gedoSfZvBgE"],
        ),
    ]
    provider: Annotated[
        str | None,
        Field(description="Name of the provider; null: not known.", examples=["YouTube"]),
    ]
    title: Annotated[
        str,
        Field(
            description="What the provider calls it; may be empty.",
            examples=["The benefits of a good night's sleep"],
        ),
    ]
    html: Annotated[
        str,
        Field(
            description="The provider's own HTML, usually an `iframe`. Show it only where you "
            "trust the provider; empty: link to `url`.",
            examples=['<iframe src="https://www.youtube.com/embed/gedoSfZvBgE"></iframe>'],
        ),
    ]
    width: Annotated[
        Annotated[int, Field(ge=0)] | None,
        Field(description="Width in pixels; null where it is fluid.", examples=[480]),
    ]
    height: Annotated[
        Annotated[int, Field(ge=0)] | None,
        Field(description="Height in pixels; null where it is fluid.", examples=[270]),
    ]
    thumbnail: Annotated[
        Url | None,
        Field(
            description="A still picture, on the provider's server; null: there is none.",
            examples=["https://i.ytimg.com/vi/gedoSfZvBgE/hqdefault.jpg"],
        ),
    ]


class CallToActionValue(TypedDict):
    """A button."""

    label: Annotated[
        str, Field(description="What happens on a click.", examples=["Try slow breathing"])
    ]
    url: Annotated[
        Url | None,
        Field(
            description="Where it leads; null where the public may not see the target: show "
            "nothing.",
            examples=["https://www.wellspring.example/articles/five-minutes-of-slow-breathing/"],
        ),
    ]
    style: Annotated[
        Literal["primary", "secondary"],
        Field(description="`primary`: the one thing to do here; `secondary`: one of several."),
    ]


class PromotionSlotValue(TypedDict):
    """A place for a promotion: the n-th one shows the n-th candidate of the slot."""

    slot: Annotated[
        str,
        enum(["inline"]),
        Field(
            description="The slot to ask `promotions/active/` for, with the page's path and "
            "topics.",
        ),
    ]


class DividerValue(TypedDict):
    """Nothing: a divider is only itself."""
