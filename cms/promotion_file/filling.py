"""How does a record become the fields of a promotion, and what does the model say to it?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.promotion_file import bodies
from cms.promotion_file.finding import Targets, no_image
from cms.promotion_file.layout import (
    CALL_TO_ACTION,
    FORM,
    IMAGE,
    PLACES,
    PLAIN,
    WINDOW_PLACES,
    Entry,
    part,
)
from cms.promotion_file.problems import Path, quoted
from promotions.fields import parse_wall_time
from promotions.models import Promotion, Window

Complaints = Iterator[tuple[Path, str]]
"""Places within one promotion of the file, and what is wrong there."""

_FOUND_ALREADY = {
    field.name
    for field in Promotion._meta.concrete_fields
    if field.is_relation or field.name in ("live", "has_unpublished_changes")
}


def fill(
    draft: Promotion, record: Entry, leaves: Iterable[tuple[str, ...]], targets: Targets
) -> Complaints:
    """Set the fields of the leaves; yields what the record points at and is not there."""
    leaves = set(leaves)
    for field, place in PLAIN.items():
        if place in leaves:
            setattr(draft, field, part(record, place))
    for place, put in _SPECIAL.items():
        if place in leaves:
            yield from put(draft, record, targets)


def _put_locale(draft: Promotion, record: Entry, targets: Targets) -> Complaints:
    locale = targets.locales.get(record["locale"])
    if locale is not None:
        draft.locale = locale
        return
    said = {"code": quoted(record["locale"]), "codes": ", ".join(sorted(targets.locales))}
    yield ("locale",), _("%(code)s is not a language of the site: %(codes)s.") % said


def _put_body(draft: Promotion, record: Entry, targets: Targets) -> Complaints:
    body = bodies.read(record["content"]["body"])
    for address in body.addresses:
        if not address.startswith("#") and (problem := bodies.problem_of(address, targets.pages)):
            yield ("content", "body"), problem
    draft.body = bodies.to_store(body.html, targets.pages)


def _put_image(draft: Promotion, record: Entry, targets: Targets) -> Complaints:
    wanted = part(record, IMAGE)
    if wanted is None:
        draft.image, draft.image_alt = None, ""
        return
    draft.image, draft.image_alt = targets.image(wanted), wanted["alt"]
    if draft.image is None:
        name = "hash" if wanted["hash"] and not wanted["file"] else "file"
        yield (*IMAGE, name), no_image(wanted)


def _put_call_to_action(draft: Promotion, record: Entry, targets: Targets) -> Complaints:
    button = part(record, CALL_TO_ACTION) or {"label": "", "url": ""}
    url = button["url"]
    draft.call_to_action_label, draft.call_to_action_url = button["label"], url
    draft.call_to_action_page_id = targets.pages.get(url) if bodies.is_path(url) else None
    if not bodies.is_path(url):
        return
    draft.call_to_action_url = ""
    if problem := bodies.problem_of(url, targets.pages):
        yield (*CALL_TO_ACTION, "url"), problem


def _put_form(draft: Promotion, record: Entry, targets: Targets) -> Complaints:
    form = record["content"]["form"] or {}
    for field, name in FORM.items():
        setattr(draft, field, form.get(name, ""))
    return iter(())


def _put_topics(draft: Promotion, record: Entry, targets: Targets) -> Complaints:
    before = {topic.slug: topic for topic in draft.topics.all()}
    chosen = []
    for number, slug in enumerate(record["audience"]["topics"]):
        topic = targets.topic(slug, record["locale"]) or before.get(slug)
        if topic is not None:
            chosen.append(topic)
            continue
        said = {"slug": quoted(slug), "code": quoted(record["locale"])}
        message = _("There is no topic %(slug)s in the language %(code)s.")
        yield ("audience", "topics", number), message % said
    draft.topics.set(chosen)


def _put_windows(draft: Promotion, record: Entry, targets: Targets) -> Complaints:
    rows: defaultdict[Any, list[Window]] = defaultdict(list)
    for row in draft.windows.all():
        rows[_as_meant(row)].append(row)
    windows = [_window(given) for given in record["windows"]]
    # A window that stays keeps its row, so that the history compares like with like.
    for window in windows:
        if same := rows[_as_meant(window)]:
            window.pk = same.pop(0).pk
    for place, window in enumerate(windows):
        window.sort_order = place
    draft.windows.set(windows)
    return iter(())


def _as_meant(window: Window) -> tuple[Any, ...]:
    values = (getattr(window, field) for field in WINDOW_PLACES)
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


def _window(given: Entry) -> Window:
    weekly = given["weekly"] or {}
    return Window(
        mode=given["mode"],
        start=parse_wall_time(given["start"]),
        end=parse_wall_time(given["end"]),
        time_zone=given["time_zone"],
        weekly_days=weekly.get("days", []),
        weekly_from=_time(weekly.get("from")),
        weekly_to=_time(weekly.get("to")),
    )


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


_SPECIAL = {
    ("locale",): _put_locale,
    ("content", "body"): _put_body,
    IMAGE: _put_image,
    CALL_TO_ACTION: _put_call_to_action,
    ("content", "form"): _put_form,
    ("audience", "topics"): _put_topics,
    ("windows",): _put_windows,
}


def complaints(draft: Promotion) -> Complaints:
    """Everything that the model and its windows refuse, each at its place in the file."""
    yield from _refusals(draft, PLACES, _FOUND_ALREADY)
    for number, window in enumerate(draft.windows.all()):
        for place, message in _refusals(window, WINDOW_PLACES, {"promotion", "id", "sort_order"}):
            yield ("windows", number, *place), message


def _refusals(row: Any, places: dict[str, tuple[str, ...]], known: set[str]) -> Complaints:
    try:
        row.full_clean(exclude=known, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            for message in messages:
                yield places.get(field, ()), message
