"""The text blocks: heading, text, quote, callout, key points, questions and answers."""

from typing import Any, cast

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.base import BodyContext, DeliveredBlock, Raw
from cms.content.blocks.block_json import (
    CalloutValue,
    FaqValue,
    HeadingLevel,
    HeadingValue,
    KeyPointsValue,
    QuoteValue,
)
from cms.content.reference_loader import ReferenceLoader
from cms.content.rich_text import BODY_FEATURES, SHORT_FEATURES, plain_text, safe_url
from cms.content.rich_text_nodes import RichTextJson

TEXT = _("Text")
HIGHLIGHTS = _("Highlights")

LEVELS = [("h2", _("Section (h2)")), ("h3", _("Subsection (h3)")), ("h4", _("Detail (h4)"))]
CALLOUT_KINDS = [
    ("note", _("Note")),
    ("tip", _("Tip")),
    ("warning", _("Warning")),
    ("seek_care", _("When to see a doctor")),
]


class HeadingBlock(DeliveredBlock, blocks.StructBlock):
    """`{level: 2 | 3 | 4, text, anchor}`; the anchor is made from the text."""

    text = blocks.CharBlock(
        label=_("Text"),
        max_length=200,
        help_text=_("Appears in the table of contents."),
    )
    level = blocks.ChoiceBlock(
        choices=LEVELS,
        default="h2",
        label=_("Level"),
        help_text=_("A section is h2. Go one step deeper at a time: h3 below h2, h4 below h3."),
    )

    class Meta:
        icon = "title"
        group = TEXT
        label = _("Heading")
        label_format = "{text}"
        description = _("Starts a section and appears in the table of contents.")
        preview_value = {"text": "Why sleep repairs", "level": "h2"}

    def represent(self, raw: Raw, context: BodyContext) -> HeadingValue:
        """Level as a number, text, unique anchor."""
        text = raw.get("text") or ""
        level = int(str(raw.get("level") or "h2")[1:])
        return {
            "level": cast("HeadingLevel", level),
            "text": text,
            "anchor": context.anchor(text),
        }

    def words(self, raw: Raw) -> str:
        return str(raw.get("text") or "")


