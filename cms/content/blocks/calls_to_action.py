"""The blocks call to action and promotion slot."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.content.blocks.base import BodyContext, DeliveredBlock, Raw
from cms.content.blocks.block_json import CallToActionValue, PromotionSlotValue
from cms.content.links import LinkBlock
from cms.content.reference_loader import ReferenceLoader

CALLS = _("Calls to action")
STYLES = [("primary", _("Primary")), ("secondary", _("Secondary"))]
INLINE_SLOTS = [("inline", _("Inside an article"))]


class CallToActionBlock(DeliveredBlock, blocks.StructBlock):
    """`{label, url, style}`; `url` is null where the public may not see the target."""

    label = blocks.CharBlock(
        label=_("Label"), max_length=80, help_text=_("What happens on a click: “Read the guide”.")
    )
    link = LinkBlock(label=_("Target"))
    style = blocks.ChoiceBlock(choices=STYLES, default="primary", label=_("Style"))

    class Meta:
        icon = "bullhorn"
        group = CALLS
        label = _("Call to action")
        label_format = "{label}"
        description = _("A button that leads to a page, a document or another site.")
        preview_value = {
            "label": "Read the guide",
            "link": {"page": None, "document": None, "url": "https://example.com/guide/"},
            "style": "primary",
        }

    def request_references(self, raw: Raw, loader: ReferenceLoader) -> None:
        loader.request_link(raw.get("link"))

    def represent(self, raw: Raw, context: BodyContext) -> CallToActionValue:
        return {
            "label": raw.get("label") or "",
            "url": context.loader.link(raw.get("link")),
            "style": raw.get("style") or "primary",
        }

    def words(self, raw: Raw) -> str:
        return str(raw.get("label") or "")


class PromotionSlotBlock(DeliveredBlock, blocks.StructBlock):
    """`{slot: "inline"}`: the n-th one shows the n-th current promotion of the slot."""

    slot = blocks.ChoiceBlock(
        choices=INLINE_SLOTS,
        default="inline",
        label=_("Slot"),
        help_text=_("Shows the promotion of this slot that runs when the page is read."),
    )

    class Meta:
        icon = "tag"
        group = CALLS
        label = _("Place for a promotion")
        description = _("Shows the current promotion of the slot “Inside an article”, or nothing.")
        preview_value = {"slot": "inline"}

    def represent(self, raw: Raw, context: BodyContext) -> PromotionSlotValue:
        """Return the name of the slot; promotions have their own endpoint."""
        return {"slot": raw.get("slot") or "inline"}
