"""Read the text of a file to import, and refuse files that are not text."""

import codecs
import re
from pathlib import Path, PurePath
from typing import BinaryIO

MAX_IMPORT_SIZE = 5 * 1024 * 1024
"""In bytes; a larger file is refused without being read."""

HTML_SUFFIXES = frozenset({".html", ".htm"})
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
TEXT_SUFFIXES = frozenset({".txt"})
SUFFIXES = HTML_SUFFIXES | MARKDOWN_SUFFIXES | TEXT_SUFFIXES

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
# WHATWG Encoding Standard, section 4.2: browsers read these three labels as windows-1252.
_AS_WINDOWS_1252 = frozenset({"iso8859-1", "ascii", "latin-1"})
_CHARSETS = re.compile(
    r"utf-8|cp125\d|cp874|iso8859-\d+|koi8-[ru]|shift_jis|euc_jp|euc_kr|gbk|gb2312|gb18030|big5"
)


class UnreadableFile(ValueError):
    """The file cannot be read as text; the message is for an editor."""


def suffix_of(name: str) -> str:
    """Return the suffix of a file name in lower case; raise ``UnreadableFile`` for others."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableFile(f"{name}: only {', '.join(sorted(SUFFIXES))} files can be imported.")
    return suffix


def read_text_file(path: Path) -> str:
    """Return the text of a file.

    Raises ``UnreadableFile`` if it is missing, unreadable, too large, binary or empty.
    """
    suffix_of(path.name)
    try:
        if not path.exists():
            raise UnreadableFile(f"{path}: there is no such file.")
        if not path.is_file():
            raise UnreadableFile(f"{path}: this is not a regular file.")
        _refuse_large(path.name, path.stat().st_size)
        with path.open("rb") as stream:
            return read_text_stream(path.name, stream)
    except OSError as error:
        raise UnreadableFile(
            f"{path}: the file cannot be read ({error.strerror or error})."
        ) from error


def read_text_stream(name: str, stream: BinaryIO) -> str:
    """Return the text of a binary stream, such as an upload; raise ``UnreadableFile`` if invalid.

    Reads at most one byte more than ``MAX_IMPORT_SIZE``.
    """
    suffix = suffix_of(name)
    data = stream.read(MAX_IMPORT_SIZE + 1)
    _refuse_large(name, len(data))
    text = _decoded(name, suffix, data)
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise UnreadableFile(
            f"{name}: binary data, not a page of text "
            f"(control character U+{ord(control[0]):04X} in line {line})."
        )
    if not text.strip("\ufeff\u200b \t\r\n\f\v\xa0"):
        raise UnreadableFile(f"{name}: the file is empty.")
    return text


def _refuse_large(name: str, size: int) -> None:
    if size > MAX_IMPORT_SIZE:
        raise UnreadableFile(
            f"{name}: the file is larger than {MAX_IMPORT_SIZE // 1024 // 1024} MiB."
        )


def _decoded(name: str, suffix: str, data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableFile(f"{name}: UTF-32 is not read; save the file as UTF-8.")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode(name, data[len(bom) :], encoding, skipped=len(bom))
    if b"\x00" in data:
        position = data.index(b"\x00")
        raise UnreadableFile(
            f"{name}: binary data, not a page of text (a zero byte at position {position})."
        )
    return _decode(
        name, data, _declared_encoding(name, data) if suffix in HTML_SUFFIXES else "utf-8"
    )


def _declared_encoding(name: str, data: bytes) -> str:
    declared = _DECLARED.search(data[:4096])
    if not declared:
        return "utf-8"
    label = declared[1].decode("ascii")
    try:
        encoding = codecs.lookup(label).name
    except LookupError:
        encoding = ""
    if encoding in _AS_WINDOWS_1252:
        return "cp1252"
    if encoding.startswith("utf-16"):
        # WHATWG HTML: a declaration that could be read byte by byte cannot be in UTF-16.
        return "utf-8"
    if not _CHARSETS.fullmatch(encoding):
        raise UnreadableFile(
            f"{name}: the page says that its encoding is {label}, which is not known here."
        )
    return encoding


def _decode(name: str, data: bytes, encoding: str, skipped: int = 0) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, errors="replace").count("\n") + 1
        raise UnreadableFile(
            f"{name}: not valid {encoding.upper()}: byte 0x{data[error.start]:02x} at position "
            f"{error.start + skipped} (line {line}). Save the file as UTF-8."
        ) from error
