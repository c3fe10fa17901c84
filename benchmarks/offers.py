"""Which promotions, and which plain rows, are the benchmarks about?

Ten promotions at a time run at one time of the week: each for 80 minutes a week, a minute after
the one before, so that for 70 minutes exactly these ten are active, whatever their number is.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import connection, models
from wagtail.models import Locale, Page, Site

from promotions.choices import Day
from promotions.models import Promotion, Window

SIZES = (10, 100, 1000)
AT_ONCE = 10
MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)
# Times of the week that are 100 minutes apart, as a thousand promotions need.
STEP = 100 * MINUTE
SLOT = "modal"


class PlainOffer(models.Model):
    """The named peer: a row with two instants, for `starts_at <= now < ends_at`."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    slot = models.CharField(max_length=32)
    language = models.CharField(max_length=16)
    priority = models.IntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    promotion = models.ForeignKey(Promotion, models.CASCADE, related_name="+")

    class Meta:
        app_label = "benchmarks"
        indexes = [models.Index(fields=["site", "slot", "starts_at"], name="plain_starts")]

    def __str__(self) -> str:
        return f"{self.starts_at} to {self.ends_at}"

    @classmethod
    def shown(cls, site: Site, now: datetime) -> Any:
        """What a plain Django filter shows."""
        rows = cls.objects.filter(
            site=site, slot=SLOT, language="en", starts_at__lte=now, ends_at__gt=now
        )
        return rows.order_by("-priority", "-starts_at").select_related("promotion__locale")


def host(size: int) -> str:
    """Each number of promotions has a site of its own."""
    return f"offers-{size}.example"


def monday() -> datetime:
    """The beginning of the present week, UTC."""
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=today.weekday())


def instants(size: int, first_week: int, weeks: int) -> Iterator[datetime]:
    """Random instants of these weeks at which exactly ten of the promotions are active."""
    chance = random.Random(size)
    while True:
        into = chance.randrange(size // AT_ONCE) * STEP + chance.randrange(600, 4200) * MINUTE / 60
        yield monday() + (first_week + chance.randrange(weeks)) * WEEK + into


def _weekly(number: int) -> dict[str, Any]:
    """The rule of the promotion with this number."""
    starts = monday() + number // AT_ONCE * STEP + number % AT_ONCE * MINUTE
    return {
        "time_zone": "UTC",
        "weekly_days": [Day.values[starts.weekday()]],
        "weekly_from": starts.time(),
        "weekly_to": (starts + 80 * MINUTE).time() or time(0),
    }


def fill() -> None:
    """Make the sites, their promotions and the table of plain rows."""
    locale, _new = Locale.objects.get_or_create(language_code="en")
    root = Page.objects.filter(depth=2).first() or Page.get_first_root_node()
    with connection.schema_editor() as editor:
        editor.create_model(PlainOffer)
    for size in SIZES:
        site = Site.objects.create(hostname=host(size), port=80, root_page=root)
        _fill_site(site, locale, size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill_site(site: Site, locale: Locale, size: int) -> None:
    promotions = [
        Promotion(
            key=f"offer-{number}", site=site, locale=locale, slot=SLOT, priority=number % 7,
            heading=f"Offer {number}", body="<p>Free <b>shipping</b> this week.</p>",
            call_to_action_label="Shop", call_to_action_url="https://shop.example/", live=True,
        )
        for number in range(size)
    ]  # fmt: skip
    Promotion.objects.bulk_create(promotions)
    Window.objects.bulk_create(
        Window(promotion=promotion, **_weekly(number))
        for number, promotion in enumerate(promotions)
    )
    PlainOffer.objects.bulk_create(_plain(site, promotions))


def _plain(site: Site, promotions: list[Promotion]) -> Iterator[PlainOffer]:
    """As many rows, of which ten hold at every instant of two years."""
    length = 104 * WEEK * AT_ONCE / len(promotions)
    first = monday() - 26 * WEEK
    for number, promotion in enumerate(promotions):
        starts = first + number // AT_ONCE * length
        yield PlainOffer(
            site=site, slot=SLOT, language="en", priority=promotion.priority,
            starts_at=starts, ends_at=starts + length, promotion=promotion,
        )  # fmt: skip