class TextBlock(DeliveredBlock, blocks.RichTextBlock):
    """`{html, nodes}`: paragraphs and lists."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", BODY_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        group = TEXT
        label = _("Text")
        description = _("Paragraphs and lists, with links and citations such as [1].")
        preview_value = (
            "<p>A short walk after lunch <b>steadies</b> blood sugar for the afternoon [1].</p>"
        )

    def request_references(self, raw: str, loader: ReferenceLoader) -> None:
        """The pages and documents linked to."""
        loader.request_rich_text(raw or "")

    def represent(self, raw: str, context: BodyContext) -> RichTextJson:
        return context.rich_text(raw or "")

    def words(self, raw: str) -> str:
        return plain_text(raw or "")


class QuoteBlock(DeliveredBlock, blocks.StructBlock):
    """`{text, attribution, source_url}`."""

    text = blocks.TextBlock(label=_("Quotation"), help_text=_("Without quotation marks."))
    attribution = blocks.CharBlock(
        required=False, max_length=200, label=_("Who said it"), help_text=_("Name and position.")
    )
    source_url = blocks.URLBlock(
        required=False, label=_("Where it was said"), help_text=_("A full address, if online.")
    )

    class Meta:
        icon = "openquote"
        group = HIGHLIGHTS
        label = _("Quote")
        label_format = "{text}"
        description = _("The words of somebody else, with their name.")
        preview_value = {
            "text": "Rest is not a reward for work, it is part of it.",
            "attribution": "A physiotherapist",
            "source_url": "",
        }

    def represent(self, raw: Raw, context: BodyContext) -> QuoteValue:
        """The stored words; an empty source is null."""
        return {
            "text": raw.get("text") or "",
            "attribution": raw.get("attribution") or "",
            "source_url": safe_url(raw.get("source_url") or ""),
        }

    def words(self, raw: Raw) -> str:
        return str(raw.get("text") or "")


class CalloutBlock(DeliveredBlock, blocks.StructBlock):
    """`{kind, title, html, nodes}`."""

    kind = blocks.ChoiceBlock(choices=CALLOUT_KINDS, default="note", label=_("Kind"))
    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=BODY_FEATURES, label=_("Text"))

    class Meta:
        icon = "info-circle"
        group = HIGHLIGHTS
        label = _("Callout")
        label_format = "{kind}: {title}"
        description = _("A box that stands out: a note, a tip, a warning, when to see a doctor.")
        preview_value = {
            "kind": "tip",
            "title": "Try this tonight",
            "text": "<p>Dim the lights an hour before bed.</p>",
        }

    def request_references(self, raw: Raw, loader: ReferenceLoader) -> None:
        """The pages and documents linked to."""
        loader.request_rich_text(raw.get("text") or "")

    def represent(self, raw: Raw, context: BodyContext) -> CalloutValue:
        """Kind, title, HTML and nodes."""
        return {
            "kind": raw.get("kind") or "note",
            "title": raw.get("title") or "",
            **context.rich_text(raw.get("text") or ""),
        }

    def words(self, raw: Raw) -> str:
        return f"{raw.get('title') or ''} {plain_text(raw.get('text') or '')}"


class KeyPointsBlock(DeliveredBlock, blocks.StructBlock):
    """`{items: [text]}`."""

    items = blocks.ListBlock(
        blocks.CharBlock(label=_("Point"), max_length=300),
        min_num=1,
        max_num=10,
        label=_("Points"),
        help_text=_("What a reader in a hurry should take away, one sentence each."),
    )

    class Meta:
        icon = "list-ul"
        group = HIGHLIGHTS
        label = _("Key points")
        description = _("The article in a few sentences.")
        preview_value = {"items": ["Sleep repairs tissue.", "Light in the evening delays it."]}

    def represent(self, raw: Raw, context: BodyContext) -> KeyPointsValue:
        return {"items": [str(item or "") for item in list_values(raw.get("items"))]}

    def words(self, raw: Raw) -> str:
        return " ".join(str(item or "") for item in list_values(raw.get("items")))


class QuestionBlock(blocks.StructBlock):
    """One question with its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=250)
    answer = blocks.RichTextBlock(features=[*SHORT_FEATURES, "ol", "ul"], label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question and answer")
        label_format = "{question}"


class FaqBlock(DeliveredBlock, blocks.StructBlock):
    """`{items: [{question, html, nodes}]}`."""

    items = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        icon = "help"
        group = HIGHLIGHTS
        label = _("Questions and answers")
        description = _("What readers ask; search engines can show it.")
        preview_value = {
            "items": [
                {
                    "question": "How long should a nap be?",
                    "answer": "<p>Twenty minutes is enough for most people.</p>",
                }
            ]
        }

    def request_references(self, raw: Raw, loader: ReferenceLoader) -> None:
        """Request the link targets in the answers."""
        for item in list_values(raw.get("items")):
            loader.request_rich_text(item.get("answer") or "")

    def represent(self, raw: Raw, context: BodyContext) -> FaqValue:
        """Each question with its answer as HTML and nodes."""
        return {
            "items": [
                {
                    "question": item.get("question") or "",
                    **context.rich_text(item.get("answer") or ""),
                }
                for item in list_values(raw.get("items"))
            ]
        }

    def words(self, raw: Raw) -> str:
        return " ".join(
            f"{item.get('question') or ''} {plain_text(item.get('answer') or '')}"
            for item in list_values(raw.get("items"))
        )


def list_values(raw: Any) -> list[Any]:
    """The values of a stored list block, whose items are `{type, value, id}` or bare values."""
    return [
        item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
        for item in raw or []
    ]
