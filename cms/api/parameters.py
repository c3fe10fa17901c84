"""Query parameters of endpoints: types, validation, messages."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from rest_framework import serializers
from wagtail.coreutils import get_content_languages

from cms.api.errors import BadParameters

MAX_TEXT_LENGTH = 500
MAX_INSTANT_LENGTH = 40
# Python accepts more than RFC 3339: weeks, dates without dashes, digits of other scripts.
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)", re.ASCII)
_CONTROL = r"\u0000-\u001f\u007f-\u009f\ufffd"
PRINTABLE = rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$"
"""The pattern of `TextParameter` for the OpenAPI document (ECMA-262)."""


class TextParameter(serializers.CharField):
    """A line of text without control characters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": MAX_TEXT_LENGTH, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        """Raise ValidationError for control characters and for bytes that are not UTF-8."""
        text = super().to_internal_value(data)
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
            raise serializers.ValidationError("Control characters are not allowed.")
        # Django replaces bytes that are not UTF-8 with this.
        if "\N{REPLACEMENT CHARACTER}" in text:
            raise serializers.ValidationError("This is not UTF-8.")
        return text


class InstantParameter(serializers.CharField):
    """An RFC 3339 instant with an offset, or a date, which means its midnight in UTC."""

    def __init__(self, **kwargs: Any) -> None:
        # No max_length: its validator would measure the instant, not the text.
        super().__init__(**{"required": False, **kwargs})

    def to_internal_value(self, data: Any) -> Any:
        """Return an aware datetime in UTC."""
        text = super().to_internal_value(data)
        moment = _instant(text) if len(text) <= MAX_INSTANT_LENGTH else None
        if moment is None:
            raise serializers.ValidationError(
                "Give an instant such as 2026-11-22T09:00:00Z, or a date such as 2026-11-22."
            )
        return moment


def _instant(text: str) -> datetime | None:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            text += "T00:00:00Z"
        # A plus that was not escaped has become a space.
        text = text.replace(" ", "+").upper()
        moment = parse_datetime(text) if RFC_3339.fullmatch(text) else None
        return moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


class AtParameter(serializers.CharField):
    """The requested instant: RFC 3339 with its offset, from 1970 to 2100."""

    SHAPE = re.compile(
        r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)( ?Z| ?[+-]\d\d:?\d\d)?)?",
        re.ASCII,
    )
    FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)
    default_error_messages = {
        "blank": "Give an instant such as 2026-11-27T09:00:00Z.",
        "malformed": "This is no instant. Write it as 2026-11-27T09:00:00Z.",
        "no_offset": (
            "An instant needs its offset from UTC: end it with Z, or with one such as +01:00, "
            "as in 2026-11-27T09:00:00Z."
        ),
        "out_of_range": "Only instants from 1970 to 2100 can be asked about.",
    }

    def __init__(self, **kwargs: Any) -> None:
        help_text = (
            "Answer as of this instant: RFC 3339 with its offset, such as "
            "`2026-11-27T09:00:00Z`. Needs a preview token."
        )
        super().__init__(**{"required": False, "help_text": help_text, **kwargs})

    def to_internal_value(self, data: Any) -> Any:
        """Return an aware datetime in UTC; fractions of seconds are dropped."""
        moment = self._moment(super().to_internal_value(data).upper())
        if not self.FIRST <= moment < self.LAST:
            self.fail("out_of_range")
        return moment.replace(microsecond=0)

    def _moment(self, text: str) -> datetime:
        # A plus that was not escaped has become a space, the second where a date has one too.
        before, _space, offset = text.rpartition(" ")
        if ":" in before and re.fullmatch(r"\d\d:?\d\d", offset):
            text = f"{before}+{offset}"
        found = self.SHAPE.fullmatch(text) if len(text) <= MAX_INSTANT_LENGTH else None
        if found is None:
            self.fail("malformed")
        day, time, offset = found.groups()
        try:
            naive = datetime.fromisoformat(f"{day}T{time or '00:00'}").isoformat()
            if offset is None:
                self.fail("no_offset")
            return datetime.fromisoformat(naive + offset.strip()).astimezone(UTC)
        except ValueError:
            self.fail("malformed")
        except OverflowError:
            self.fail("out_of_range")


class FlagParameter(serializers.BooleanField):
    """`true` or `false`, and no other spelling."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "default": False, **kwargs})

    def to_internal_value(self, data: Any) -> bool:
        if data not in ("true", "false"):
            raise serializers.ValidationError("Give true or false.")
        return bool(data == "true")


class WholeNumberParameter(serializers.IntegerField):
    """A number written in ASCII digits: `1.0`, `1e2` or other digits are mistakes."""

    def to_internal_value(self, data: Any) -> int:
        if not re.fullmatch(r"-?[0-9]{1,12}", str(data)):
            self.fail("invalid")
        return int(super().to_internal_value(data))


class LocaleParameter(TextParameter):
    """A language code of the site, such as `en`; without it, the site's own language."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = "Language code, such as `en`. Default: the site's own language."
        super().__init__(**{"help_text": help_text, "max_length": 16, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        """Raise ValidationError for a language that WAGTAIL_CONTENT_LANGUAGES lacks."""
        code = super().to_internal_value(data)
        if code not in get_content_languages():
            raise serializers.ValidationError(f"“{code}” is not a language of this site.")
        return code


class ListParameter(serializers.ListField):
    """A parameter that may be repeated: any of its values."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"required": False, "child": TextParameter(), "max_length": 20, **kwargs}
        )


class Parameters(serializers.Serializer[Any]):
    """The query parameters of an endpoint, one field each; unknown ones are refused.

    `examples` holds values for the OpenAPI document, of those that have no default.
    """

    examples: ClassVar[dict[str, Any]] = {}

    @classmethod
    def read(cls, query: QueryDict, **context: Any) -> dict[str, Any]:
        """Return the validated values; raise BadParameters with an entry for each invalid one."""
        checker = cls(data=cls._flat(query), context=context)
        errors = {
            name: "This endpoint does not have this parameter."
            for name in query
            if name not in checker.fields
        }
        for name, values in query.lists():
            single = not isinstance(checker.fields.get(name), serializers.ListField)
            if single and len(values) > 1:
                errors.setdefault(name, "Give this parameter once.")
        if not checker.is_valid():
            errors = {**_first_messages(checker.errors), **errors}
        if errors:
            raise BadParameters({_printable(name): text for name, text in errors.items()})
        return dict(checker.validated_data)

    @classmethod
    def _flat(cls, query: QueryDict) -> dict[str, Any]:
        fields = cls().fields
        return {
            name: query.getlist(name)
            if isinstance(fields[name], serializers.ListField)
            else query[name]
            for name in query
            if name in fields
        }


def examples_of(parameters: type[Parameters]) -> dict[str, Any]:
    """Return the examples of an endpoint's parameters; its own override inherited ones."""
    found: dict[str, Any] = {}
    for base in reversed(parameters.__mro__):
        found |= vars(base).get("examples", {})
    return found


class LocaleParameters(Parameters):
    """`locale`, for content that exists once per language."""

    locale = LocaleParameter()


def _first_messages(errors: Mapping[str, Any]) -> dict[str, str]:
    return {name: _first(detail) for name, detail in errors.items()}


def _first(detail: Any) -> str:
    while not isinstance(detail, str):
        detail = next(iter(detail.values())) if isinstance(detail, Mapping) else detail[0]
    return str(detail)


def _printable(name: str) -> str:
    """Return a parameter's name as valid UTF-8 of at most 100 characters."""
    return name.encode("utf-8", "replace").decode()[:100]
