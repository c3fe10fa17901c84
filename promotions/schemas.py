"""The JSON of promotions."""

from typing import Annotated, Final

from pydantic import Field
from typing_extensions import TypedDict

from cms.content.images.image_json import ImageJson
from cms.content.json_types import Instant, Url, enum, example
from cms.content.rich_text import example_of
from cms.content.rich_text_nodes import RichTextJson
from promotions.choices import Device, FormKind, Slot, Trigger, Visitor

SLOT: Final = (
    "`announcement_bar`: a line on top of every screen; `modal`: a box over the screen; "
    "`slide_in`: a box at its edge; `inline`: a place inside an article."
)


class PromotionLink(TypedDict):
    """The button of a promotion."""

    label: Annotated[str, Field(description="What happens on a click.", examples=["See the oil"])]
    url: Annotated[
        Url,
        Field(
            description="Absolute; or `mailto:`, `tel:`.",
            examples=["https://shop.example.com/oils/lavender/"],
        ),
    ]


class PromotionFormJson(TypedDict):
    """The form of a promotion: its words. The frontend sends it where sign-ups go."""

    kind: Annotated[
        str,
        enum(FormKind.values),
        Field(description="`sign_up`: asks for an email address."),
    ]
    title: Annotated[str, Field(description="Stands above the form.", examples=["Get the letter"])]
    email_label: Annotated[
        str, Field(description="Label of the field.", examples=["Your email address"])
    ]
    submit_label: Annotated[
        str, Field(description="Label of the button.", examples=["Send me the letter"])
    ]
    consent_text: Annotated[
        str,
        Field(
            description="What a visitor agrees to by sending it.",
            examples=["We write once a month. You can leave with one click."],
        ),
    ]


@example(**example_of("<p>Pressed in small batches, <b>until Sunday</b> at the old price.</p>"))
class PromotionContent(RichTextJson):
    """What a promotion says."""

    heading: Annotated[
        str, Field(description="The first line, plain.", examples=["Lavender oil is back"])
    ]
    image: Annotated[ImageJson | None, Field(description="A picture; null: there is none.")]
    call_to_action: Annotated[
        PromotionLink | None, Field(description="The button; null: there is none.")
    ]
    countdown_to: Annotated[
        Instant | None,
        Field(
            description="The real end of the offer, where it asks for a countdown; else null.",
            examples=["2026-11-30T00:00:00Z"],
        ),
    ]
    form: Annotated[
        PromotionFormJson | None, Field(description="A form to show; null: there is none.")
    ]


@example(percent=None)
class PromotionTrigger(TypedDict):
    """What makes it appear."""

    kind: Annotated[
        str,
        enum(Trigger.values),
        Field(
            description="`immediate`: at once; `delay`: after `seconds`; `scroll`: after "
            "`percent` of the page; `exit_intent`: when the visitor is about to leave; "
            "`inactivity`: after `seconds` without a move.",
            examples=["delay"],
        ),
    ]
    seconds: Annotated[
        Annotated[int, Field(ge=0, le=3600)] | None,
        Field(
            description="Seconds, for `delay` and `inactivity`; else null.",
            examples=[5],
        ),
    ]
    percent: Annotated[
        Annotated[int, Field(ge=0, le=100)] | None,
        Field(description="Percent of the page, for `scroll`; else null.", examples=[50]),
    ]


class PromotionFrequency(TypedDict):
    """How often one visitor sees it."""

    max_shows: Annotated[
        Annotated[int, Field(ge=0)] | None,
        Field(description="Times at most; null: no limit.", examples=[3]),
    ]
    per_days: Annotated[
        Annotated[int, Field(ge=0)] | None,
        Field(description="The days that `max_shows` counts within; null: ever.", examples=[7]),
    ]
    after_dismiss_days: Annotated[
        Annotated[int, Field(ge=0)] | None,
        Field(
            description="Days that it stays away once a visitor closed it; null: for good.",
            examples=[30],
        ),
    ]


