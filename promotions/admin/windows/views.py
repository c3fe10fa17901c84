"""Describe the windows of a form while the editor types, without saving.

All date arithmetic is on the server; the browser only shows the result.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.permissions import policy_registry

from promotions.admin.windows.forms import WindowForm, posted_forms
from promotions.models import Promotion, Window
from promotions.scheduling import presets, schedule
from promotions.scheduling.local_times import ClockShows, equivalent
from promotions.wording.dates import date_in_words, time_in_words
from promotions.wording.occurrences import Moment, moment, overview
from promotions.wording.windows import MIDNIGHT, zone_in_words


@dataclass(frozen=True, slots=True)
class Hint:
    """The text below an input: the time in UTC, a note, and a button for the end of the day."""

    zone: str
    moment: Moment | None = None
    is_next: bool = False
    note: str = ""
    field: str = ""
    day_end: str = ""
    day: str = ""


@require_POST
def describe(request: HttpRequest) -> JsonResponse:
    """Return summary, occurrences and warnings, and the errors and hints of each window."""
    policy = policy_registry.get_by_type(Promotion)
    if not policy.user_has_any_permission(request.user, ["add", "change"]):
        raise PermissionDenied
    now, forms = timezone.now(), posted_forms(request.POST)
    wrong = [form for form in forms if not form.is_valid()]
    description: dict[str, Any] = {"windows": {form.prefix: _of_one(form, now) for form in forms}}
    if wrong:
        description |= {"summary": _incomplete(wrong), "warnings": "", "occurrences": ""}
        return JsonResponse(description)
    summary = overview([form.instance.as_window() for form in forms], now)
    for part in ("warnings", "occurrences"):
        description[part] = render_to_string(f"promotions/admin/{part}.html", {"overview": summary})
    return JsonResponse({**description, "summary": summary.sentence})


def _incomplete(wrong: list[WindowForm]) -> str:
    first = next(str(messages[0]) for messages in wrong[0].errors.values())
    return _("Not complete yet: %(problem)s") % {"problem": first}


def _of_one(form: WindowForm, now: datetime) -> dict[str, Any]:
    hints = _hints(form, now)
    return {
        "errors": {name: [str(each) for each in found] for name, found in form.errors.items()},
        "hints": {
            name: render_to_string("promotions/admin/hint.html", {"hint": hint})
            for name, hint in hints.items()
        },
    }


def _hints(form: WindowForm, now: datetime) -> dict[str, Hint]:
    window: Window = form.instance
    if "time_zone" in form.errors:
        return {}
    zone = Hint(zone_in_words(window.time_zone))
    hints = dict.fromkeys(("start", "end", "weekly_from", "weekly_to"), zone)
    for name in ("start", "end"):
        if (wall := form.cleaned_data.get(name)) and name not in form.errors:
            hints[name] = _wall_hint(wall, window.time_zone)
    hints["end"] = _with_end_of_day(hints["end"], form, now)
    if window.weekly is not None and not form.errors:
        hints |= _weekly_hints(window.as_window(), zone, now)
    return hints


def _wall_hint(wall: datetime, zone: str) -> Hint:
    found, note = equivalent(wall, zone), ""
    times = {
        "time": time_in_words(wall.time()),
        "counts_as": time_in_words(found.counts_as.time()),
    }
    if found.clock_shows == ClockShows.NEVER:
        note = _("Clocks jump over %(time)s that day: it counts as %(counts_as)s.") % times
    elif found.clock_shows == ClockShows.TWICE:
        note = _("Clocks show %(time)s twice that day: the first time counts.") % times
    return Hint(zone_in_words(zone), moment(found.instant, zone), note=note)


def _with_end_of_day(hint: Hint, form: WindowForm, now: datetime) -> Hint:
    """Offer the next 00:00 after the end or else the start; never 23:59 (Rule 3)."""
    start, end = form.cleaned_data.get("start"), form.cleaned_data.get("end")
    wall = end or start or schedule.to_wall(now, form.instance.time_zone)
    if end and end.time() == MIDNIGHT and "end" not in form.errors:
        return hint
    day_end = presets.midnight_after(wall)
    return replace(
        hint,
        field=f"{form.prefix}-end",
        day_end=day_end.isoformat(timespec="minutes"),
        day=date_in_words(day_end - timedelta(days=1)),
    )


def _weekly_hints(window: schedule.Window, zone: Hint, now: datetime) -> dict[str, Hint]:
    """Return hints with the next occurrence of the window by itself."""
    alone = replace(window, mode="include")
    found = schedule.interval_at([alone], now)
    if found is None and (begins := schedule.next_change([alone], now)):
        found = schedule.interval_at([alone], begins)
    if found is None:
        return {}
    ends = {"weekly_from": found.start, "weekly_to": found.end}
    return {
        name: replace(zone, moment=moment(instant, window.time_zone), is_next=True)
        for name, instant in ends.items()
        if instant is not None
    }
