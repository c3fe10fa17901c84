"""The tables that responses with promotions, and the timetable of promotions, depend on."""

from typing import Final

from cms.content.tracked_tables import ignored_columns
from cms.versions.dependencies import process_cache_keys, track

TIMETABLE: Final = "timetable"
"""The dependency key of everything that a candidate is made of."""

_LIVE: Final = "FROM promotions_promotion WHERE live AND promotions_promotion.id = {promotion_id}"
_SLOT: Final = f"SELECT 'slot-' || slot {_LIVE}"
_IS_LIVE: Final = f"EXISTS (SELECT 1 {_LIVE})"
_SLOTS_OF_TOPIC: Final = (
    "SELECT 'slot-' || slot FROM promotions_promotion WHERE live AND promotions_promotion.id IN "
    "(SELECT promotion_id FROM promotions_promotion_topics WHERE topic_id = {id})"
)


def register() -> None:
    """Track promotions with their related tables, and what `representation.candidates` reads."""
    process_cache_keys.add(TIMETABLE)
    track(
        "promotions.Promotion",
        "promotion-{id}",
        "promotions",
        "slot-{slot}",
        TIMETABLE,
        ignoring=ignored_columns("promotions.Promotion"),
    )
    for label in ("promotions.Window", "promotions.Promotion_topics"):
        own = ("promotion-{promotion_id}", "promotions", _SLOT, TIMETABLE)
        track(label, *own, condition=_IS_LIVE)
    known = ("slug", "live", "expire_at")
    track("articles.Topic", "promotions", _SLOTS_OF_TOPIC, TIMETABLE, columns=known)
    track("wagtailcore.Locale", "promotions", TIMETABLE)
