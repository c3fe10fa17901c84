"""What shape does a promotion have in JSON?"""

from typing import Any

from cms.api import preview
from cms.api.shapes.images import Image
from cms.api.shapes.kinds import Instant, OneOf, Shape, Text, Truth, Typed, Url, Whole, object_of
from cms.api.shapes.text import RichText
from promotions import representation
from promotions.choices import Device, FormKind, Slot, Trigger, Visitor
from promotions.models import Promotion

PromotionLink = object_of(
    "PromotionLink",
    "The button of a promotion.",
    {"label": Text(), "url": Url(help_text="Absolute; or `mailto:`, `tel:`.")},
)


class PromotionForm(Shape):
    """The form of a promotion: its words. The frontend sends it where sign-ups go."""

    kind = OneOf(*FormKind.values)
    title = Text()
    email_label = Text()
    submit_label = Text()
    consent_text = Text()


class PromotionContent(RichText):
    """What a promotion says."""

    heading = Text()
    image = Image(allow_null=True)
    call_to_action = PromotionLink(allow_null=True)
    countdown_to = Instant(
        allow_null=True, help_text="The real end of the offer, where it asks for a countdown."
    )
    form = PromotionForm(allow_null=True)


class PromotionTrigger(Shape):
    """What makes it appear."""

    kind = OneOf(*Trigger.values)
    seconds = Whole(0, 3600, allow_null=True, help_text="For `delay` and `inactivity`.")
    percent = Whole(0, 100, allow_null=True, help_text="For `scroll`: percent of the page.")


class PromotionFrequency(Shape):
    """How often one visitor sees it."""

    max_shows = Whole(0, allow_null=True, help_text="Null: no limit.")
    per_days = Whole(
        0, allow_null=True, help_text="The days that `max_shows` counts within; null: ever."
    )
    after_dismiss_days = Whole(
        0,
        allow_null=True,
        help_text="Days that it stays away once a visitor closed it; null: for good.",
    )


class PromotionAudience(Shape):
    """Conditions that only the client can test."""

    devices = Typed(
        {"type": "array", "items": {"type": "string", "enum": Device.values}},
        help_text="Any of them; empty: all devices.",
    )
    visitor = OneOf(*Visitor.values)


class PromotionSerializer(Shape):
    """A promotion, as shown in the interval that holds now."""

    key = Text(help_text="Its stable name in a site.")
    slot = OneOf(*Slot.values)
    locale = Text()
    priority = Whole()
    starts_at = Instant(allow_null=True, help_text="Start of the interval; null: open.")
    ends_at = Instant(allow_null=True, help_text="End of the interval, exclusive; null: open.")
    content = PromotionContent()
    trigger = PromotionTrigger()
    frequency = PromotionFrequency()
    audience = PromotionAudience()
    dismissible = Truth()


class PromotionsBySlot(Shape):
    """The slots asked for; without `slot`, all of them. An empty slot is `[]`."""

    def get_fields(self) -> dict[str, Any]:
        """One list for each slot."""
        return {
            slot: PromotionSerializer(
                many=True,
                required=False,
                help_text="Show the first whose client-side conditions hold.",
            )
            for slot in Slot.values
        }


class ActivePromotionsSerializer(Shape):
    """What to show, by slot."""

    at = Instant(allow_null=True, help_text="The instant asked for; null on live answers.")
    valid_until = Instant(
        allow_null=True, help_text="When this answer changes next; null: not known to change."
    )
    slots = PromotionsBySlot()


class Transition(Shape):
    """An instant at which a slot's answer for this context changes. To what is not told."""

    at = Instant()
    slot = OneOf(*Slot.values)


class ManifestSerializer(ActivePromotionsSerializer):
    """What to show, by slot, and what is known of the next 30 days."""

    transitions = Transition(
        many=True,
        help_text="Every change from now up to 30 days ahead, by instant, then slot.",
    )
    upcoming = PromotionSerializer(
        many=True,
        help_text=(
            "What starts within the 30 days and is no secret, each with the interval that comes "
            "next, by its start. Secret promotions are in no answer before their time."
        ),
    )


def register() -> None:
    """Make promotions known to previews."""
    preview.register(Promotion, representation.preview, ActivePromotionsSerializer)
