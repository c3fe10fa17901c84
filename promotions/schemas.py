"""What shape does a promotion have in JSON?"""

from typing import Any, Final

from cms.api import preview
from cms.api.schemas.images import Image
from cms.api.schemas.kinds import (
    Instant,
    OneOf,
    Shape,
    Text,
    Truth,
    Typed,
    Url,
    Whole,
    object_of,
)
from cms.api.schemas.text import RichText, written
from promotions import representation
from promotions.choices import Device, FormKind, Slot, Trigger, Visitor
from promotions.models import Promotion

OIL: Final = "https://shop.example.com/oils/lavender/"
SLOT: Final = (
    "`announcement_bar`: a line on top of every screen; `modal`: a box over the screen; "
    "`slide_in`: a box at its edge; `inline`: a place inside an article."
)

PromotionLink = object_of(
    "PromotionLink",
    "The button of a promotion.",
    {
        "label": Text(help_text="What happens on a click.", example="See the oil"),
        "url": Url(help_text="Absolute; or `mailto:`, `tel:`.", example=OIL),
    },
)


class PromotionForm(Shape):
    """The form of a promotion: its words. The frontend sends it where sign-ups go."""

    kind = OneOf(*FormKind.values, help_text="`sign_up`: asks for an email address.")
    title = Text(help_text="Stands above the form.", example="Get the letter")
    email_label = Text(help_text="Label of the field.", example="Your email address")
    submit_label = Text(help_text="Label of the button.", example="Send me the letter")
    consent_text = Text(
        help_text="What a visitor agrees to by sending it.",
        example="We write once a month. You can leave with one click.",
    )


class PromotionContent(RichText):
    """What a promotion says."""

    source = "<p>Pressed in small batches, <b>until Sunday</b> at the old price.</p>"

    heading = Text(help_text="The first line, plain.", example="Lavender oil is back")
    image = Image(allow_null=True, help_text="A picture; null: there is none.")
    call_to_action = PromotionLink(allow_null=True, help_text="The button; null: there is none.")
    countdown_to = Instant(
        allow_null=True,
        help_text="The real end of the offer, where it asks for a countdown; else null.",
        example="2026-11-30T00:00:00Z",
    )
    form = PromotionForm(allow_null=True, help_text="A form to show; null: there is none.")


class PromotionTrigger(Shape):
    """What makes it appear."""

    kind = OneOf(
        *Trigger.values,
        help_text="`immediate`: at once; `delay`: after `seconds`; `scroll`: after `percent` of "
        "the page; `exit_intent`: when the visitor is about to leave; `inactivity`: after "
        "`seconds` without a move.",
        example="delay",
    )
    seconds = Whole(
        0,
        3600,
        allow_null=True,
        help_text="Seconds, for `delay` and `inactivity`; else null.",
        example=5,
    )
    percent = Whole(
        0,
        100,
        allow_null=True,
        help_text="Percent of the page, for `scroll`; else null.",
        example=50,
    )

    @classmethod
    def example(cls) -> Any:
        """One of the kinds that wait."""
        return {**super().example(), "percent": None}


class PromotionFrequency(Shape):
    """How often one visitor sees it."""

    max_shows = Whole(0, allow_null=True, help_text="Times at most; null: no limit.", example=3)
    per_days = Whole(
        0,
        allow_null=True,
        help_text="The days that `max_shows` counts within; null: ever.",
        example=7,
    )
    after_dismiss_days = Whole(
        0,
        allow_null=True,
        help_text="Days that it stays away once a visitor closed it; null: for good.",
        example=30,
    )


class PromotionAudience(Shape):
    """Conditions that only the client can test."""

    devices = Typed(
        {
            "type": "array",
            "items": {
                "type": "string",
                "enum": Device.values,
                "description": "A device, by the width of its screen.",
            },
        },
        help_text="Any of them; empty: all devices.",
        example=["mobile", "tablet"],
    )
    visitor = OneOf(
        *Visitor.values,
        help_text="`any`: everybody; `new`: on a first visit; `returning`: on a later one.",
    )


class PromotionSerializer(Shape):
    """A promotion, as shown in the interval that holds now."""

    key = Text(help_text="Its stable name in a site.", example="lavender-is-back")
    slot = OneOf(*Slot.values, help_text=SLOT)
    locale = Text(help_text="Language code of its words.", example="en")
    priority = Whole(help_text="Higher ones stand before lower ones.", example=10)
    starts_at = Instant(
        allow_null=True,
        help_text="Start of the interval; null: open.",
        example="2026-11-20T00:00:00Z",
    )
    ends_at = Instant(
        allow_null=True,
        help_text="End of the interval, exclusive; null: open.",
        example="2026-11-30T00:00:00Z",
    )
    content = PromotionContent(help_text="What it says.")
    trigger = PromotionTrigger(help_text="What makes it appear.")
    frequency = PromotionFrequency(help_text="How often one visitor sees it.")
    audience = PromotionAudience(help_text="Whom the client shows it to.")
    dismissible = Truth(help_text="Whether a visitor can close it.", example=True)


class PromotionsBySlot(Shape):
    """The slots asked for; without `slot`, all of them. An empty slot is `[]`."""

    def get_fields(self) -> dict[str, Any]:
        """One list for each slot."""
        return {
            slot: PromotionSerializer(
                many=True,
                required=False,
                help_text="Show the first whose client-side conditions hold. Absent where this "
                "slot was not asked for.",
            )
            for slot in Slot.values
        }

    @classmethod
    def example(cls) -> Any:
        """A bar, and nothing in the other slots."""
        bar = PromotionSerializer.example()
        return {slot: [bar] if slot == bar["slot"] else [] for slot in Slot.values}


class ActivePromotionsSerializer(Shape):
    """What to show, by slot."""

    at = Instant(allow_null=True, help_text="The instant asked for; null on live answers.")
    valid_until = Instant(
        allow_null=True,
        help_text="When this answer changes next; null: not known to change.",
        example="2026-11-30T00:00:00Z",
    )
    slots = PromotionsBySlot(help_text="The candidates of each slot.")

    @classmethod
    def example(cls) -> Any:
        """A live answer."""
        return {**super().example(), "at": None}


class Transition(Shape):
    """An instant at which a slot's answer for this context changes. To what is not told."""

    at = Instant(help_text="When it changes.", example="2026-11-30T00:00:00Z")
    slot = OneOf(*Slot.values, help_text=f"Where it changes. {SLOT}")


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

    @classmethod
    def example(cls) -> Any:
        """One offer now, another when it ends."""
        answer = super().example()
        following = {"starts_at": "2026-11-30T00:00:00Z", "ends_at": None, "key": "winter-tea"}
        answer["upcoming"] = [{**offer, **following} for offer in answer["upcoming"]]
        for offer in answer["upcoming"]:
            said = {**written("<p>Mint and fennel.</p>"), "heading": "A tea for winter"}
            offer["content"] = {**offer["content"], **said, "countdown_to": None}
        return answer


def register() -> None:
    """Make promotions known to previews."""
    preview.register(Promotion, representation.preview, ActivePromotionsSerializer)
