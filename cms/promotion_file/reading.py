"""Which JSON does a promotion file hold, if it is one at all?

Python's own reader is too kind: it takes NaN for a number, and of two members of one name the
last. Here both are kept as what they are, so that they are refused at their place.
"""

import codecs
import json
from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.utils.translation import gettext as _

from cms.promotion_file.problems import Problem, Refused

LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes; of a larger file nothing is read but its size."""
LONGEST_NUMBER: Final = 20
"""Digits; Python takes long over numbers of thousands, and refuses to print them."""


class JsonObject(dict[str, Any]):
    """A JSON object that remembers which of its names stand in it more than once."""

    def __init__(self, members: list[tuple[str, Any]]) -> None:
        super().__init__(members)
        self.twice: list[str] = []
        if len(self) < len(members):
            counts = Counter(name for name, _value in members)
            self.twice = [name for name, count in counts.items() if count > 1]


class NoNumber:
    """What stands where a number should be and is none that can be kept: NaN, or far too long."""

    def __init__(self, text: str) -> None:
        self.text = text if len(text) <= LONGEST_NUMBER else f"{text[:LONGEST_NUMBER]}…"

    def __str__(self) -> str:
        return self.text


def read_path(path: Path) -> Any:
    """The JSON value of a file; raises `Refused` for a file that is missing, too large, or none."""
    try:
        if path.is_dir():
            raise _refused(_("This is a folder, not a file."))
        if path.stat().st_size > LARGEST_FILE:
            raise _too_large()
        with path.open("rb") as stream:
            return read_stream(stream)
    except FileNotFoundError:
        raise _refused(_("There is no such file.")) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise _refused(_("The file cannot be read: %(reason)s.") % {"reason": reason}) from error


def read_stream(stream: BinaryIO) -> Any:
    """The JSON value of an open binary stream, such as an upload; raises `Refused`.

    At most one byte more than `LARGEST_FILE` is read.
    """
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise _too_large()
    return parse(data)


def parse(data: bytes) -> Any:
    """The JSON value (RFC 8259) in some bytes of UTF-8, with or without a byte order mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _refused(_("The file is in UTF-16; save it as UTF-8."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = {"line": data.count(b"\n", 0, error.start) + 1, "byte": f"0x{data[error.start]:02x}"}
        raise _refused(
            _("The file is not in UTF-8: byte %(byte)s in line %(line)d. Save it as UTF-8.") % said
        ) from None
    if not text.strip():
        raise _refused(_("The file is empty."))
    return _decoded(text)


def _decoded(text: str) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=JsonObject, parse_constant=NoNumber, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        said = {"line": error.lineno, "column": error.colno, "problem": error.msg}
        raise _refused(
            _("The file is not JSON: line %(line)d, column %(column)d: %(problem)s.") % said
        ) from None
    except RecursionError:
        raise _refused(_("Lists and objects stand in each other too deeply to be read.")) from None


def _whole(digits: str) -> int | NoNumber:
    return int(digits) if len(digits) <= LONGEST_NUMBER else NoNumber(digits)


def _too_large() -> Refused:
    limit = {"limit": LARGEST_FILE // 1024 // 1024}
    return _refused(_("The file is larger than %(limit)d MB; split it.") % limit)


def _refused(message: str) -> Refused:
    return Refused([Problem((), message)])
