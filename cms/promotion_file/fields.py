"""Map the members of a promotion file to the fields of the model; merge and compare records.

The same map gives the locations of the model's own errors and the list of what can change.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from cms.promotion_file.problems import InvalidFile, Location, Problem, quoted
from cms.promotion_file.schema import validate
from promotions.choices import Day, Device, FormKind
from promotions.models import Window

MAX_PROMOTIONS: Final = 5000

_NO_SECONDS = re.compile(r"\A(.*[0-9]{2}:[0-9]{2}):00\Z")

Entry = dict[str, Any]
"""The members of a promotion that the file gives; a record has all of them."""

SIMPLE_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "key": ("key",),
    "slot": ("slot",),
    "priority": ("priority",),
    "dismissible": ("dismissible",),
    "embargoed": ("embargoed",),
    "heading": ("content", "heading"),
    "countdown": ("content", "countdown"),
    "trigger_kind": ("trigger", "kind"),
    "trigger_seconds": ("trigger", "seconds"),
    "trigger_percent": ("trigger", "percent"),
    "frequency_max_shows": ("frequency", "max_shows"),
    "frequency_per_days": ("frequency", "per_days"),
    "frequency_after_dismiss_days": ("frequency", "after_dismiss_days"),
    "include_paths": ("audience", "include_paths"),
    "exclude_paths": ("audience", "exclude_paths"),
    "devices": ("audience", "devices"),
    "visitor": ("audience", "visitor"),
}
"""Locations of the model fields whose values are the same in the file."""

FORM_FIELDS: Final[dict[str, str]] = {
    "form_kind": "kind",
    "form_title": "title",
    "form_email_label": "email_label",
    "form_submit_label": "submit_label",
    "form_consent_text": "consent_text",
}
"""Names of the model fields of `content.form`."""

FIELD_LOCATIONS: Final[dict[str, tuple[str, ...]]] = {
    **SIMPLE_FIELDS,
    "locale": ("locale",),
    "body": ("content", "body"),
    "image": ("content", "image", "file"),
    "image_alt": ("content", "image", "alt"),
    "call_to_action_label": ("content", "call_to_action", "label"),
    "call_to_action_page": ("content", "call_to_action", "url"),
    "call_to_action_url": ("content", "call_to_action", "url"),
    **{field: ("content", "form", name) for field, name in FORM_FIELDS.items()},
    "topics": ("audience", "topics"),
}
"""Location of each model field in the file, and of its errors."""

WINDOW_LOCATIONS: Final[dict[str, tuple[str, ...]]] = {
    "mode": ("mode",),
    "start": ("start",),
    "end": ("end",),
    "time_zone": ("time_zone",),
    "weekly_days": ("weekly", "days"),
    "weekly_from": ("weekly", "from"),
    "weekly_to": ("weekly", "to"),
}
"""Location of each field of a window, within the window."""

IMAGE: Final = ("content", "image")
CALL_TO_ACTION: Final = ("content", "call_to_action")

COMPARED: Final[tuple[tuple[str, ...], ...]] = (
    *SIMPLE_FIELDS.values(),
    ("locale",),
    ("content", "body"),
    IMAGE,
    CALL_TO_ACTION,
    ("content", "form"),
    ("audience", "topics"),
    ("windows",),
)
"""Locations that are compared and changed as a whole."""

_EMPTY: Final[dict[tuple[str, ...], Entry]] = {
    IMAGE: {"file": "", "hash": "", "alt": ""},
    CALL_TO_ACTION: {"label": "", "url": ""},
    ("content", "form"): dict.fromkeys(FORM_FIELDS.values(), "") | {"kind": FormKind.SIGN_UP.value},
}
"""What an object that was null is merged with."""


def read_entries(document: Any) -> tuple[list[Entry], list[Problem]]:
    """Return the promotions of a document without their invalid values, and all its problems.

    Raises `InvalidFile` if the document is not a list, or too long.
    """
    if not isinstance(document, list):
        values = {"value": quoted(document)}
        message = _("The file must hold a list of promotions in square brackets, not %(value)s.")
        raise InvalidFile([Problem((), message % values)])
    if len(document) > MAX_PROMOTIONS:
        values = {"count": str(len(document)), "limit": str(MAX_PROMOTIONS)}
        message = _("The file holds %(count)s promotions; at most %(limit)s are taken. Split it.")
        raise InvalidFile([Problem((), message % values)])
    entries, found = validate(document)
    return entries, [*found, *_repeated_keys(entries)]


def _repeated_keys(entries: list[Entry]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, entry in enumerate(entries):
        key = entry.get("key")
        if key is None or first.setdefault(key, number) == number:
            continue
        values = {"key": quoted(key), "number": first[key] + 1}
        message = _("The key %(key)s is that of promotion %(number)d of this file already.")
        yield Problem((number, "key"), message % values)


def merge(record: Entry, entry: Entry, at: tuple[str, ...] = ()) -> Entry:
    """Return a record updated with an entry; a list replaces the whole list."""
    result = dict(record)
    for name, value in entry.items():
        place = (*at, name)
        if place == ("windows",):
            result[name] = [normalize_window({**default_window(), **window}) for window in value]
        elif place == ("audience", "devices"):
            result[name] = sorted(value, key=Device.values.index)
        elif isinstance(value, dict):
            result[name] = merge(record[name] or _EMPTY[place], value, place)
            if place == IMAGE:
                result[name].update(_renamed_image(record[name] or {}, value))
        else:
            result[name] = value
    return result


def _renamed_image(record: Entry, entry: Entry) -> Entry:
    """Return the new `file` and `hash`; if one of them changes, the other is no longer valid."""
    names: Entry = {name: entry[name] for name in ("file", "hash") if name in entry}
    if all(record.get(name) == value for name, value in names.items()):
        return {}
    return {"file": "", "hash": "", **names}


def default_window() -> Entry:
    """Return a window without limits in the time zone of the site."""
    return {
        "mode": Window.Mode.INCLUDE.value,
        "start": None,
        "end": None,
        "time_zone": str(settings.TIME_ZONE),
        "weekly": None,
    }


def normalize_window(window: Entry) -> Entry:
    """Return a window with days in order and times without seconds that are 0."""
    weekly = window["weekly"]
    if weekly:
        days = sorted(weekly.get("days", ()), key=Day.values.index)
        weekly = {name: _without_seconds(value) for name, value in weekly.items()} | {"days": days}
    times = {name: _without_seconds(window[name]) for name in ("start", "end")}
    return {**window, **times, "weekly": weekly}


def _without_seconds(value: Any) -> Any:
    return _NO_SECONDS.sub(r"\1", value) if isinstance(value, str) else value


def value_at(record: Entry, location: Location) -> Any:
    """Return the value at a location of a record."""
    value: Any = record
    for name in location:
        value = value[name]
    return value


def changed_locations(before: Entry, after: Entry) -> list[tuple[str, ...]]:
    """Return the locations of `COMPARED` where two records differ."""
    return [
        location for location in COMPARED if value_at(before, location) != value_at(after, location)
    ]
