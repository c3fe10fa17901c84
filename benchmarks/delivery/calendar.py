"""Which promotions are there while reads are measured? A thousand, of which forty run.

What runs does so for all the time of a benchmark, so that every read answers the same.
"""

from datetime import UTC, datetime, timedelta

from wagtail.models import Locale, Site

from promotions.choices import Slot
from promotions.models import Promotion, Window

PROMOTIONS = 1000
RUNNING_IN_SLOT = 10


def fill(site: Site, locale: Locale) -> None:
    """Make the promotions: those that run, and others that ran or will run for a week."""
    slots = list(Slot.values)
    promotions = [
        Promotion(
            key=f"offer-{number}", site=site, locale=locale, slot=slots[number % len(slots)],
            priority=number % 7, heading=f"Offer {number}",
            body="<p>Free <b>shipping</b> this week.</p>", call_to_action_label="Shop",
            call_to_action_url="https://shop.example/", live=True,
            include_paths=["/articles/*"] if number % 3 == 0 else [],
        )
        for number in range(PROMOTIONS)
    ]  # fmt: skip
    Promotion.objects.bulk_create(promotions)
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    windows = []
    for number, promotion in enumerate(promotions[RUNNING_IN_SLOT * len(slots) :]):
        start = today + timedelta(days=30 + number if number % 2 else -30 - number)
        window = Window(
            promotion=promotion, start=start, end=start + timedelta(days=7), time_zone="UTC"
        )
        windows.append(window)
    Window.objects.bulk_create(windows)
