"""Helpers that read a web page from its markup."""

from cms.importing.document import Document, RichText
from cms.importing.sources.saved_page import document_from_source
from tests.importing.words import check_clean

LONG = "Bread needs time. " * 20


def read(body: str, head: str = "") -> Document:
    source = f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"
    document = document_from_source("page.html", source)
    check_clean(document)
    return document


def article(inner: str) -> Document:
    return read(f"<main><h1>Bread</h1>{inner}</main>")


def rich(document: Document) -> str:
    return "".join(block.html for block in document.blocks if isinstance(block, RichText))


def why(document: Document) -> dict[str, str]:
    return {entry.text: entry.why for entry in document.left_out}


def messages(document: Document) -> list[str]:
    return [doubt.message for doubt in document.doubts]
