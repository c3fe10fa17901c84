"""The promotion calendar."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from promotions.admin import links
from promotions.admin.calendar import overview, texts, timeline
from promotions.admin.calendar.forms import ZOOMS, CalendarForm, CalendarQuery
from promotions.admin.calendar.layout import CalendarSpan, Zoom
from promotions.admin.calendar.overview import CalendarEntry, EntryVersion
from promotions.admin.screens import PromotionsScreen
from promotions.admin.sites import site_for_admin
from promotions.choices import Slot
from promotions.models import Promotion
from promotions.scheduling.schedule import to_wall, tzdata_version

_MAX_CONFLICTS, _MAX_LISTED = 50, 100


class CalendarView(PromotionsScreen, TemplateView):
    """A timeline of all promotions of a site by slot, and the same in words."""

    template_name = "promotions/admin/calendar.html"
    page_title = _("Promotion calendar")
    header_icon = "calendar-alt"

    def get_header_buttons(self) -> list[Any]:
        """Link to the explanation, the feed and the file."""
        # The promotion file belongs to a package above this app; only its URL name is known here.
        pages = [
            (_("Why does it show?"), "promotions_explain", "help"),
            (_("Calendar feed"), "promotions_feed", "calendar-alt"),
            (_("Promotions file"), "promotions_file", "download"),
        ]
        return [
            HeaderButton(label=label, url=reverse(name), icon_name=icon)
            for label, name, icon in pages
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now().astimezone(UTC)
        today = to_wall(now, settings.TIME_ZONE).date()
        form = CalendarForm(self.request.GET, today)
        query = form.query(today, site_for_admin(self.request))
        span = CalendarSpan.around(query.zoom, query.day, settings.TIME_ZONE)
        promotions = Promotion.objects.of_site(query.site)
        entries = overview.calendar_entries(promotions, span.after, span.before)
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "query": query,
            "has_any": bool(entries),
            "add_url": links.add_url(self.request.user),
            "can_edit": links.may_edit(self.request.user),
            "zone": settings.TIME_ZONE,
            "tzdata": tzdata_version(),
            **_of_axis(query, span, now),
            **self._of_span(query, span, entries, now),
        }

    def _of_span(
        self, query: CalendarQuery, span: CalendarSpan, entries: list[CalendarEntry], now: datetime
    ) -> dict[str, Any]:
        every = [entry for entry in entries if _matches(entry, query)]
        running = sorted((entry for entry in every if entry.intervals), key=_in_order)
        slots = query.shown_slots
        found = overview.competition(running, slots, span.after, span.before, _MAX_CONFLICTS)
        describe = partial(
            timeline.item,
            competing=found.competing,
            path=query.path,
            at=now,
            can_edit=links.may_edit(self.request.user),
        )
        rows = timeline.ROWS if len(slots) > 1 else timeline.ROWS_OF_ONE
        live = [entry.candidate for entry in every if entry.version == EntryVersion.LIVE]
        return {
            "lanes": [
                {
                    "lane": timeline.lane(slot, running, found, span, rows, describe),
                    "url": query.url(slots=(slot,)),
                }
                for slot in slots
            ],
            "listed": [describe(entry) for entry in running[:_MAX_LISTED]],
            "total": len(running),
            "unreadable": texts.describe_unreadable(every),
            "conflicts": texts.describe_conflicts(found.conflicts, texts.version_names(running)),
            "preview_now_url": links.preview_url(now, query.path or None),
            "pairs": found.pairs,
            "is_cut": found.pairs > _MAX_CONFLICTS,
            "gaps": texts.describe_gaps(found.gaps, span.after, span.before),
            "slots_now": texts.describe_now_and_next(live, now, slots, query.path),
        }


def _matches(entry: CalendarEntry, query: CalendarQuery) -> bool:
    candidate = entry.candidate
    return (
        (not query.locale or candidate.locale == query.locale)
        and candidate.slot in query.shown_slots
        and (not query.path or overview.is_for(candidate, query.path))
    )


def _in_order(entry: CalendarEntry) -> tuple[int, bool, float, int, str]:
    """Sort by slot, live first, then start, then priority and key."""
    candidate, start = entry.candidate, entry.intervals[0].start
    return (
        Slot.values.index(candidate.slot),
        entry.version != EntryVersion.LIVE,
        start.timestamp() if start else float("-inf"),
        -candidate.priority,
        candidate.key,
    )


def _of_axis(query: CalendarQuery, span: CalendarSpan, now: datetime) -> dict[str, Any]:
    """Return the axis and the links of the navigation."""

    def url(steps: int) -> str:
        day = span.moved(steps)
        return query.url(day=day) if day else ""

    today = to_wall(now, span.zone)
    return {
        "span": span,
        "title": texts.title(span),
        "axis": timeline.axis(span, today, query.url),
        "heads": timeline.heads(span) if span.zoom != Zoom.DAY else [],
        "now_line": timeline.now_line(span, now),
        "earlier_url": url(-1),
        "later_url": url(1),
        "today_url": query.url(day=today.date()),
        "clear_url": query.url(slots=(), locale="", path=""),
        "zooms": [
            {"url": query.url(zoom=zoom), "label": label, "is_on": zoom == query.zoom}
            for zoom, label in ZOOMS
        ],
    }
