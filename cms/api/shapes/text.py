"""What shape does rich text have: its HTML, and the same as a tree of nodes?"""

from collections.abc import Sequence
from typing import Any

from cms.api.shapes.kinds import Constant, Shape, Text, Typed, Union, Whole
from cms.content.rich_text import TAG_OF_MARK


class RichTextNode(Union):
    """A node of rich text. Lists hold list items; links, texts, citations and line breaks stand
    inside of the others."""

    @classmethod
    def members(cls) -> Sequence[type[Shape]]:
        """All node types."""
        return (
            ParagraphNode,
            BulletedListNode,
            NumberedListNode,
            ListItemNode,
            QuoteNode,
            TextNode,
            LineBreakNode,
            LinkNode,
            CitationNode,
        )


class ParentNode(Shape):
    """A node with children."""

    def get_fields(self) -> dict[str, Any]:
        """Its own fields and the children, which are nodes again."""
        return {**super().get_fields(), "children": RichTextNode(many=True)}


class ParagraphNode(ParentNode):
    """A paragraph."""

    type = Constant("paragraph")


class BulletedListNode(ParentNode):
    """A list without an order."""

    type = Constant("bulleted_list")


class NumberedListNode(ParentNode):
    """A list in an order."""

    type = Constant("numbered_list")


class ListItemNode(ParentNode):
    """An item of a list."""

    type = Constant("list_item")


class QuoteNode(ParentNode):
    """A quotation inside a text."""

    type = Constant("quote")


class TextNode(Shape):
    """Words, and how they look."""

    type = Constant("text")
    text = Text()
    marks = Typed(
        {
            "type": "array",
            "items": {"type": "string", "enum": sorted(TAG_OF_MARK)},
            "minItems": 1,
            "uniqueItems": True,
        },
        required=False,
        help_text="How the words look, outermost first; absent where they are plain.",
    )


class LineBreakNode(Shape):
    """A new line inside a paragraph."""

    type = Constant("line_break")


class LinkAttributes(Shape):
    """Where a link leads."""

    url = Typed(
        {"type": "string", "format": "uri-reference"},
        help_text="Absolute, or `#anchor` on the same page.",
    )


class LinkNode(ParentNode):
    """A link to something that the public may see."""

    type = Constant("link")
    attrs = LinkAttributes()


class CitationAttributes(Shape):
    """Which reference is cited."""

    number = Whole(1, help_text="`number` of an entry in the article's `references`.")


class CitationNode(Shape):
    """The mark of a citation, such as `[1]`."""

    type = Constant("citation")
    text = Text()
    attrs = CitationAttributes()


class RichText(Shape):
    """The same text twice: as clean HTML with absolute links, and as a tree."""

    html = Text()
    nodes = RichTextNode(many=True)
