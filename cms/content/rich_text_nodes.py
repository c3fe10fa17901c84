"""The JSON of rich text: its HTML, and the same text as a tree of nodes."""

from typing import Annotated, Final, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypeAliasType, TypedDict

from cms.content.json_types import example

SHOP: Final = "https://shop.example.com/oils/"

TextMark = Literal["bold", "code", "italic", "strikethrough", "subscript", "superscript"]
Children = Annotated[
    list["RichTextNode"], Field(description="What stands inside, in reading order.")
]


@example(
    children=[
        {"type": "text", "text": "Lavender is "},
        {"type": "text", "text": "not", "marks": ["bold"]},
        {"type": "text", "text": " for everybody."},
    ]
)
class ParagraphNode(TypedDict):
    """A paragraph: HTML's `p`."""

    type: Annotated[Literal["paragraph"], Field(description="Says that this node is a paragraph.")]
    children: Children


@example(
    children=[
        {"type": "list_item", "children": [{"type": "text", "text": "Lavender"}]},
        {"type": "list_item", "children": [{"type": "text", "text": "Chamomile"}]},
    ]
)
class BulletedListNode(TypedDict):
    """A list without an order: HTML's `ul`."""

    type: Annotated[
        Literal["bulleted_list"],
        Field(description="Says that this node is a list without an order."),
    ]
    children: Children


@example(
    children=[
        {"type": "list_item", "children": [{"type": "text", "text": "Dim the lamps."}]},
        {"type": "list_item", "children": [{"type": "text", "text": "Open the window."}]},
    ]
)
class NumberedListNode(TypedDict):
    """A list in an order: HTML's `ol`."""

    type: Annotated[
        Literal["numbered_list"], Field(description="Says that this node is a list in an order.")
    ]
    children: Children


@example(children=[{"type": "text", "text": "Lavender"}])
class ListItemNode(TypedDict):
    """An item of a list: HTML's `li`."""

    type: Annotated[
        Literal["list_item"], Field(description="Says that this node is an item of a list.")
    ]
    children: Children


@example(
    children=[
        {
            "type": "paragraph",
            "children": [{"type": "text", "text": "I sleep best in a cool room."}],
        }
    ]
)
class QuoteNode(TypedDict):
    """Words of somebody else inside a text: HTML's `blockquote`."""

    type: Annotated[Literal["quote"], Field(description="Says that this node is a quotation.")]
    children: Children


class TextNode(TypedDict):
    """Words, and how they look."""

    type: Annotated[Literal["text"], Field(description="Says that this node is words.")]
    text: Annotated[
        str,
        Field(description="The words as they are: not escaped, no HTML.", examples=["not"]),
    ]
    marks: NotRequired[
        Annotated[
            list[Annotated[TextMark, Field(description="One way in which the words look.")]],
            Field(
                min_length=1,
                json_schema_extra={"uniqueItems": True},
                description="How the words look, outermost first; absent where they are plain.",
                examples=[["bold"]],
            ),
        ]
    ]


class LineBreakNode(TypedDict):
    """A new line inside a paragraph: HTML's `br`."""

    type: Annotated[
        Literal["line_break"], Field(description="Says that this node is a line break.")
    ]


class LinkAttributes(TypedDict):
    """Where a link leads."""

    url: Annotated[
        str,
        Field(
            json_schema_extra={"format": "uri-reference"},
            description="Absolute, or `#anchor` on the same page.",
            examples=[SHOP],
        ),
    ]


@example(children=[{"type": "text", "text": "our oils"}])
class LinkNode(TypedDict):
    """A link to something that the public may see: HTML's `a`."""

    type: Annotated[Literal["link"], Field(description="Says that this node is a link.")]
    attrs: Annotated[LinkAttributes, Field(description="Where it leads.")]
    children: Children


class CitationAttributes(TypedDict):
    """Which reference is cited."""

    number: Annotated[
        int,
        Field(
            ge=1, description="`number` of an entry in the article's `references`.", examples=[1]
        ),
    ]


class CitationNode(TypedDict):
    """The mark of a citation, such as `[1]`."""

    type: Annotated[
        Literal["citation"], Field(description="Says that this node cites a reference.")
    ]
    text: Annotated[
        str,
        Field(
            description="The mark as it was written, square brackets included.", examples=["[1]"]
        ),
    ]
    attrs: Annotated[CitationAttributes, Field(description="What it cites.")]


RichTextNode = TypeAliasType(
    "RichTextNode",
    Annotated[
        ParagraphNode
        | BulletedListNode
        | NumberedListNode
        | ListItemNode
        | QuoteNode
        | TextNode
        | LineBreakNode
        | LinkNode
        | CitationNode,
        Field(
            discriminator="type",
            description="A node of rich text. Lists hold list items; links, texts, citations and "
            "line breaks stand inside of the others.",
        ),
    ],
)


@example(
    html="<p>Warm oil on the wrists is <i>a habit</i>, no medicine; see "
    f'<a href="{SHOP}">our oils</a>.</p>',
    nodes=[
        {
            "type": "paragraph",
            "children": [
                {"type": "text", "text": "Warm oil on the wrists is "},
                {"type": "text", "text": "a habit", "marks": ["italic"]},
                {"type": "text", "text": ", no medicine; see "},
                {
                    "type": "link",
                    "attrs": {"url": SHOP},
                    "children": [{"type": "text", "text": "our oils"}],
                },
                {"type": "text", "text": "."},
            ],
        }
    ],
)
class RichTextJson(TypedDict):
    """The same text twice: as clean HTML with absolute links, and as a tree."""

    html: Annotated[
        str,
        Field(
            description="HTML without scripts, styles or classes; empty where nothing was written.",
            examples=["<p>Warm oil on the wrists is <i>a habit</i>, no medicine.</p>"],
        ),
    ]
    nodes: Annotated[list[RichTextNode], Field(description="The same text as nodes, blocks first.")]
