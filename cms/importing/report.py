"""What did an import make, what was it unsure of, and what did it leave out?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cms.importing.document import Document, Doubt, LeftOut

CREATED, REVISED, UNCHANGED, EQUAL = "created", "revised", "unchanged", "equal"
SAID = {
    CREATED: "new draft",
    REVISED: "new draft revision of the existing one",
    UNCHANGED: "nothing changed",
}
_PROMOTION_SAID = {CREATED: "new", REVISED: "changed", UNCHANGED: "nothing changed"}


@dataclass(frozen=True)
class Made:
    """An article: the object, its name for people, what happened to it."""

    object: Any
    name: str
    outcome: str
    published: bool = False

    @property
    def said(self) -> str:
        """The outcome in words."""
        words = SAID[self.outcome]
        return f"{words}, published" if self.published else words


@dataclass(frozen=True)
class MadePromotion:
    """What became of one offer: its promotion, or the equal one that the site had already.

    ``is_live`` says whether some version of it is live, ``is_draft`` whether its latest version is
    not. ``doubts`` are those for which it stays a draft. ``is_left_to_editors`` is on where it
    stays one because an editor has changed or withdrawn it.
    """

    object: Any
    name: str
    outcome: str
    is_live: bool = False
    is_draft: bool = True
    doubts: tuple[Doubt, ...] = ()
    is_left_to_editors: bool = False

    @property
    def said(self) -> str:
        """The outcome and the state in words."""
        if self.outcome == EQUAL:
            state = "live" if self.is_live else "a draft"
            return f"left alone, because “{self.object.key}” is equal; that one is {state}"
        return f"{_PROMOTION_SAID[self.outcome]}, {self._state}"

    @property
    def _state(self) -> str:
        if not self.is_draft:
            return "live"
        state = "draft (an earlier version is live)" if self.is_live else "draft"
        messages = " ".join(doubt.message for doubt in self.doubts)
        if messages:
            return f"{state}, because of a doubt: {messages}"
        if self.is_left_to_editors:
            return f"{state}, because an editor has changed or withdrawn it"
        return state


@dataclass
class Report:
    """The outcome of one import. ``notes`` say what was filled in that the page does not show."""

    document: Document
    article: Made
    promotions: list[MadePromotion] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[Doubt] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The report as printed by the command."""
        headings, paragraphs = len(self.document.headings), self.document.paragraphs
        yield f"Article “{self.article.name}” ({self.article.object.slug}): {self.article.said}"
        yield f"  headings: {headings}, paragraphs: {paragraphs}, {self._counts()}"
        for made in self.promotions:
            slot = made.object.get_slot_display()
            where = slot if made.outcome == EQUAL else f"{slot}, {made.object.key}"
            yield f"Promotion “{made.name}” ({where}): {made.said}"
        yield from self._list("Unsure of", [f"{d.where}: {d.message}" for d in self.doubts])
        yield from self._list("Filled in", [f"{d.where}: {d.message}" for d in self.notes])
        yield from self._list("Left out", [f"{item.why}: {item.text}" for item in self.left_out])

    def _counts(self) -> str:
        return f"blocks: {len(self.document.blocks)}"

    @staticmethod
    def _list(heading: str, entries: list[str]) -> Iterator[str]:
        if entries:
            yield f"{heading}:"
            for entry in entries:
                yield f"  - {entry}"
