"""With which tables do promotions, and the timetable that they are answered from, change?"""

from typing import Final

from cms.content.tracked_tables import unseen
from cms.versions.content_versions import kept_by_processes, watch

TIMETABLE: Final = "timetable"
"""The scope of all that a candidate is made of."""

_LIVE: Final = "FROM promotions_promotion WHERE live AND promotions_promotion.id = {promotion_id}"
_SLOT: Final = f"SELECT 'slot-' || slot {_LIVE}"
_IS_LIVE: Final = f"EXISTS (SELECT 1 {_LIVE})"
_SLOTS_OF_TOPIC: Final = (
    "SELECT 'slot-' || slot FROM promotions_promotion WHERE live AND promotions_promotion.id IN "
    "(SELECT promotion_id FROM promotions_promotion_topics WHERE topic_id = {id})"
)


def register() -> None:
    """Watch what `representation.candidates` reads, and what a promotion says."""
    kept_by_processes.add(TIMETABLE)
    watch(
        "promotions.Promotion",
        "promotion-{id}",
        "promotions",
        "slot-{slot}",
        TIMETABLE,
        ignoring=unseen("promotions.Promotion"),
    )
    for label in ("promotions.Window", "promotions.Promotion_topics"):
        own = ("promotion-{promotion_id}", "promotions", _SLOT, TIMETABLE)
        watch(label, *own, seen=_IS_LIVE)
    known = ("slug", "live", "expire_at")
    watch("articles.Topic", "promotions", _SLOTS_OF_TOPIC, TIMETABLE, columns=known)
    watch("wagtailcore.Locale", "promotions", TIMETABLE)
