"""The words of a document, and those of its source."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html import unescape
from html.parser import HTMLParser

from cms.importing.document import (
    Document,
    DocumentBlock,
    Faq,
    FaqItem,
    ImportedPromotion,
    RichText,
)
from cms.importing.sources.files import UnreadableFile
from cms.importing.sources.saved_page import document_from_source

ALLOWED = {"p", "ul", "ol", "li", "b", "i", "a", "sup", "sub", "br"}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def document_words(document: Document) -> set[str]:
    """Return every word of the article, of the promotions and of what was left out."""
    texts = [document.title, document.summary, *(entry.text for entry in document.left_out)]
    for block in document.blocks:
        texts += block_texts(block)
    for promotion in document.promotions:
        texts += promotion_texts(promotion)
    return words(" ".join(texts))


def block_texts(block: DocumentBlock) -> Iterator[str]:
    """Yield every text of a block; of rich text the visible text and the addresses."""
    waiting: list[object] = [block]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, RichText):
            yield plain(value.html)
        elif isinstance(value, FaqItem):
            waiting += [value.question, RichText(value.html)]
        elif isinstance(value, tuple):
            waiting += value
        elif is_dataclass(value):
            waiting += [getattr(value, field.name) for field in fields(value)]


def promotion_texts(promotion: ImportedPromotion) -> Iterator[str]:
    """Yield the texts that a promotion would show; ``lines`` only record their source."""
    yield from (promotion.heading, plain(promotion.body))
    if promotion.form:
        form = promotion.form
        yield from (form.title, form.email_label, form.submit_label, form.consent_text)
    if promotion.call_to_action:
        yield from (promotion.call_to_action.label, promotion.call_to_action.url)


def plain(html: str) -> str:
    """Return the text of rich text, followed by the addresses of its links."""
    text = re.sub(r"</?(?:p|ul|ol|li|br)>", " ", html)
    links = re.findall(r'href="([^"]*)"', html)
    return unescape(" ".join([re.sub(r"<[^>]*>", "", text), *links]))


class CleanHtml(HTMLParser):
    """Fails on any tag, attribute or nesting that the HTML of a document may not have."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        for _, value in attrs:
            assert re.match(r"(https?://|mailto:|tel:|[^:]*$|[^:]*[/?#])", value or ""), value
        assert not (tag == "a" and "a" in self.open)
        assert tag != "p" or not self.open
        assert tag != "li" or self.open[-1] in {"ul", "ol"}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check_clean(document: Document) -> None:
    """Assert clean HTML, an outline without gaps and valid block indexes of doubts."""
    html = [block.html for block in document.blocks if isinstance(block, RichText)]
    html += [
        item.html for block in document.blocks if isinstance(block, Faq) for item in block.items
    ]
    html += [promotion.body for promotion in document.promotions]
    for markup in html:
        parser = CleanHtml()
        parser.feed(markup)
        parser.close()
        assert parser.open == []
    above = 1
    for heading in document.headings:
        assert 2 <= heading.level <= min(above + 1, 4)
        above = heading.level
    for doubt in document.doubts:
        assert doubt.block is None or 0 <= doubt.block < len(document.blocks)
        assert doubt.promotion is None or 0 <= doubt.promotion < len(document.promotions)


def outcome(name: str, source: str) -> Document | str:
    """Return the clean document of a source, or the message why it is refused."""
    try:
        document = document_from_source(name, source)
    except UnreadableFile as error:
        return str(error)
    check_clean(document)
    return document
