"""The promotions and redirects of the demo."""

from dataclasses import dataclass, field
from datetime import time
from typing import Any


@dataclass(frozen=True)
class DemoPromotion:
    """A promotion with one window in whole days from today's midnight.

    `starts` and `ends` are in the site's time zone; None is open. `weekly` is the days, from and
    to. `button` is the label, page and URL.
    """

    key: str
    slot: str
    heading: str
    body: str = ""
    starts: int | None = None
    ends: int | None = None
    weekly: tuple[list[str], time, time] | None = None
    live: bool = True
    button: tuple[str, str, str] | None = None
    image: str = ""
    topics: list[str] = field(default_factory=list)
    locale: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


PROMOTIONS = [
    DemoPromotion(
        "free-shipping",
        "announcement_bar",
        "Shipping is on us: every order, no minimum",
        "<p>Parcels leave our store within one working day.</p>",
        starts=-7,
        button=("To the shop", "", "https://shop.example.com/"),
        fields={"priority": 10, "frequency_after_dismiss_days": 7},
    ),
    DemoPromotion(
        "free-shipping-de",
        "announcement_bar",
        "Wir übernehmen den Versand, für jede Bestellung",
        starts=-7,
        button=("Zum Shop", "", "https://shop.example.com/de/"),
        locale="de",
        fields={"priority": 10, "frequency_after_dismiss_days": 7},
    ),
    DemoPromotion(
        "letter-sign-up",
        "modal",
        "One calm letter a month",
        "<p>Our newest articles, and now and then <b>an offer for readers</b>. No more.</p>",
        starts=-7,
        image="leaves",
        fields={
            "trigger_kind": "exit_intent",
            "form_kind": "sign_up",
            "form_title": "Get the letter",
            "form_email_label": "Your email address",
            "form_submit_label": "Send me the letter",
            "form_consent_text": "We write once a month. You can leave with one click.",
            "frequency_max_shows": 1,
            "frequency_per_days": 30,
            "frequency_after_dismiss_days": 90,
            "exclude_paths": ["/de/*"],
        },
    ),
    DemoPromotion(
        "diary-sheets",
        "inline",
        "A pain diary to print",
        "<p>Four weeks on two sheets, free of charge.</p>",
        starts=-7,
        button=("Read how it works", "diary", ""),
        topics=["pain"],
        fields={"priority": 5},
    ),
    DemoPromotion(
        "evening-tea",
        "inline",
        "Something warm for the evening",
        "<p>Lemon balm and lavender, 15% off for readers.</p>",
        starts=-7,
        button=("See the tea", "", "https://shop.example.com/evening-tea/"),
        image="evening",
    ),
    DemoPromotion(
        "week-of-rest",
        "announcement_bar",
        "Week of rest: 20% off pillows and blankets",
        starts=14,
        ends=21,
        button=("See what is included", "", "https://shop.example.com/week-of-rest/"),
        fields={"priority": 20, "countdown": True, "embargoed": False},
    ),
    DemoPromotion(
        "slow-sunday",
        "slide_in",
        "Sunday is for a slow walk",
        "<p>Twenty minutes are enough. We tell you where to begin.</p>",
        starts=1,
        weekly=(["sun"], time(8), time(20)),
        button=("Take a walk", "movement", ""),
        fields={"trigger_kind": "delay", "trigger_seconds": 5},
    ),
    DemoPromotion(
        "winter-letter",
        "modal",
        "Our winter letter: warm feet, clear head",
        "<p>Four letters through the dark months.</p>",
        starts=10,
        ends=24,
        live=False,
        fields={
            "trigger_kind": "exit_intent",
            "form_kind": "sign_up",
            "form_title": "Get the winter letter",
            "form_email_label": "Your email address",
            "form_submit_label": "Send it to me",
        },
    ),
    DemoPromotion(
        "walking-challenge",
        "slide_in",
        "Ten days, ten walks",
        "<p>Join the others and go for a walk every day.</p>",
        starts=-40,
        ends=-30,
        button=("Read how to begin", "movement", ""),
        fields={
            "trigger_kind": "scroll",
            "trigger_percent": 50,
            "include_paths": ["/articles/*"],
            "devices": ["desktop", "tablet"],
        },
    ),
]

REDIRECTS = {
    "/blog/why-pain-follows-a-cold/": "@page/immunity",
    "/shop/": "https://shop.example.com/",
}
"""Old path to a page of the demo or a URL."""
