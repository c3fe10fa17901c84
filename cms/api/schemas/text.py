"""What shape does rich text have: its HTML, and the same as a tree of nodes?"""

from collections.abc import Sequence
from typing import Any

from cms.api.schemas.examples import example_of
from cms.api.schemas.kinds import Constant, Shape, Text, Typed, Union, Whole
from cms.content.rich_text import TAG_OF_MARK, html_of, nodes_of

Json = dict[str, Any]
SHOP = "https://shop.example.com/oils/"


def written(source: str, *cited: int) -> Json:
    """`{html, nodes}` of a stored text, made as answers make it."""
    nodes = nodes_of(source, lambda kind, address: address, frozenset(cited))
    return {"html": html_of(nodes), "nodes": nodes}


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


class NodeShape(Shape):
    """A node; its example is the first of its type in a text."""

    source = ""

    @classmethod
    def example(cls) -> Json:
        """The first node of this type in `source`."""
        kind = example_of(cls().fields["type"])
        return next(
            node for node in _within(written(cls.source, 1)["nodes"]) if node["type"] == kind
        )


def _within(nodes: list[Json]) -> list[Json]:
    return [inner for node in nodes for inner in (node, *_within(node.get("children", [])))]


class ParentNode(NodeShape):
    """A node with children."""

    def get_fields(self) -> Json:
        """Its own fields and the children, which are nodes again."""
        inside = RichTextNode(many=True, help_text="What stands inside, in reading order.")
        return {**super().get_fields(), "children": inside}


class ParagraphNode(ParentNode):
    """A paragraph: HTML's `p`."""

    source = "<p>Lavender is <b>not</b> for everybody.</p>"
    type = Constant("paragraph", help_text="Says that this node is a paragraph.")


class BulletedListNode(ParentNode):
    """A list without an order: HTML's `ul`."""

    source = "<ul><li>Lavender</li><li>Chamomile</li></ul>"
    type = Constant("bulleted_list", help_text="Says that this node is a list without an order.")


class NumberedListNode(ParentNode):
    """A list in an order: HTML's `ol`."""

    source = "<ol><li>Dim the lamps.</li><li>Open the window.</li></ol>"
    type = Constant("numbered_list", help_text="Says that this node is a list in an order.")


class ListItemNode(ParentNode):
    """An item of a list: HTML's `li`."""

    source = "<ul><li>Lavender</li></ul>"
    type = Constant("list_item", help_text="Says that this node is an item of a list.")


class QuoteNode(ParentNode):
    """Words of somebody else inside a text: HTML's `blockquote`."""

    source = "<blockquote><p>I sleep best in a cool room.</p></blockquote>"
    type = Constant("quote", help_text="Says that this node is a quotation.")


class TextNode(NodeShape):
    """Words, and how they look."""

    source = "<p><b>not</b></p>"
    type = Constant("text", help_text="Says that this node is words.")
    text = Text(help_text="The words as they are: not escaped, no HTML.", example="not")
    marks = Typed(
        {
            "type": "array",
            "items": {
                "type": "string",
                "enum": sorted(TAG_OF_MARK),
                "description": "One way in which the words look.",
            },
            "minItems": 1,
            "uniqueItems": True,
        },
        required=False,
        help_text="How the words look, outermost first; absent where they are plain.",
        example=["bold"],
    )


class LineBreakNode(NodeShape):
    """A new line inside a paragraph: HTML's `br`."""

    source = "<p>One<br>two</p>"
    type = Constant("line_break", help_text="Says that this node is a line break.")


class LinkAttributes(Shape):
    """Where a link leads."""

    url = Typed(
        {"type": "string", "format": "uri-reference"},
        help_text="Absolute, or `#anchor` on the same page.",
        example=SHOP,
    )


class LinkNode(ParentNode):
    """A link to something that the public may see: HTML's `a`."""

    source = f'<p><a href="{SHOP}">our oils</a></p>'
    type = Constant("link", help_text="Says that this node is a link.")
    attrs = LinkAttributes(help_text="Where it leads.")


class CitationAttributes(Shape):
    """Which reference is cited."""

    number = Whole(1, help_text="`number` of an entry in the article's `references`.", example=1)


class CitationNode(NodeShape):
    """The mark of a citation, such as `[1]`."""

    source = "<p>It helped a little [1].</p>"
    type = Constant("citation", help_text="Says that this node cites a reference.")
    text = Text(help_text="The mark as it was written, square brackets included.", example="[1]")
    attrs = CitationAttributes(help_text="What it cites.")


class RichText(Shape):
    """The same text twice: as clean HTML with absolute links, and as a tree."""

    source = (
        "<p>Warm oil on the wrists is <i>a habit</i>, no medicine; see "
        f'<a href="{SHOP}">our oils</a>.</p>'
    )
    """What the example says, as an editor's text is stored."""

    html = Text(
        help_text="HTML without scripts, styles or classes; empty where nothing was written.",
        example="<p>Warm oil on the wrists is <i>a habit</i>, no medicine.</p>",
    )
    nodes = RichTextNode(many=True, help_text="The same text as nodes, blocks first.")

    @classmethod
    def example(cls) -> Json:
        """`source` as answers deliver it, and the examples of whatever else there is."""
        text = written(cls.source)
        others = {name: field for name, field in cls().fields.items() if name not in text}
        return {**text, **{name: example_of(field) for name, field in others.items()}}
