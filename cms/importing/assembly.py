"""How do blocks, doubts and left-out text, gathered one by one, become a document?"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cms.importing.document import (
    LONGEST_LINE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    Block,
    Document,
    Doubt,
    Embed,
    Faq,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    LeftOut,
    Offer,
    Quote,
    RichText,
    Table,
)
from cms.importing.markup import listing, paragraphs, shortened
from cms.importing.outline import HIGHEST, levels
from cms.importing.promotion_doubts import doubts_of_offer
from cms.importing.promotion_text import fitted

_KEY_POINTS = re.compile(
    r"(key (points|takeaways|facts|messages)|takeaways|at a glance|highlights)\W*", re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*>")
_EXCERPT = 60


@dataclass
class Entry:
    """One block to be, with the doubts about it; rich text and FAQ items gather in ``parts`` until
    the end.
    """

    block: Block
    parts: list[str] = field(default_factory=list)
    items: list[FaqItem] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def built(self) -> Block:
        """The finished block."""
        if self.parts:
            return RichText("".join(self.parts))
        return Faq(tuple(self.items)) if self.items else self.block


class Assembly:
    """A document in the making: what follows each other in running text joins into one block."""

    def __init__(self) -> None:
        self.title = ""
        self.summary = ""
        self.language = ""
        self.source_url = ""
        self.entries: list[Entry] = []
        self.offers: list[Offer] = []
        self._doubts: list[Doubt] = []
        self._left_out: list[LeftOut] = []

    def add(self, block: Block, *doubts: str) -> None:
        """Put a block at the end."""
        self.entries.append(Entry(block))
        self._doubt_last(_excerpt(block), doubts)

    def add_html(self, markup: str, *doubts: str) -> None:
        """Put paragraphs or lists at the end, into the rich text block that stands there if one
        does.
        """
        if not self.entries or not self.entries[-1].parts:
            self.entries.append(Entry(RichText("")))
        self.entries[-1].parts.append(markup)
        self._doubt_last(markup, doubts)

    def add_heading(self, level: int, text: str, *doubts: str) -> None:
        """Put a heading at the end; ``level`` is the page's own. One that is too long for a heading
        is a paragraph.
        """
        if len(text) > LONGEST_LINE:
            self.add_html(
                paragraphs([text]), *doubts, "A heading this long is kept as a paragraph."
            )
        else:
            self.add(Heading(level, text), *doubts)

    def add_list(
        self, items: Iterable[str], *doubts: str, ordered: bool = False, key_points: bool = False
    ) -> None:
        """Put a list at the end, its items in HTML; below a heading that says so it becomes key
        points.
        """
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
        """Put a question at the end, into the FAQ block that stands there if one does."""
        if not self.entries or not self.entries[-1].items:
            self.entries.append(Entry(Faq(())))
        self.entries[-1].items.append(item)
        self._doubt_last(item.question, doubts)

    def add_offer(self, offer: Offer, *doubts: str) -> None:
        """Add an offer, with doubts about it; a text too long for its place joins its body."""
        self.offers.append(fitted(offer))
        where = f"offer “{shortened(offer.heading, _EXCERPT)}”"
        self._doubts += [
            Doubt(where, message, offer=len(self.offers) - 1)
            for message in (*doubts, *doubts_of_offer(offer))
        ]

    def doubt(self, where: str, message: str) -> None:
        """Note a doubt about the page itself, not about one block."""
        self._doubts.append(Doubt(where, message))

    def doubt_all(self, message: str) -> None:
        """Note a doubt about each block gathered so far."""
        for entry in self.entries:
            entry.doubts.append(Doubt(_quoted(_excerpt(entry.built())), message))

    def leave_out(self, text: str, why: str) -> None:
        """List text that has no place in the document; nothing is listed for white space."""
        if text.strip():
            self._left_out.append(LeftOut(text.strip(), why))

    def absorb(self, other: "Assembly") -> None:
        """Take over what another assembly left out, its offers, and its doubts; its blocks were
        used elsewhere.
        """
        self.offers += other.offers
        self._left_out += other._left_out
        self._doubts += other._doubts
        self._doubts += [doubt for entry in other.entries for doubt in entry.doubts]

    def summary_is(self, text: str) -> None:
        """Set the summary; where it is too long, its whole text is also listed as left out."""
        self.summary = shortened(text, LONGEST_SUMMARY)
        if len(text) > LONGEST_SUMMARY:
            self.leave_out(text, "summary that is too long; its beginning is kept")

    def title_is(self, text: str, *doubts: str) -> None:
        """Set the title; where it is too long, its whole text is also kept as a paragraph."""
        self.title = shortened(text, LONGEST_TITLE)
        for message in doubts:
            self.doubt("title", message)
        if len(text) > LONGEST_TITLE:
            self.add_html(paragraphs([text]), "The title is cut; this is the whole of it.")

    def finish(self) -> Document:
        """The document, with heading levels that skip none and doubts that know their block."""
        blocks = self._levelled([entry.built() for entry in self.entries])
        placed = [
            replace(doubt, block=number)
            for number, entry in enumerate(self.entries)
            for doubt in entry.doubts
        ]
        return Document(
            title=self.title,
            blocks=tuple(blocks),
            offers=tuple(self.offers),
            doubts=(*self._doubts, *placed),
            left_out=tuple(self._left_out),
            summary=self.summary,
            language=self.language,
            source_url=self.source_url,
        )

    def _levelled(self, blocks: list[Block]) -> list[Block]:
        headings = [(n, block) for n, block in enumerate(blocks) if isinstance(block, Heading)]
        new_levels = levels(heading.level for _, heading in headings)
        for (number, heading), level in zip(headings, new_levels, strict=True):
            blocks[number] = replace(heading, level=level)
            if level != max(heading.level, HIGHEST):
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


def _excerpt(block: Block) -> str:
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
