"""Set the fields of a promotion from a record, and collect the errors of the model."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.promotion_file import body_html
from cms.promotion_file.fields import (
    CALL_TO_ACTION,
    FIELD_LOCATIONS,
    FORM_FIELDS,
    IMAGE,
    SIMPLE_FIELDS,
    WINDOW_LOCATIONS,
    Entry,
    value_at,
)
from cms.promotion_file.problems import Location, quoted
from cms.promotion_file.references import References, no_image
from promotions.fields import parse_wall_time
from promotions.models import Promotion, Window

FieldErrors = Iterator[tuple[Location, str]]
"""Locations within one promotion of the file, each with an error message."""

_EXCLUDED = {
    field.name
    for field in Promotion._meta.concrete_fields
    if field.is_relation or field.name in ("live", "has_unpublished_changes")
}


def fill(
    draft: Promotion, record: Entry, locations: Iterable[tuple[str, ...]], references: References
) -> FieldErrors:
    """Set the fields at the locations; yield an error for each reference to a missing object."""
    locations = set(locations)
    for field, place in SIMPLE_FIELDS.items():
        if place in locations:
            setattr(draft, field, value_at(record, place))
    for place, set_field in _SPECIAL.items():
        if place in locations:
            yield from set_field(draft, record, references)


def _set_locale(draft: Promotion, record: Entry, references: References) -> FieldErrors:
    locale = references.locales.get(record["locale"])
    if locale is not None:
        draft.locale = locale
        return
    values = {"code": quoted(record["locale"]), "codes": ", ".join(sorted(references.locales))}
    yield ("locale",), _("%(code)s is not a language of the site: %(codes)s.") % values


def _set_body(draft: Promotion, record: Entry, references: References) -> FieldErrors:
    body = body_html.parse_body(record["content"]["body"])
    for url in body.urls:
        if not url.startswith("#") and (problem := body_html.link_error(url, references.pages)):
            yield ("content", "body"), problem
    draft.body = body_html.to_database(body.html, references.pages)


def _set_image(draft: Promotion, record: Entry, references: References) -> FieldErrors:
    wanted = value_at(record, IMAGE)
    if wanted is None:
        draft.image, draft.image_alt = None, ""
        return
    draft.image, draft.image_alt = references.image(wanted), wanted["alt"]
    if draft.image is None:
        name = "hash" if wanted["hash"] and not wanted["file"] else "file"
        yield (*IMAGE, name), no_image(wanted)


def _set_call_to_action(draft: Promotion, record: Entry, references: References) -> FieldErrors:
    button = value_at(record, CALL_TO_ACTION) or {"label": "", "url": ""}
    url = button["url"]
    draft.call_to_action_label, draft.call_to_action_url = button["label"], url
    draft.call_to_action_page_id = references.pages.get(url) if body_html.is_path(url) else None
    if not body_html.is_path(url):
        return
    draft.call_to_action_url = ""
    if problem := body_html.link_error(url, references.pages):
        yield (*CALL_TO_ACTION, "url"), problem


def _set_form(draft: Promotion, record: Entry, references: References) -> FieldErrors:
    form = record["content"]["form"] or {}
    for field, name in FORM_FIELDS.items():
        setattr(draft, field, form.get(name, ""))
    return iter(())


def _set_topics(draft: Promotion, record: Entry, references: References) -> FieldErrors:
    before = {topic.slug: topic for topic in draft.topics.all()}
    chosen = []
    for number, slug in enumerate(record["audience"]["topics"]):
        topic = references.topic(slug, record["locale"]) or before.get(slug)
        if topic is not None:
            chosen.append(topic)
            continue
        values = {"slug": quoted(slug), "code": quoted(record["locale"])}
        message = _("There is no topic %(slug)s in the language %(code)s.")
        yield ("audience", "topics", number), message % values
    draft.topics.set(chosen)


def _set_windows(draft: Promotion, record: Entry, references: References) -> FieldErrors:
    rows: defaultdict[Any, list[Window]] = defaultdict(list)
    for row in draft.windows.all():
        rows[_identity(row)].append(row)
    windows = [_window(given) for given in record["windows"]]
    # An unchanged window keeps its row, so that the history compares it with itself.
    for window in windows:
        if same := rows[_identity(window)]:
            window.pk = same.pop(0).pk
    for index, window in enumerate(windows):
        window.sort_order = index
    draft.windows.set(windows)
    return iter(())


def _identity(window: Window) -> tuple[Any, ...]:
    values = (getattr(window, field) for field in WINDOW_LOCATIONS)
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
    ("locale",): _set_locale,
    ("content", "body"): _set_body,
    IMAGE: _set_image,
    CALL_TO_ACTION: _set_call_to_action,
    ("content", "form"): _set_form,
    ("audience", "topics"): _set_topics,
    ("windows",): _set_windows,
}


def model_errors(draft: Promotion) -> FieldErrors:
    """Yield the validation errors of a promotion and its windows, with their locations."""
    yield from _validation_errors(draft, FIELD_LOCATIONS, _EXCLUDED)
    for number, window in enumerate(draft.windows.all()):
        for place, message in _validation_errors(
            window, WINDOW_LOCATIONS, {"promotion", "id", "sort_order"}
        ):
            yield ("windows", number, *place), message


def _validation_errors(
    row: Any, places: dict[str, tuple[str, ...]], known: set[str]
) -> FieldErrors:
    try:
        row.full_clean(exclude=known, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            for message in messages:
                yield places.get(field, ()), message
