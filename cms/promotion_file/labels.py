"""Describe a location in a promotion file with the labels of the admin."""

from typing import Any

from django.utils.translation import gettext as _

from cms.promotion_file.fields import FIELD_LOCATIONS, WINDOW_LOCATIONS
from cms.promotion_file.problems import Problem, quoted
from promotions.models import Promotion, Window


def describe_location(problem: Problem, document: Any) -> str:
    """Return text such as `Promotion 2 “summer-bar”, window 1`; empty for the whole file."""
    if problem.index < 0:
        return ""
    parts = [_promotion(problem.index, document)]
    location = problem.location[1:]
    if len(location) > 1 and location[0] == "windows":
        parts.append(_("window %(number)d") % {"number": int(location[1]) + 1})
        parts += _names(location[2:], Window, WINDOW_LOCATIONS)
    else:
        parts += _names(location, Promotion, FIELD_LOCATIONS)
    return ", ".join(parts)


def _promotion(number: int, document: Any) -> str:
    label = _("Promotion %(number)d") % {"number": number + 1}
    given = document[number] if isinstance(document, list) else None
    key = given.get("key") if isinstance(given, dict) else None
    return f"{label} {quoted(key)}" if isinstance(key, str) and key else label


def _names(location: tuple[Any, ...], model: Any, places: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the label of the field at a location, or of its parent, and any names left over."""
    fields = {where: field for field, where in places.items()}
    names = tuple(part for part in location if isinstance(part, str))
    for length in range(len(names), 0, -1):
        if field := fields.get(names[:length]):
            rest = [quoted(name) for name in names[length:]]
            return [str(model._meta.get_field(field).verbose_name), *rest]
    if names == ("windows",):
        return [str(Window._meta.verbose_name_plural)]
    return [quoted(name) for name in names]
