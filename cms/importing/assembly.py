"""Build a document from blocks, doubts and left-out text that are added one by one."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cms.importing.document import (
    MAX_HEADING_LENGTH,
    MAX_SUMMARY_LENGTH,
    MAX_TITLE_LENGTH,
    Document,
    DocumentBlock,
    Doubt,
    Embed,
    Faq,
    FaqItem,
    Heading,
    Image,
    ImportedPromotion,
    KeyPoints,
    LeftOut,
    Quote,
    RichText,
    Table,
)
from cms.importing.markup import listing, paragraphs, shortened
from cms.importing.outline import TOP_LEVEL, levels
from cms.importing.promotion_doubts import doubts_of_promotion
from cms.importing.promotion_text import fitted

_KEY_POINTS = re.compile(
    r"(key (points|takeaways|facts|messages)|takeaways|at a glance|highlights)\W*", re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*>")
_EXCERPT = 60


@dataclass
class PendingBlock:
    """A block under construction, with the doubts about it.

    Rich text and FAQ items are collected in ``parts`` and ``items`` until the end.
    """

    block: DocumentBlock
    parts: list[str] = field(default_factory=list)
    items: list[FaqItem] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def built(self) -> DocumentBlock:
        if self.parts:
            return RichText("".join(self.parts))
        return Faq(tuple(self.items)) if self.items else self.block


class Assembly:
    """A document under construction; adjacent paragraphs and lists become one rich text block."""

    def __init__(self) -> None:
        self.title = ""
        self.summary = ""
        self.language = ""
        self.source_url = ""
        self.entries: list[PendingBlock] = []
        self.promotions: list[ImportedPromotion] = []
        self._doubts: list[Doubt] = []
        self._left_out: list[LeftOut] = []

    def add(self, block: DocumentBlock, *doubts: str) -> None:
        self.entries.append(PendingBlock(block))
        self._doubt_last(_excerpt(block), doubts)

    def add_html(self, markup: str, *doubts: str) -> None:
        """Append paragraphs or lists, to the last block if that is rich text."""
        if not self.entries or not self.entries[-1].parts:
            self.entries.append(PendingBlock(RichText("")))
        self.entries[-1].parts.append(markup)
        self._doubt_last(markup, doubts)

    def add_heading(self, level: int, text: str, *doubts: str) -> None:
        """Append a heading with the page's own ``level``; a text too long becomes a paragraph."""
        if len(text) > MAX_HEADING_LENGTH:
            self.add_html(
                paragraphs([text]), *doubts, "A heading this long is kept as a paragraph."
            )
        else:
            self.add(Heading(level, text), *doubts)

    def add_list(
        self, items: Iterable[str], *doubts: str, ordered: bool = False, key_points: bool = False
    ) -> None:
        """Append a list of HTML items, as key points after a heading such as "Key points"."""
        texts = [item for item in items if item]
        if not texts:
            return
        if (key_points or self._below_key_points()) and not any(
            _TAG.search(item) for item in texts
        ):
            self.add(KeyPoints(tuple(_plain(item) for item in texts)), *doubts)
        else:
            self.add_html(listing(texts, ordered=ordered), *doubts)

    def add_question(self, item: FaqItem, *doubts: str) -> None:
        """Append an FAQ item, to the last block if that is an FAQ."""
        if not self.entries or not self.entries[-1].items:
            self.entries.append(PendingBlock(Faq(())))
        self.entries[-1].items.append(item)
        self._doubt_last(item.question, doubts)

    def add_promotion(self, promotion: ImportedPromotion, *doubts: str) -> None:
        """Append a promotion with doubts about it; move texts that are too long to its body."""
        self.promotions.append(fitted(promotion))
        where = f"offer “{shortened(promotion.heading, _EXCERPT)}”"
        self._doubts += [
            Doubt(where, message, promotion=len(self.promotions) - 1)
            for message in (*doubts, *doubts_of_promotion(promotion))
        ]

    def doubt(self, where: str, message: str) -> None:
        """Add a doubt about the page as a whole."""
        self._doubts.append(Doubt(where, message))

    def doubt_all(self, message: str) -> None:
        """Add a doubt to each block so far."""
        for entry in self.entries:
            entry.doubts.append(Doubt(_quoted(_excerpt(entry.built())), message))

    def leave_out(self, text: str, why: str) -> None:
        """List text that is left out of the document; ignore white space."""
        if text.strip():
            self._left_out.append(LeftOut(text.strip(), why))

    def absorb(self, other: "Assembly") -> None:
        """Add the left-out text, promotions and doubts of another assembly; ignore its blocks."""
        self.promotions += other.promotions
        self._left_out += other._left_out
        self._doubts += other._doubts
        self._doubts += [doubt for entry in other.entries for doubt in entry.doubts]

    def set_summary(self, text: str) -> None:
        """Set the summary; list the full text as left out if it is too long."""
        self.summary = shortened(text, MAX_SUMMARY_LENGTH)
        if len(text) > MAX_SUMMARY_LENGTH:
            self.leave_out(text, "summary that is too long; its beginning is kept")

    def set_title(self, text: str, *doubts: str) -> None:
        """Set the title; keep the full text as a paragraph too if it is too long."""
        self.title = shortened(text, MAX_TITLE_LENGTH)
        for message in doubts:
            self.doubt("title", message)
        if len(text) > MAX_TITLE_LENGTH:
            self.add_html(paragraphs([text]), "The title is cut; this is the whole of it.")

    def finish(self) -> Document:
        """Return the document, with normalized heading levels and the block index of each doubt."""
        blocks = self._levelled([entry.built() for entry in self.entries])
        placed = [
            replace(doubt, block=number)
            for number, entry in enumerate(self.entries)
            for doubt in entry.doubts
        ]
        return Document(
            title=self.title,
            blocks=tuple(blocks),
            promotions=tuple(self.promotions),
            doubts=(*self._doubts, *placed),
            left_out=tuple(self._left_out),
            summary=self.summary,
            language=self.language,
            source_url=self.source_url,
        )

    def _levelled(self, blocks: list[DocumentBlock]) -> list[DocumentBlock]:
        headings = [(n, block) for n, block in enumerate(blocks) if isinstance(block, Heading)]
        new_levels = levels(heading.level for _, heading in headings)
        for (number, heading), level in zip(headings, new_levels, strict=True):
            blocks[number] = replace(heading, level=level)
            if level != max(heading.level, TOP_LEVEL):
                message = f"The page has this heading at level {heading.level}; here it is {level}."
                self.entries[number].doubts.append(Doubt(_quoted(_excerpt(heading)), message))
        return blocks

    def _below_key_points(self) -> bool:
        last = self.entries[-1].block if self.entries else None
        return isinstance(last, Heading) and bool(_KEY_POINTS.fullmatch(last.text))

    def _doubt_last(self, about: str, doubts: tuple[str, ...]) -> None:
        for message in doubts:
            self.entries[-1].doubts.append(Doubt(_quoted(about), message))


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub(" ", markup))


def _quoted(markup: str) -> str:
    return f"“{shortened(_plain(markup), _EXCERPT)}”"


def _excerpt(block: DocumentBlock) -> str:
    match block:
        case Heading(text=text) | Quote(text=text):
            return html.escape(text, quote=False)
        case Image():
            return block.alt or block.caption or shortened(block.src, _EXCERPT)
        case Table():
            return block.caption or "table"
        case KeyPoints():
            return block.items[0] if block.items else "key points"
        case Embed(url=url):
            return url
        case RichText(html=markup):
            return markup
        case _:
            return type(block).__name__.lower()
