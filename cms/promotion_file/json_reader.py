"""Read the JSON of a promotion file.

Python's parser accepts NaN as a number, and the last of several members with the same name. Both
become values here that validation rejects at their location.
"""

import codecs
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.utils.translation import gettext as _

from cms.promotion_file.problems import InvalidFile, Problem

MAX_FILE_SIZE: Final = 10 * 1024 * 1024
"""In bytes; of a larger file only the size is read."""
MAX_DIGITS: Final = 20
"""Python is slow to parse numbers of thousands of digits, and does not print them."""


@dataclass(frozen=True, slots=True)
class Invalid:
    """Replaces a value that is invalid whatever its type; `message` says why."""

    message: str


class InvalidNumber:
    """Replaces a number that cannot be stored: NaN, infinity, or too many digits."""

    def __init__(self, text: str) -> None:
        self.text = text if len(text) <= MAX_DIGITS else f"{text[:MAX_DIGITS]}…"

    def __str__(self) -> str:
        return self.text


def read_json_file(path: Path) -> Any:
    """Return the JSON value of a file; raise `InvalidFile` if there is none to read."""
    try:
        if path.is_dir():
            raise _error(_("This is a folder, not a file."))
        if path.stat().st_size > MAX_FILE_SIZE:
            raise _too_large()
        with path.open("rb") as stream:
            return read_json_stream(stream)
    except FileNotFoundError:
        raise _error(_("There is no such file.")) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise _error(_("The file cannot be read: %(reason)s.") % {"reason": reason}) from error


def read_json_stream(stream: BinaryIO) -> Any:
    """Return the JSON value of a binary stream, such as an upload; raise `InvalidFile` if invalid.

    At most one byte more than `MAX_FILE_SIZE` is read.
    """
    data = stream.read(MAX_FILE_SIZE + 1)
    if len(data) > MAX_FILE_SIZE:
        raise _too_large()
    return parse_json(data)


def parse_json(data: bytes) -> Any:
    """Return the JSON value (RFC 8259) of UTF-8 bytes, with or without a byte order mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _error(_("The file is in UTF-16; save it as UTF-8."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        values = {
            "line": data.count(b"\n", 0, error.start) + 1,
            "byte": f"0x{data[error.start]:02x}",
        }
        raise _error(
            _("The file is not in UTF-8: byte %(byte)s in line %(line)d. Save it as UTF-8.")
            % values
        ) from None
    if not text.strip():
        raise _error(_("The file is empty."))
    return _decode(text)


def _decode(text: str) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=InvalidNumber, parse_int=_integer
        )
    except json.JSONDecodeError as error:
        values = {"line": error.lineno, "column": error.colno, "problem": error.msg}
        raise _error(
            _("The file is not JSON: line %(line)d, column %(column)d: %(problem)s.") % values
        ) from None
    except RecursionError:
        raise _error(_("Lists and objects are nested too deeply to be read.")) from None


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(members)
    if len(value) < len(members):
        counts = Counter(name for name, _value in members)
        repeated = Invalid(_("This name stands twice in one object."))
        value |= {name: repeated for name, count in counts.items() if count > 1}
    return value


def _integer(digits: str) -> int | InvalidNumber:
    return int(digits) if len(digits) <= MAX_DIGITS else InvalidNumber(digits)


def _too_large() -> InvalidFile:
    limit = {"limit": MAX_FILE_SIZE // 1024 // 1024}
    return _error(_("The file is larger than %(limit)d MB; split it.") % limit)


def _error(message: str) -> InvalidFile:
    return InvalidFile([Problem((), message)])