class PromotionAudience(TypedDict):
    """Conditions that only the client can test."""

    devices: Annotated[
        list[
            Annotated[
                str,
                enum(Device.values),
                Field(description="A device, by the width of its screen."),
            ]
        ],
        Field(description="Any of them; empty: all devices.", examples=[["mobile", "tablet"]]),
    ]
    visitor: Annotated[
        str,
        enum(Visitor.values),
        Field(
            description="`any`: everybody; `new`: on a first visit; `returning`: on a later one."
        ),
    ]


class PromotionJson(TypedDict):
    """A promotion, as shown in the interval that holds now."""

    key: Annotated[
        str, Field(description="Its stable name in a site.", examples=["lavender-is-back"])
    ]
    slot: Annotated[str, enum(Slot.values), Field(description=SLOT)]
    locale: Annotated[str, Field(description="Language code of its words.", examples=["en"])]
    priority: Annotated[
        int, Field(description="Higher ones stand before lower ones.", examples=[10])
    ]
    starts_at: Annotated[
        Instant | None,
        Field(description="Start of the interval; null: open.", examples=["2026-11-20T00:00:00Z"]),
    ]
    ends_at: Annotated[
        Instant | None,
        Field(
            description="End of the interval, exclusive; null: open.",
            examples=["2026-11-30T00:00:00Z"],
        ),
    ]
    content: Annotated[PromotionContent, Field(description="What it says.")]
    trigger: Annotated[
        PromotionTrigger,
        Field(description="What makes it appear."),
    ]
    frequency: Annotated[PromotionFrequency, Field(description="How often one visitor sees it.")]
    audience: Annotated[PromotionAudience, Field(description="Whom the client shows it to.")]
    dismissible: Annotated[
        bool, Field(description="Whether a visitor can close it.", examples=[True])
    ]


Candidates = Annotated[
    list[PromotionJson],
    Field(
        description="Show the first whose client-side conditions hold. Absent where this slot was "
        "not asked for."
    ),
]


@example(modal=[], slide_in=[], inline=[])
class PromotionsBySlot(TypedDict, total=False):
    """The slots asked for; without `slot`, all of them. An empty slot is `[]`."""

    announcement_bar: Candidates
    modal: Candidates
    slide_in: Candidates
    inline: Candidates


@example(at=None)
class ActivePromotions(TypedDict):
    """What to show, by slot."""

    at: Annotated[Instant | None, Field(description="The instant asked for; null on live answers.")]
    valid_until: Annotated[
        Instant | None,
        Field(
            description="When this answer changes next; null: not known to change.",
            examples=["2026-11-30T00:00:00Z"],
        ),
    ]
    slots: Annotated[PromotionsBySlot, Field(description="The candidates of each slot.")]


class Transition(TypedDict):
    """An instant at which a slot's answer for this context changes. To what is not told."""

    at: Annotated[Instant, Field(description="When it changes.", examples=["2026-11-30T00:00:00Z"])]
    slot: Annotated[str, enum(Slot.values), Field(description=f"Where it changes. {SLOT}")]


@example(at=None)
class Manifest(ActivePromotions):
    """What to show, by slot, and what is known of the next 30 days."""

    transitions: Annotated[
        list[Transition],
        Field(description="Every change from now up to 30 days ahead, by instant, then slot."),
    ]
    upcoming: Annotated[
        list[PromotionJson],
        Field(
            description="What starts within the 30 days and is no secret, each with the interval "
            "that comes next, by its start. Secret promotions are in no answer before their time.",
            examples=[
                [
                    {
                        "key": "winter-tea",
                        "starts_at": "2026-11-30T00:00:00Z",
                        "ends_at": None,
                        "content": {
                            **example_of("<p>Mint and fennel.</p>"),
                            "heading": "A tea for winter",
                            "countdown_to": None,
                        },
                    }
                ]
            ],
        ),
    ]
