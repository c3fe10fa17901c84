"""The schema of a promotion file: its objects as typed dictionaries, validated by pydantic.

Nothing here queries the database; what a promotion refers to is looked up later.
"""

import re
from collections.abc import Callable
from datetime import datetime, time
from typing import Annotated, Any, Final, Required, get_args, get_type_hints

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    StrictBool,
    StrictInt,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError
from typing_extensions import TypedDict, is_typeddict

from cms.promotion_file.json_reader import Invalid
from cms.promotion_file.problems import InvalidFile, Location, Problem, quoted
from promotions.choices import Day, Device, FormKind, Slot, Trigger, Visitor
from promotions.models import Promotion, Window
from promotions.validators import validate_key, validate_patterns

MAX_NUMBER: Final = 2**31 - 1
"""The largest integer of a database column."""
MAX_PROBLEMS: Final = 100_000
"""More would take minutes and gigabytes to list."""
_UNSUPPORTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_TIME = re.compile(r"\d\d:\d\d(:\d\d)?", re.ASCII)
_DATE_TIME = re.compile(rf"\d{{4}}-\d\d-\d\dT{_TIME.pattern}", re.ASCII)
_OFFSET = re.compile(r".*:\d\d(?:\.\d+)?(Z|[+-]\d\d(:?\d\d)?)", re.ASCII | re.IGNORECASE)


def _django(validator: Callable[[Any], None]) -> Callable[[Any], Any]:
    """Return a Django validator as a function for pydantic, with the same message."""

    def validate(value: Any) -> Any:
        try:
            validator(value)
        except DjangoValidationError as error:
            # Without a context pydantic formats nothing in the message.
            raise PydanticCustomError("promotion_file", " ".join(error.messages)) from error
        return value

    return validate


def _validate_characters(value: str) -> None:
    if found := _UNSUPPORTED.search(value):
        code = {"code": f"U+{ord(found[0]):04X}"}
        raise DjangoValidationError(_("The character %(code)s cannot be stored.") % code)


def _whole_number(lowest: int) -> AfterValidator:
    def validate(value: int) -> None:
        if not lowest <= value <= MAX_NUMBER:
            limits = {"lowest": lowest, "highest": MAX_NUMBER}
            message = _("Give a number from %(lowest)d to %(highest)d.")
            raise DjangoValidationError(message % limits)

    return AfterValidator(_django(validate))


def _local_time(pattern: "re.Pattern[str]", parse: Callable[[str], Any], example: str) -> Any:
    def validate(value: Any) -> None:
        values = {"value": quoted(value), "example": example}
        if not isinstance(value, str) or not pattern.fullmatch(value):
            message = _("%(value)s is not a time such as %(example)s.")
            if isinstance(value, str) and _OFFSET.fullmatch(value):
                message = _(
                    "Give the time on the clock of the time zone, without an offset or Z, such as "
                    "%(example)s."
                )
            raise DjangoValidationError(message % values)
        try:
            parse(value)
        except ValueError:
            message = _("%(value)s is on no clock or calendar.")
            raise DjangoValidationError(message % values) from None

    return PlainValidator(_django(validate))


def _mark_repeated(items: Any) -> Any:
    """Replace each text that is in a list already, so that it is an error at its index."""
    if not isinstance(items, list):
        return items
    message, seen, marked = _("%(value)s is in the list already."), set[str](), []
    for item in items:
        repeated = isinstance(item, str) and item in seen
        marked.append(Invalid(message % {"value": quoted(item)}) if repeated else item)
        seen |= {item} if isinstance(item, str) else set()
    return marked


_SINGLE_LINE = RegexValidator(
    r"[\r\n]", gettext_lazy("Give a single line of text."), inverse_match=True
)
_NOT_BLANK = RegexValidator(r"\S", gettext_lazy("Give some text: this may not be empty."))
# The column holds more, and Django limits the length of long texts in forms only.
_CONSENT_LENGTH = MaxLengthValidator(Promotion._meta.get_field("form_consent_text").max_length or 0)
Text = Annotated[str, AfterValidator(_django(_validate_characters))]
Line = Annotated[Text, AfterValidator(_django(_SINGLE_LINE))]
RequiredLine = Annotated[Line, AfterValidator(_django(_NOT_BLANK))]
PathPattern = Annotated[Line, AfterValidator(_django(lambda path: validate_patterns([path])))]
Count = Annotated[StrictInt, _whole_number(0)]
LocalDateTime = Annotated[str, _local_time(_DATE_TIME, datetime.fromisoformat, "2026-11-27T00:00")]
LocalTime = Annotated[str, _local_time(_TIME, time.fromisoformat, "22:00")]
Distinct: Final = BeforeValidator(_mark_repeated)


class _Image(TypedDict, total=False):
    file: Line
    hash: Line  # SHA-1 of the stored file
    alt: Line


class _CallToAction(TypedDict, total=False):
    label: Line
    url: Line


class _Form(TypedDict, total=False):
    kind: FormKind
    title: Line
    email_label: Line
    submit_label: Line
    consent_text: Annotated[Text, AfterValidator(_django(_CONSENT_LENGTH))]


