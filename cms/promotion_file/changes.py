"""What changes between two records of a promotion, said in words?"""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms.content.rich_text import plain_text
from cms.promotion_file.layout import CALL_TO_ACTION, IMAGE, PLACES, Entry, changed, part
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
    """The windows of a record for the schedule's arithmetic."""
    rows = (
        {
            **window,
            "weekly_days": (window["weekly"] or {}).get("days"),
            "weekly_from": (window["weekly"] or {}).get("from"),
            "weekly_to": (window["weekly"] or {}).get("to"),
        }
        for window in record["windows"]
    )
    return stored_windows.read_all(record["key"], rows)


def in_words(before: Entry, after: Entry) -> list[str]:
    """One line for each thing that changes: what was, and what will be."""
    lines = []
    for leaf in changed(before, after):
        if leaf == ("windows",):
            lines += _windows(before, after)
        else:
            lines.append(_leaf(before, after, leaf))
    return lines


def label(leaf: tuple[str, ...]) -> str:
    """What editors call a leaf: the name that its field has in the form."""
    fields = {place: field for field, place in PLACES.items()}
    name = _OWN_LABELS.get(leaf) or fields[leaf]
    return capfirst(str(Promotion._meta.get_field(name).verbose_name))


def _leaf(before: Entry, after: Entry, leaf: tuple[str, ...]) -> str:
    said = {
        "name": label(leaf),
        "old": _said(leaf, part(before, leaf)),
        "new": _said(leaf, part(after, leaf)),
    }
    if said["old"] == said["new"]:
        return _("%(name)s: its links or details") % said
    return _("%(name)s: %(old)s → %(new)s") % said


def _said(leaf: tuple[str, ...], value: Any) -> str:
    if value in (None, "", []):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if leaf == IMAGE:
        return f"{value['file']} ({quoted(value['alt'])})"
    if leaf == CALL_TO_ACTION:
        return f"{quoted(value['label'])} ({value['url']})"
    if isinstance(value, dict):
        return ", ".join(quoted(text) for name, text in value.items() if text and name != "kind")
    if isinstance(value, list):
        return ", ".join(value)
    if leaf == ("content", "body"):
        return quoted(plain_text(value))
    return _choice(leaf, value) if isinstance(value, str) else str(value)


def _choice(leaf: tuple[str, ...], value: str) -> str:
    """A choice by its label, as editors know it; any other text quoted."""
    fields = {place: field for field, place in PLACES.items()}
    choices = dict(getattr(Promotion._meta.get_field(fields[leaf]), "flatchoices", ()))
    return str(choices[value]) if value in choices else quoted(value)


def _windows(before: Entry, after: Entry) -> list[str]:
    lines = windows.changes_in_words(windows_of(before), windows_of(after))
    return [_("Windows: %(change)s") % {"change": line} for line in lines] or [
        _("Windows: their order")
    ]
