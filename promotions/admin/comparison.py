"""Readable values in the comparison of two versions."""

from datetime import datetime, time
from typing import Any, Final

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison, register_comparison_class

from promotions.choices import Day, Device
from promotions.fields import WallTimeField
from promotions.wording.dates import time_in_words, wall_time_in_words

_CHOICES: Final[dict[str, type[models.TextChoices]]] = {"weekly_days": Day, "devices": Device}
"""The labels of the lists of values, by the name of the field."""


class ReadableComparison(FieldComparison):
    """Compare values in words. Wagtail would show `['mon']`, `True`, and fail on a wall time."""

    val_a: Any
    val_b: Any

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = (_in_words(field, value) for value in (self.val_a, self.val_b))


def _in_words(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return wall_time_in_words(value)
    if isinstance(value, time):
        return time_in_words(value)
    if isinstance(value, list):
        choices = _CHOICES.get(field.name)
        labels = {} if choices is None else dict(choices.choices)
        value = ", ".join(str(labels.get(str(item), item)) for item in value)
    return capfirst(_("none")) if value is None or value == "" else str(value)


def register() -> None:
    """Use it for every field of these types, of promotions and of what else has revisions."""
    for field in (WallTimeField, models.BooleanField, models.TimeField, models.JSONField):
        register_comparison_class(field, comparison_class=ReadableComparison)
