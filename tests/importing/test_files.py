"""Text files are read; other files are refused with a clear message."""

import codecs
import io
import os
from pathlib import Path

import pytest

from cms.importing.sources.files import (
    MAX_IMPORT_SIZE,
    UnreadableFile,
    read_text_file,
    read_text_stream,
)


def refused(name: str, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_text_stream(name, io.BytesIO(data))
    return str(caught.value)


def test_utf_8_is_read_with_and_without_byte_order_mark() -> None:
    data = "Käse über Brot".encode()
    assert read_text_stream("a.txt", io.BytesIO(data)) == "Käse über Brot"
    assert read_text_stream("a.txt", io.BytesIO(codecs.BOM_UTF8 + data)) == "Käse über Brot"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_with_its_byte_order_mark(encoding: str) -> None:
    data = "\ufeffKäse".encode(encoding)
    assert read_text_stream("a.md", io.BytesIO(data)) == "Käse"


def test_declared_charset_of_a_web_page_is_followed() -> None:
    page = '<meta charset="iso-8859-1"><p>Käse – Brot'
    assert read_text_stream("a.html", io.BytesIO(page.encode("cp1252"))) == page
    page = "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>хлеб"
    assert read_text_stream("a.htm", io.BytesIO(page.encode("koi8-r"))) == page


def test_declared_utf_16_that_is_readable_byte_by_byte_is_utf_8() -> None:
    page = '<meta charset="utf-16"><p>Käse'
    assert read_text_stream("a.html", io.BytesIO(page.encode())) == page


@pytest.mark.parametrize("label", ["utf-7", "rot13", "unicode_escape", "no-such-code"])
def test_charset_that_is_no_web_encoding_is_refused_by_its_name(label: str) -> None:
    assert label in refused("a.html", f"<meta charset={label}><p>x".encode())


def test_wrong_encoding_is_refused_with_the_byte_its_place_and_its_line() -> None:
    message = refused("a.txt", b"one\ntwo \xe4 three")
    assert "0xe4 at position 8 (line 2)" in message
    assert "position 5" in refused("a.txt", codecs.BOM_UTF8 + b"ab\xff")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", codecs.BOM_UTF8, "\u200b\xa0\n".encode()])
def test_file_without_text_is_refused_as_empty(data: bytes) -> None:
    assert "empty" in refused("a.txt", data)


@pytest.mark.parametrize("data", [b"PK\x03\x04zip", b"\x89PNG\x00", b"text\x00text", b"bell \x07"])
def test_binary_data_is_refused(data: bytes) -> None:
    message = refused("a.txt", data)
    assert "binary" in message or "not valid" in message


def test_large_upload_is_refused_after_reading_one_byte_too_many() -> None:
    class Endless(io.RawIOBase):
        requested = 0

        def read(self, size: int = -1) -> bytes:
            self.requested += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(UnreadableFile, match="larger than 5 MiB"):
        read_text_stream("a.txt", stream)  # type: ignore[arg-type]
    assert stream.requested == MAX_IMPORT_SIZE + 1


def test_large_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    with pytest.raises(UnreadableFile, match="larger than 5 MiB"):
        read_text_file(path)


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.docx", ".html"])
def test_other_kinds_of_file_are_refused_with_the_kinds_that_are_read(name: str) -> None:
    assert ".html" in refused(name, b"text")


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read_text_file(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(UnreadableFile, match="not a regular file"):
        read_text_file(tmp_path / "folder.txt")
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_text_file(tmp_path / f"{'long' * 200}.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read any file")
def test_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_text_file(path)
