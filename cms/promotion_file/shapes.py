"""Is a JSON value what is wanted in its place: a text, a number, a time, a list, an object?

A shape reads a value into the one form in which the file writes it, so that values compare, and
names everything that is wrong with it, at its place. Pure: it asks no database.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Final, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.promotion_file.problems import Path, Problem, quoted
from cms.promotion_file.reading import JsonObject

LARGEST_NUMBER: Final = 2**31 - 1
"""What every database takes."""
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_WALL_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d(:\d\d)?", re.ASCII)
_OFFSET = re.compile(r".*:\d\d(?:\.\d+)?(Z|[+-]\d\d(:?\d\d)?)", re.ASCII | re.IGNORECASE)

Found = list[Problem]


class Unusable:
    """What a shape answers where a value cannot be used; a problem says why."""


UNUSABLE: Final = Unusable()


class Shape(Protocol):
    """What is wanted of a value."""

    def read(self, value: Any, at: Path, found: Found) -> Any:
        """The value in its one form, or `UNUSABLE`; what is wrong is added to `found`."""


def _wrong(at: Path, found: Found, message: str) -> Unusable:
    found.append(Problem(at, message))
    return UNUSABLE


@dataclass(frozen=True)
class Text:
    """A text, of one line unless `lines`; not empty if `required`."""

    lines: bool = False
    required: bool = False

    def read(self, value: Any, at: Path, found: Found) -> Any:
        """The text as it is."""
        if not isinstance(value, str):
            said = {"value": quoted(value)}
            return _wrong(at, found, _("Give a text in quotation marks, not %(value)s.") % said)
        if unseen := _UNSEEN.search(value):
            said = {"code": f"U+{ord(unseen[0]):04X}"}
            return _wrong(at, found, _("The character %(code)s cannot be kept.") % said)
        if not self.lines and ("\n" in value or "\r" in value):
            return _wrong(at, found, _("Give a single line of text."))
        if self.required and not value.strip():
            return _wrong(at, found, _("Give some text: this may not be empty."))
        return value


@dataclass(frozen=True)
class Checked:
    """A text that a validator of the model accepts as well."""

    shape: Text
    check: Callable[[str], Any]

    def read(self, value: Any, at: Path, found: Found) -> Any:
        """The text."""
        text = self.shape.read(value, at, found)
        if text is UNUSABLE:
            return UNUSABLE
        try:
            self.check(text)
        except ValidationError as error:
            return _wrong(at, found, " ".join(error.messages))
        return text


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    lowest: int = 0

    def read(self, value: Any, at: Path, found: Found) -> Any:
        """The number."""
        if isinstance(value, bool) or not isinstance(value, int):
            said = {"value": quoted(value)}
            return _wrong(at, found, _("Give a whole number, not %(value)s.") % said)
        if not self.lowest <= value <= LARGEST_NUMBER:
            limits = {"lowest": self.lowest, "highest": LARGEST_NUMBER}
            message = _("Give a number from %(lowest)d to %(highest)d.")
            return _wrong(at, found, message % limits)
        return value


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    def read(self, value: Any, at: Path, found: Found) -> Any:
        """The truth."""
        if isinstance(value, bool):
            return value
        said = {"value": quoted(value)}
        return _wrong(at, found, _("Give true or false, not %(value)s.") % said)


@dataclass(frozen=True)
class Choice:
    """One of some texts."""

    names: tuple[str, ...]

    def read(self, value: Any, at: Path, found: Found) -> Any:
        """The text."""
        if isinstance(value, str) and value in self.names:
            return value
        said = {"value": quoted(value), "names": ", ".join(self.names)}
        return _wrong(at, found, _("%(value)s is not one of: %(names)s.") % said)


@dataclass(frozen=True)
class Clock:
    """A time as on a clock on the wall, by `parse` from text of a `pattern` like `example`."""

    pattern: "re.Pattern[str]"
    example: str
    parse: Callable[[str], Any]

    def read(self, value: Any, at: Path, found: Found) -> Any:
        """The text, without seconds that are none."""
        said = {"value": quoted(value), "example": self.example}
        if isinstance(value, str) and self.pattern.fullmatch(value):
            try:
                self.parse(value)
            except ValueError:
                return _wrong(at, found, _("%(value)s is on no clock or calendar.") % said)
            return value.removesuffix(":00") if value.count(":") == 2 else value
        if isinstance(value, str) and _OFFSET.fullmatch(value):
            message = _(
                "Give the time on the clock of the time zone, without an offset or Z, such as "
                "%(example)s."
            )
            return _wrong(at, found, message % said)
        return _wrong(at, found, _("%(value)s is not a time such as %(example)s.") % said)


def wall_time() -> Clock:
    """A date and a time of day."""
    return Clock(_WALL_TIME, "2026-11-27T00:00", datetime.fromisoformat)


def time_of_day() -> Clock:
    """A time of day."""
    return Clock(_TIME, "22:00", time.fromisoformat)


@dataclass(frozen=True)
class OrNull:
    """What another shape wants, or null."""

    shape: Shape

    def read(self, value: Any, at: Path, found: Found) -> Any:
        """None, or what the shape reads."""
        return None if value is None else self.shape.read(value, at, found)


def _is_list(value: Any, at: Path, found: Found) -> bool:
    if isinstance(value, list):
        return True
    said = {"value": quoted(value)}
    _wrong(at, found, _("Give a list in square brackets, not %(value)s.") % said)
    return False


@dataclass(frozen=True)
class ListOf:
    """A list of objects."""

    shape: Shape

    def read(self, value: Any, at: Path, found: Found) -> Any:
        """The list; what is no object counts as an empty one, lest the others change places."""
        if not _is_list(value, at, found):
            return UNUSABLE
        items = [self.shape.read(item, (*at, place), found) for place, item in enumerate(value)]
        return [{} if item is UNUSABLE else item for item in items]


@dataclass(frozen=True)
class SetOf:
    """A list of texts, each once; where their order says nothing, `order` gives it."""

    shape: Shape
    order: Callable[[str], Any] | None = None

    def read(self, value: Any, at: Path, found: Found) -> Any:
        """The texts; where one is wrong, `UNUSABLE`."""
        if not _is_list(value, at, found):
            return UNUSABLE
        before, seen = len(found), set[str]()
        for place, item in enumerate(value):
            text = self.shape.read(item, (*at, place), found)
            if text in seen:
                said = {"value": quoted(text)}
                _wrong((*at, place), found, _("%(value)s is in the list already.") % said)
            elif text is not UNUSABLE:
                seen.add(text)
        if len(found) > before:
            return UNUSABLE
        return sorted(value, key=self.order) if self.order else value


@dataclass(frozen=True)
class Members:
    """An object of named members; those `required` may not be left out."""

    shapes: Mapping[str, Shape]
    required: frozenset[str] = field(default_factory=frozenset)

    def read(self, value: Any, at: Path, found: Found) -> Any:
        """The members that are given and can be used."""
        if not isinstance(value, dict):
            said = {"value": quoted(value)}
            return _wrong(at, found, _("Give an object in curly brackets, not %(value)s.") % said)
        self._check_names(value, at, found)
        read = {
            name: shape.read(value[name], (*at, name), found)
            for name, shape in self.shapes.items()
            if name in value
        }
        return {name: part for name, part in read.items() if part is not UNUSABLE}

    def _check_names(self, value: dict[str, Any], at: Path, found: Found) -> None:
        for name in value:
            if name not in self.shapes:
                known = {"names": ", ".join(self.shapes)}
                _wrong((*at, name), found, _("Unknown name. Known are: %(names)s.") % known)
        for name in value.twice if isinstance(value, JsonObject) else ():
            _wrong((*at, name), found, _("This name stands twice in one object."))
        for place in self.missing(value):
            _wrong((*at, *place), found, _("This is missing."))

    def missing(self, value: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
        """The required members that a value has not, within absent objects too."""
        for name, shape in self.shapes.items():
            if name in value or name not in self.required:
                continue
            inner = list(shape.missing({})) if isinstance(shape, Members) else []
            yield from [(name, *place) for place in inner] or [(name,)]
