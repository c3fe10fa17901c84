"""Describe what changes between two records of a promotion, for editors."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.content.rich_text import plain_text
from cms.promotion_file.fields import (
    CALL_TO_ACTION,
    FIELD_LOCATIONS,
    IMAGE,
    Entry,
    changed_locations,
    value_at,
)
from cms.promotion_file.problems import quoted
from promotions import stored_windows
from promotions.models import Promotion
from promotions.scheduling import schedule
from promotions.wording import windows

_OWN_LABELS: dict[tuple[str, ...], str] = {
    ("content", "call_to_action"): "call_to_action_label",
    ("content", "form"): "form_kind",
    ("content", "image"): "image",
}


def windows_of(record: Entry) -> tuple[schedule.Window, ...]:
    """Return the windows of a record as the schedule takes them."""
    rows = (
        {
            **window,
            "weekly_days": (window["weekly"] or {}).get("days"),
            "weekly_from": (window["weekly"] or {}).get("from"),
            "weekly_to": (window["weekly"] or {}).get("to"),
        }
        for window in record["windows"]
    )
    return stored_windows.windows_from_columns(record["key"], rows)


def describe_changes(before: Entry, after: Entry) -> list[str]:
    """Return a line for each change: the old value and the new one."""
    lines = []
    for location in changed_locations(before, after):
        if location == ("windows",):
            lines += _windows(before, after)
        else:
            lines.append(_change(before, after, location))
    return lines


def label(location: tuple[str, ...]) -> str:
    """Return the label of the form field for a compared location."""
    fields = {place: field for field, place in FIELD_LOCATIONS.items()}
    name = _OWN_LABELS.get(location) or fields[location]
    return capfirst(str(Promotion._meta.get_field(name).verbose_name))


def _change(before: Entry, after: Entry, location: tuple[str, ...]) -> str:
    values = {
        "name": label(location),
        "old": _display(location, value_at(before, location)),
        "new": _display(location, value_at(after, location)),
    }
    if values["old"] == values["new"]:
        return _("%(name)s: its links or details") % values
    return _("%(name)s: %(old)s → %(new)s") % values


def _display(location: tuple[str, ...], value: Any) -> str:
    if value in (None, "", []):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if location == IMAGE:
        return f"{value['file']} ({quoted(value['alt'])})"
    if location == CALL_TO_ACTION:
        return f"{quoted(value['label'])} ({value['url']})"
    if isinstance(value, dict):
        return ", ".join(quoted(text) for name, text in value.items() if text and name != "kind")
    if isinstance(value, list):
        return ", ".join(value)
    if location == ("content", "body"):
        return quoted(plain_text(value))
    return _choice(location, value) if isinstance(value, str) else str(value)


def _choice(location: tuple[str, ...], value: str) -> str:
    """Return the label of a choice; quote any other text."""
    fields = {place: field for field, place in FIELD_LOCATIONS.items()}
    choices = dict(getattr(Promotion._meta.get_field(fields[location]), "flatchoices", ()))
    return str(choices[value]) if value in choices else quoted(value)


def _windows(before: Entry, after: Entry) -> list[str]:
    lines = windows.changes_in_words(windows_of(before), windows_of(after))
    return [_("Windows: %(change)s") % {"change": line} for line in lines] or [
        _("Windows: their order")
    ]
