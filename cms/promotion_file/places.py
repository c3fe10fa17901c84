"""What do editors call a place in a promotion file?"""

from typing import Any

from django.utils.translation import gettext as _

from cms.promotion_file.layout import PLACES, WINDOW_PLACES
from cms.promotion_file.problems import Problem, quoted
from promotions.models import Promotion, Window


def in_words(problem: Problem, document: Any) -> str:
    """Such as `Promotion 2 “summer-bar”, window 1, time zone`; empty for the whole file."""
    if problem.number < 0:
        return ""
    said = [_promotion(problem.number, document)]
    place = problem.at[1:]
    if len(place) > 1 and place[0] == "windows":
        said.append(_("window %(number)d") % {"number": int(place[1]) + 1})
        said += _names(place[2:], Window, WINDOW_PLACES)
    else:
        said += _names(place, Promotion, PLACES)
    return ", ".join(said)


def _promotion(number: int, document: Any) -> str:
    said = _("Promotion %(number)d") % {"number": number + 1}
    given = document[number] if isinstance(document, list) else None
    key = given.get("key") if isinstance(given, dict) else None
    return f"{said} {quoted(key)}" if isinstance(key, str) and key else said


def _names(place: tuple[Any, ...], model: Any, places: dict[str, tuple[str, ...]]) -> list[str]:
    """The name of the field at a place, of the nearest one above it, or what the file says."""
    fields = {where: field for field, where in places.items()}
    names = tuple(part for part in place if isinstance(part, str))
    for length in range(len(names), 0, -1):
        if field := fields.get(names[:length]):
            rest = [quoted(name) for name in names[length:]]
            return [str(model._meta.get_field(field).verbose_name), *rest]
    if names == ("windows",):
        return [str(Window._meta.verbose_name_plural)]
    return [quoted(name) for name in names]
