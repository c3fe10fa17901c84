"""The blocks image, embed, table and divider."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.embeds.finders import get_finders
from wagtail.images.blocks import ImageBlock as AltTextImageBlock

from cms.content.blocks.base import BodyContext, DeliveredBlock, Raw
from cms.content.blocks.block_json import DividerValue, EmbedValue, ImageValue, TableValue
from cms.content.links import web_url
from cms.content.reference_loader import ReferenceLoader

MEDIA_GROUP = _("Media")
LAYOUT = _("Layout")


class ImageFileBlock(AltTextImageBlock):
    """Wagtail's image block with its chooser labelled "File": the block around it is "Image"."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.child_blocks["image"].label = _("File")


class ImageBlock(DeliveredBlock, blocks.StructBlock):
    """`{image, caption, credit}`; left out where the public may not see the image."""

    image = ImageFileBlock(
        label=_("File and alt text"),
        help_text=_("Describe what is to be seen, or mark the image as decorative."),
    )
    caption = blocks.CharBlock(required=False, max_length=300, label=_("Caption"))
    credit = blocks.CharBlock(
        required=False, max_length=200, label=_("Credit"), help_text=_("Who made the image.")
    )

    class Meta:
        icon = "image"
        group = MEDIA_GROUP
        label = _("Image")
        label_format = "{caption}"
        description = _("An image with alt text, caption and credit.")
        preview_value = {"image": None, "caption": "Morning light in the hills", "credit": ""}

    def request_references(self, raw: Raw, loader: ReferenceLoader) -> None:
        loader.request("image", (raw.get("image") or {}).get("image"))

    def represent(self, raw: Raw, context: BodyContext) -> ImageValue | None:
        """Return the image with its alt text here; None if it is not visible."""
        stored = raw.get("image") or {}
        alt = "" if stored.get("decorative") else stored.get("alt_text") or ""
        image = context.loader.image(stored.get("image"), alt)
        if image is None:
            return None
        return {
            "image": image,
            "caption": raw.get("caption") or "",
            "credit": raw.get("credit") or "",
        }

    def words(self, raw: Raw) -> str:
        return str(raw.get("caption") or "")

    def searchable(self, raw: Raw) -> str:
        """Return nothing: an image may become private, and its caption then disappears with it."""
        return ""


class EmbedBlock(DeliveredBlock, blocks.StructBlock):
    """`{url, provider, title, html, width, height, thumbnail}`.

    The provider is requested once, when the page is published, and never during a read.
    """

    url = blocks.URLBlock(
        label=_("Address"),
        help_text=_("The address of a video or post, as in the browser's address bar."),
    )
    title = blocks.CharBlock(
        required=False,
        max_length=200,
        label=_("Title"),
        help_text=_("Read out by screen readers. Leave empty: the provider's own title."),
    )

    class Meta:
        icon = "media"
        group = MEDIA_GROUP
        label = _("Video or post")
        label_format = "{title} {url}"
        description = _("A video or post from a provider such as YouTube or Vimeo.")
        preview_value = {"url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ", "title": "A film"}

    def clean(self, value: Any) -> Any:
        """Raise ValidationError for a URL of no known provider, without fetching it."""
        cleaned = super().clean(value)
        url = cleaned.get("url")
        if url and not any(finder.accept(url) for finder in get_finders()):
            message = _("No known provider of videos or posts has this address.")
            raise StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return cleaned

    def request_references(self, raw: Raw, loader: ReferenceLoader) -> None:
        loader.request("embed", web_url(raw.get("url")))

    def represent(self, raw: Raw, context: BodyContext) -> EmbedValue | None:
        """Return the data of the provider, before it is fetched nulls and empty HTML."""
        url = web_url(raw.get("url"))
        if url is None:
            return None
        embed = context.loader.embed(url)
        return {
            "url": url,
            "provider": (embed.provider_name or None) if embed else None,
            "title": raw.get("title") or (embed.title if embed else ""),
            "html": embed.html if embed else "",
            "width": embed.width if embed else None,
            "height": embed.height if embed else None,
            "thumbnail": (embed.thumbnail_url or None) if embed else None,
        }

    def searchable(self, raw: Raw) -> str:
        """Return the title that the editor entered."""
        return str(raw.get("title") or "") if web_url(raw.get("url")) else ""


class TableBlock(DeliveredBlock, TypedTableBlock):
    """`{caption, header: [text], rows: [[text]]}`."""

    text = blocks.CharBlock(label=_("Text"), required=False, max_length=1000)

    class Meta:
        icon = "table"
        group = MEDIA_GROUP
        label = _("Table")
        description = _("Rows and columns of text, with a header row and a caption.")
        preview_value = {
            "caption": "Hours of sleep by age",
            "columns": [{"type": "text", "heading": "Age"}, {"type": "text", "heading": "Hours"}],
            "rows": [{"values": ["6 to 13", "9 to 11"]}, {"values": ["18 to 64", "7 to 9"]}],
        }

    def represent(self, raw: Raw | None, context: BodyContext) -> TableValue:
        raw = raw or {}
        return {
            "caption": raw.get("caption") or "",
            "header": [column.get("heading") or "" for column in raw.get("columns", [])],
            "rows": [[str(value or "") for value in row["values"]] for row in raw.get("rows", [])],
        }

    def words(self, raw: Raw | None) -> str:
        rows = (raw or {}).get("rows", [])
        return " ".join(str(value or "") for row in rows for value in row["values"])

    def searchable(self, raw: Raw | None) -> str:
        raw = raw or {}
        headings = " ".join(column.get("heading") or "" for column in raw.get("columns", []))
        return f"{raw.get('caption') or ''} {headings} {self.words(raw)}"


class DividerBlock(DeliveredBlock, blocks.StaticBlock):
    """`{}`: a pause between two parts."""

    class Meta:
        icon = "minus"
        group = LAYOUT
        label = _("Divider")
        admin_text = _("A line between two parts of the text.")
        description = _("A line between two parts of the text.")
        preview_value = None

    def represent(self, raw: Any, context: BodyContext) -> DividerValue:
        return {}
