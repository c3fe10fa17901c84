"""The panel of promotions on the admin's home page."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.forms import Media
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from promotions.admin import links
from promotions.admin.calendar import overview, texts
from promotions.admin.calendar.overview import CalendarEntry, EntryVersion
from promotions.admin.sites import site_for_admin
from promotions.choices import Slot
from promotions.models import Promotion
from promotions.scheduling.schedule import tzdata_version
from promotions.wording.conflicts import name_of, slot_name
from promotions.wording.dates import instant_in_words

_PERIOD: Final = timedelta(days=7)
_MAX_CHANGES, _MAX_CONFLICTS = 12, 5


class PromotionsPanel(Component):
    """What runs now, what starts or ends in the next seven days, conflicts and gaps in them."""

    name = "promotions"
    template_name = "promotions/admin/home.html"
    order = 150

    @cached_property
    def media(self) -> Media:
        """Its look, which is the calendar's."""
        return Media(css={"all": ["promotions/calendar.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """What the panel says at this instant."""
        request = parent_context["request"]
        now = timezone.now().astimezone(UTC).replace(microsecond=0)
        every = overview.calendar_entries(
            Promotion.objects.of_site(site_for_admin(request)), now, now + _PERIOD
        )
        return {
            "has_any": bool(every),
            "add_url": links.add_url(request.user),
            "can_edit": links.may_edit(request.user),
            "calendar_url": links.calendar_url(),
            "zone": settings.TIME_ZONE,
            "tzdata": tzdata_version(),
            "preview_now_url": links.preview_url(now),
            **_week(every, now, now + _PERIOD),
        }


def _week(every: list[CalendarEntry], now: datetime, before: datetime) -> dict[str, Any]:
    live = [entry.candidate for entry in every if entry.version == EntryVersion.LIVE]
    changes = overview.changes(every, now, before)
    found = overview.competition(every, Slot.values, now, before, _MAX_CONFLICTS)
    return {
        "unreadable": texts.describe_unreadable(every),
        "slots_now": texts.describe_now_and_next(live, now, Slot.values),
        "changes": [
            {
                "at": instant_in_words(change.at),
                "starts": change.starts,
                "heading": name_of(change.candidate),
                "slot": slot_name(change.candidate.slot),
                "url": links.edit_url(change.candidate.payload),
            }
            for change in changes[:_MAX_CHANGES]
        ],
        "more_changes": max(len(changes) - _MAX_CHANGES, 0),
        "conflicts": texts.describe_conflicts(found.conflicts, texts.version_names(every)),
        "pairs": found.pairs,
        "is_cut": found.pairs > _MAX_CONFLICTS,
        "gaps": texts.describe_gaps(found.gaps, now, before),
    }
