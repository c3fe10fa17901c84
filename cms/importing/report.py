"""The result of an import: what was created, what is in doubt, what was left out."""

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
class ImportedArticle:
    """An imported article, its title and the outcome."""

    object: Any
    name: str
    outcome: str
    published: bool = False

    @property
    def outcome_text(self) -> str:
        words = SAID[self.outcome]
        return f"{words}, published" if self.published else words


@dataclass(frozen=True)
class PromotionOutcome:
    """The result for one imported promotion: a new, revised or existing equal promotion.

    ``is_live`` is whether any version of it is live, ``is_draft`` whether its latest version is
    not. ``doubts`` prevent its publication. ``is_left_to_editors`` is true if it stays a draft
    because an editor has changed or unpublished it.
    """

    object: Any
    name: str
    outcome: str
    is_live: bool = False
    is_draft: bool = True
    doubts: tuple[Doubt, ...] = ()
    is_left_to_editors: bool = False

    @property
    def outcome_text(self) -> str:
        """The outcome and the state as text."""
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
    """The result of one import; ``notes`` list default values for what the page does not show."""

    document: Document
    article: ImportedArticle
    promotions: list[PromotionOutcome] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[Doubt] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the lines that the command prints."""
        headings, paragraphs = len(self.document.headings), self.document.paragraphs
        article = self.article
        yield f"Article “{article.name}” ({article.object.slug}): {article.outcome_text}"
        yield f"  headings: {headings}, paragraphs: {paragraphs}, {self._counts()}"
        for made in self.promotions:
            slot = made.object.get_slot_display()
            where = slot if made.outcome == EQUAL else f"{slot}, {made.object.key}"
            yield f"Promotion “{made.name}” ({where}): {made.outcome_text}"
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
