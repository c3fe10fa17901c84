"""Which words does a document hold, and are they all those of its source?"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html import unescape
from html.parser import HTMLParser

from cms.importing.document import Block, Document, Faq, FaqItem, Offer, RichText
from cms.importing.sources.files import UnreadableFile
from cms.importing.sources.saved_page import document_from_source

ALLOWED = {"p", "ul", "ol", "li", "b", "i", "a", "sup", "sub", "br"}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def document_words(document: Document) -> set[str]:
    """Every word of the article, of the offers and of what was left out."""
    texts = [document.title, document.summary, *(entry.text for entry in document.left_out)]
    for block in document.blocks:
        texts += block_texts(block)
    for offer in document.offers:
        texts += offer_texts(offer)
    return words(" ".join(texts))


def block_texts(block: Block) -> Iterator[str]:
    """Every text of a block, whatever its kind; of rich text what is read, and its addresses."""
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


def offer_texts(offer: Offer) -> Iterator[str]:
    """The texts that a promotion would show: not ``lines``, which only record their source."""
    yield from (offer.heading, plain(offer.body))
    if offer.form:
        form = offer.form
        yield from (form.title, form.email_label, form.submit_label, form.consent_text)
    if offer.call_to_action:
        yield from (offer.call_to_action.label, offer.call_to_action.url)


def plain(html: str) -> str:
    """The text of rich text, followed by the addresses of its links."""
    text = re.sub(r"</?(?:p|ul|ol|li|br)>", " ", html)
    links = re.findall(r'href="([^"]*)"', html)
    return unescape(" ".join([re.sub(r"<[^>]*>", "", text), *links]))


class CleanHtml(HTMLParser):
    """Fails on any tag, attribute or nesting that the small HTML of a document does not have."""

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
    """Assert what every document keeps: clean HTML, an outline without gaps, doubts that point."""
    html = [block.html for block in document.blocks if isinstance(block, RichText)]
    html += [
        item.html for block in document.blocks if isinstance(block, Faq) for item in block.items
    ]
    html += [offer.body for offer in document.offers]
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
        assert doubt.offer is None or 0 <= doubt.offer < len(document.offers)


def outcome(name: str, source: str) -> Document | str:
    """The clean document of a source, or why it is refused."""
    try:
        document = document_from_source(name, source)
    except UnreadableFile as error:
        return str(error)
    check_clean(document)
    return document
