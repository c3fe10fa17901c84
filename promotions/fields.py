"""Model and form fields for a wall-clock time, stored without a zone."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from promotions.widgets import WallTimeInput

WALL_TIME_FORMAT = "%Y-%m-%dT%H:%M:%S"

if TYPE_CHECKING:
    _TextField = models.CharField[Any, Any]
else:
    _TextField = models.CharField


def parse_wall_time(value: Any) -> datetime | None:
    """A naive datetime of whole seconds from one, or from its ISO 8601 text; None from nothing.

    Raises ValidationError for anything else, a time with an offset or zone included.

    >>> parse_wall_time("2026-11-27T00:00")
    datetime.datetime(2026, 11, 27, 0, 0)
    """
    if value in (None, ""):
        return None
    if isinstance(value, str):
        value = _from_text(value.strip())
    if not isinstance(value, datetime) or value.tzinfo is not None:
        raise ValidationError(
            _("Enter a date and time without an offset, such as 2026-11-27 00:00."),
            code="wall_time",
        )
    return value.replace(microsecond=0)


def _from_text(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
        day = None if moment else parse_date(text)
    except ValueError:
        return None
    return moment or (datetime(day.year, day.month, day.day) if day else None)


class WallTimeFormField(forms.DateTimeField):
    """A date and time as on the clock at the place; Django's own would convert it to UTC."""

    widget = WallTimeInput

    def prepare_value(self, value: Any) -> Any:
        """Show the stored time as it is."""
        return value

    def to_python(self, value: Any) -> datetime | None:
        """A naive datetime."""
        return parse_wall_time(value)


class WallTimeField(_TextField):
    """A naive datetime of whole seconds, stored as ISO 8601 text so that no database shifts it."""

    description = _("Wall-clock date and time")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 19
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Without the fixed length."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Text to datetime; what is none stays, so that one bad row does not hide the others."""
        return self.to_python(value)

    def to_python(self, value: Any) -> Any:
        """Text or datetime to datetime; what is none stays, for `validate` to refuse."""
        try:
            return parse_wall_time(value)
        except ValidationError:
            return value

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse what is no date and time."""
        super().validate(parse_wall_time(value), model_instance)

    def get_prep_value(self, value: Any) -> str | None:
        """Datetime to text."""
        moment = parse_wall_time(value)
        return moment.strftime(WALL_TIME_FORMAT) if moment is not None else None

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:
        """The text. Revisions of child rows ask here too, and move any datetime into UTC."""
        return self._as_text(getattr(model_instance, self.attname))

    def value_to_string(self, obj: Any) -> str:
        """The text that fixtures and revisions keep."""
        return self._as_text(self.value_from_object(obj)) or ""

    def _as_text(self, value: Any) -> str | None:
        """As `get_prep_value`, which alone guards the way into the database."""
        found = self.to_python(value)
        return self.get_prep_value(found) if isinstance(found, datetime) else found

    def formfield(self, **kwargs: Any) -> Any:
        """A date and time picker."""
        return models.Field.formfield(self, **{"form_class": WallTimeFormField, **kwargs})

    def run_validators(self, value: Any) -> None:
        """The length limit is about the stored text, which is always as long."""
