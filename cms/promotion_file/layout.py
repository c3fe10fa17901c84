"""What stands in a promotion file, and which field of the model does each member keep?

The shapes of reading, the pointers of the model's own errors and the list of what can change are
this one description.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from cms.promotion_file.problems import Path, Problem, Refused, quoted
from cms.promotion_file.shapes import (
    Checked,
    Choice,
    Flag,
    Found,
    ListOf,
    Members,
    OrNull,
    SetOf,
    Text,
    Whole,
    time_of_day,
    wall_time,
)
from promotions.choices import Day, Device, FormKind, Slot, Trigger, Visitor
from promotions.models import Promotion, Window
from promotions.validators import KEY, validate_patterns

MOST_PROMOTIONS: Final = 5000
# A database takes more of it; Django asks only forms about the length of long texts.
LONGEST_CONSENT: Final[int] = Promotion._meta.get_field("form_consent_text").max_length or 0
LARGEST_PRIORITY: Final = 2**31 - 1

Entry = dict[str, Any]
"""One promotion as far as the file gives it; a record, where every member is there."""

WEEKLY: Final = Members(
    {
        "days": SetOf(Choice(tuple(Day.values)), order=Day.values.index),
        "from": OrNull(time_of_day()),
        "to": OrNull(time_of_day()),
    },
    required=frozenset({"days", "from", "to"}),
)
WINDOW: Final = Members(
    {
        "mode": Choice(tuple(Window.Mode.values)),
        "start": OrNull(wall_time()),
        "end": OrNull(wall_time()),
        "time_zone": Text(),
        "weekly": OrNull(WEEKLY),
    }
)
CONTENT: Final = Members(
    {
        "heading": Text(required=True),
        "body": Text(lines=True),
        "image": OrNull(Members({"file": Text(), "hash": Text(), "alt": Text()})),
        "countdown": Flag(),
        "call_to_action": OrNull(Members({"label": Text(), "url": Text()})),
        "form": OrNull(
            Members(
                {
                    "kind": Choice(tuple(FormKind.values)),
                    "title": Text(),
                    "email_label": Text(),
                    "submit_label": Text(),
                    "consent_text": Checked(Text(lines=True), MaxLengthValidator(LONGEST_CONSENT)),
                }
            )
        ),
    },
    required=frozenset({"heading"}),
)
_PATHS = SetOf(Checked(Text(), lambda path: validate_patterns([path])))
PROMOTION: Final = Members(
    {
        "key": Checked(Text(required=True), KEY),
        "slot": Choice(tuple(Slot.values)),
        "priority": Whole(lowest=-LARGEST_PRIORITY),
        "locale": Text(),
        "dismissible": Flag(),
        "embargoed": Flag(),
        "content": CONTENT,
        "trigger": Members(
            {
                "kind": Choice(tuple(Trigger.values)),
                "seconds": OrNull(Whole()),
                "percent": OrNull(Whole()),
            }
        ),
        "frequency": Members(
            {
                "max_shows": OrNull(Whole()),
                "per_days": OrNull(Whole()),
                "after_dismiss_days": OrNull(Whole()),
            }
        ),
        "audience": Members(
            {
                "include_paths": _PATHS,
                "exclude_paths": _PATHS,
                "topics": SetOf(Text(required=True)),
                "devices": SetOf(Choice(tuple(Device.values)), order=Device.values.index),
                "visitor": Choice(tuple(Visitor.values)),
            }
        ),
        "windows": ListOf(WINDOW),
    },
    required=frozenset({"key", "slot", "content"}),
)

PLAIN: Final[dict[str, tuple[str, ...]]] = {
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
"""Fields of the model that stand in the file as they are."""

FORM: Final[dict[str, str]] = {
    "form_kind": "kind",
    "form_title": "title",
    "form_email_label": "email_label",
    "form_submit_label": "submit_label",
    "form_consent_text": "consent_text",
}
"""Fields of the model that make up `content.form`."""

PLACES: Final[dict[str, tuple[str, ...]]] = {
    **PLAIN,
    "locale": ("locale",),
    "body": ("content", "body"),
    "image": ("content", "image", "file"),
    "image_alt": ("content", "image", "alt"),
    "call_to_action_label": ("content", "call_to_action", "label"),
    "call_to_action_page": ("content", "call_to_action", "url"),
    "call_to_action_url": ("content", "call_to_action", "url"),
    **{field: ("content", "form", name) for field, name in FORM.items()},
    "topics": ("audience", "topics"),
}
"""Where in the file the model's field stands, and so what is wrong with it."""