class _Content(TypedDict, total=False):
    heading: Required[RequiredLine]
    body: Text
    image: _Image | None
    countdown: StrictBool
    call_to_action: _CallToAction | None
    form: _Form | None


class _Trigger(TypedDict, total=False):
    kind: Trigger
    seconds: Count | None
    percent: Count | None


class _Frequency(TypedDict, total=False):
    max_shows: Count | None
    per_days: Count | None
    after_dismiss_days: Count | None


class _Audience(TypedDict, total=False):
    include_paths: Annotated[list[PathPattern], Distinct]
    exclude_paths: Annotated[list[PathPattern], Distinct]
    topics: Annotated[list[RequiredLine], Distinct]
    devices: Annotated[list[Device], Distinct]
    visitor: Visitor


_Weekly = TypedDict(
    "_Weekly",
    {
        "days": Annotated[list[Day], Distinct],
        "from": LocalTime | None,
        "to": LocalTime | None,
    },
)


class WindowEntry(TypedDict, total=False):
    """One of `windows`; the times are those of `time_zone`."""

    mode: Window.Mode
    start: LocalDateTime | None
    end: LocalDateTime | None
    time_zone: Line
    weekly: _Weekly | None


class PromotionEntry(TypedDict, total=False):
    """One promotion of a file, with the members that it gives."""

    key: Required[Annotated[RequiredLine, AfterValidator(_django(validate_key))]]
    slot: Required[Slot]
    priority: Annotated[StrictInt, _whole_number(-MAX_NUMBER)]
    locale: Line
    dismissible: StrictBool
    embargoed: StrictBool
    content: Required[_Content]
    trigger: _Trigger
    frequency: _Frequency
    audience: _Audience
    windows: list[WindowEntry]


_DOCUMENT: Final = TypeAdapter(list[PromotionEntry], config=ConfigDict(extra="forbid"))
_MESSAGES: Final = {
    "missing": gettext_lazy("This is missing."),
    "extra_forbidden": gettext_lazy("Unknown name. Known are: %(names)s."),
    "enum": gettext_lazy("%(value)s is not one of: %(names)s."),
    "string_type": gettext_lazy("Give a text in quotation marks, not %(value)s."),
    "string_unicode": gettext_lazy("A text or a name here is not valid Unicode."),
    "int_type": gettext_lazy("Give a whole number, not %(value)s."),
    "bool_type": gettext_lazy("Give true or false, not %(value)s."),
    "list_type": gettext_lazy("Give a list in square brackets, not %(value)s."),
    "dict_type": gettext_lazy("Give an object in curly brackets, not %(value)s."),
}
"""Our messages by pydantic's types of errors; any other message is ours already."""


def members(kind: Any) -> dict[str, Any]:
    """Return the types of an object's members by name, also if it is nullable or in a list.

    Empty for the type of any other value.
    """
    if is_typeddict(kind):
        return get_type_hints(kind)
    return next((found for each in get_args(kind) if (found := members(each))), {})


def validate(document: list[Any]) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return a document without its invalid values, and a problem for each of them.

    An invalid promotion or window becomes an empty one, so that the others keep their indexes.
    Raises `InvalidFile` for a document with more than `MAX_PROBLEMS`.
    """
    try:
        _DOCUMENT.validate_python(document)
    except ValidationError as error:
        if error.error_count() > MAX_PROBLEMS:
            message = _("More than %(limit)d things in this file are wrong.")
            raise InvalidFile([Problem((), message % {"limit": MAX_PROBLEMS})]) from None
        problems = [_problem(each) for each in error.errors(include_url=False)]
        invalid = {_whole_list(problem.location) for problem in problems}
        return _without(document, invalid, ()), problems
    return document, []


def _problem(error: ErrorDetails) -> Problem:
    at, value = error["loc"], error["input"]
    if error["type"] == "missing" and at[-1] == "content":
        at = (*at, "heading")
    if isinstance(value, Invalid):
        return Problem(at, value.message)
    # For an enum, such as `'any', 'new' or 'returning'`.
    names = error.get("ctx", {}).get("expected", "").replace("'", "").replace(" or ", ", ")
    if error["type"] == "extra_forbidden":
        names = ", ".join(_known_names(at[:-1]))
    message = _MESSAGES.get(error["type"])
    values = {"value": quoted(value), "names": names}
    return Problem(at, message % values if message else error["msg"])


def _known_names(at: Location) -> dict[str, Any]:
    kind: Any = PromotionEntry
    for name in at:
        kind = members(kind)[name] if isinstance(name, str) else kind
    return members(kind)


def _whole_list(at: Location) -> Location:
    """Return the place of a value, for an item of a list of texts that of the list."""
    is_text = len(at) > 2 and isinstance(at[-1], int) and at[-2] != "windows"
    return at[:-1] if is_text else at


def _without(value: Any, invalid: set[Location], at: Location) -> Any:
    """Copy a value without what is invalid. Only known objects are entered, so it is not deep."""
    if isinstance(value, dict):
        return {
            name: _without(each, invalid, (*at, name))
            for name, each in value.items()
            if (*at, name) not in invalid
        }
    if isinstance(value, list):
        return [
            {} if (*at, index) in invalid else _without(each, invalid, (*at, index))
            for index, each in enumerate(value)
        ]
    return value
