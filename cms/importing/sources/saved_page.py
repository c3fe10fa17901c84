"""Read a saved page of any supported format into a document."""

from collections.abc import Callable
from pathlib import Path, PurePath
from typing import BinaryIO

from cms.importing.assembly import Assembly
from cms.importing.document import Document
from cms.importing.sources.files import (
    HTML_SUFFIXES,
    MARKDOWN_SUFFIXES,
    UnreadableFile,
    read_text_file,
    read_text_stream,
    suffix_of,
)
from cms.importing.sources.markdown import read_markdown
from cms.importing.sources.plain_text import read_text
from cms.importing.web.reader import read_html


def document_from_path(path: Path) -> Document:
    """Return the document of a file; raise ``UnreadableFile`` with a message for an editor."""
    return document_from_source(path.name, read_text_file(path))


def document_from_stream(name: str, stream: BinaryIO) -> Document:
    """Return the document of an upload; raise ``UnreadableFile`` with a message for an editor."""
    return document_from_source(name, read_text_stream(name, stream))


def document_from_source(name: str, source: str) -> Document:
    """Return the document of a text; without a title it is named after the file, with a doubt."""
    assembly = _reader(suffix_of(name))(source)
    if not (assembly.title or assembly.entries or assembly.promotions):
        raise UnreadableFile(
            f"{name}: the page shows no article; all of its text would be left out."
        )
    if not assembly.title:
        stem = PurePath(name).stem.replace("_", " ").replace("-", " ").strip()
        assembly.set_title(stem or name, "The page shows no title; it is named after its file.")
    return assembly.finish()


def _reader(suffix: str) -> Callable[[str], Assembly]:
    if suffix in HTML_SUFFIXES:
        return read_html
    return read_markdown if suffix in MARKDOWN_SUFFIXES else read_text