WINDOW_PLACES: Final[dict[str, tuple[str, ...]]] = {
    "mode": ("mode",),
    "start": ("start",),
    "end": ("end",),
    "time_zone": ("time_zone",),
    "weekly_days": ("weekly", "days"),
    "weekly_from": ("weekly", "from"),
    "weekly_to": ("weekly", "to"),
}
"""The same for a window, within it."""

IMAGE: Final = ("content", "image")
CALL_TO_ACTION: Final = ("content", "call_to_action")

LEAVES: Final[tuple[tuple[str, ...], ...]] = (
    *PLAIN.values(),
    ("locale",),
    ("content", "body"),
    IMAGE,
    CALL_TO_ACTION,
    ("content", "form"),
    ("audience", "topics"),
    ("windows",),
)
"""What changes as one."""

_EMPTY: Final[dict[tuple[str, ...], Entry]] = {
    IMAGE: {"file": "", "hash": "", "alt": ""},
    CALL_TO_ACTION: {"label": "", "url": ""},
    ("content", "form"): dict.fromkeys(FORM.values(), "") | {"kind": FormKind.SIGN_UP.value},
}
"""What an object that was null is completed from."""


def entries(document: Any) -> tuple[list[Entry], list[Problem]]:
    """The promotions of a file, as far as they can be read, and everything wrong with them.

    Raises `Refused` for a file that is no list of promotions at all, or too long a one.
    """
    if not isinstance(document, list):
        said = {"value": quoted(document)}
        message = _("The file must hold a list of promotions in square brackets, not %(value)s.")
        raise Refused([Problem((), message % said)])
    if len(document) > MOST_PROMOTIONS:
        said = {"count": str(len(document)), "limit": str(MOST_PROMOTIONS)}
        message = _("The file holds %(count)s promotions; at most %(limit)s are taken. Split it.")
        raise Refused([Problem((), message % said)])
    found: Found = []
    read = [PROMOTION.read(value, (number,), found) for number, value in enumerate(document)]
    made = [entry if isinstance(entry, dict) else {} for entry in read]
    return made, [*found, *_repeated_keys(made)]


def _repeated_keys(made: list[Entry]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, entry in enumerate(made):
        key = entry.get("key")
        if key is None or first.setdefault(key, number) == number:
            continue
        said = {"key": quoted(key), "number": first[key] + 1}
        message = _("The key %(key)s is that of promotion %(number)d of this file already.")
        yield Problem((number, "key"), message % said)


def merged(record: Entry, entry: Entry, at: tuple[str, ...] = ()) -> Entry:
    """A record with what an entry gives; what it leaves out stays, lists are replaced whole."""
    result = dict(record)
    for name, value in entry.items():
        place = (*at, name)
        if place == ("windows",):
            result[name] = [{**new_window(), **window} for window in value]
        elif isinstance(value, dict):
            result[name] = merged(record[name] or _EMPTY[place], value, place)
            if place == IMAGE:
                result[name].update(_named_anew(record[name] or {}, value))
        else:
            result[name] = value
    return result


def _named_anew(record: Entry, entry: Entry) -> Entry:
    """Another file has not the hash of the last one, nor the other way round."""
    names: Entry = {name: entry[name] for name in ("file", "hash") if name in entry}
    if all(record.get(name) == value for name, value in names.items()):
        return {}
    return {"file": "", "hash": "", **names}


def new_window() -> Entry:
    """A window of which the file gives nothing: always, on the clock of the site."""
    return {
        "mode": Window.Mode.INCLUDE.value,
        "start": None,
        "end": None,
        "time_zone": str(settings.TIME_ZONE),
        "weekly": None,
    }


def part(record: Entry, place: Path) -> Any:
    """What stands at a place of a record."""
    value: Any = record
    for name in place:
        value = value[name]
    return value


def changed(before: Entry, after: Entry) -> list[tuple[str, ...]]:
    """The leaves in which two records differ."""
    return [leaf for leaf in LEAVES if part(before, leaf) != part(after, leaf)]
