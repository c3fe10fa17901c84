"""What did an import make, what was it unsure of, and what did it leave out?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cms.importing.document import Document, Doubt, LeftOut

CREATED, REVISED, UNCHANGED = "created", "revised", "unchanged"
SAID = {
    CREATED: "new draft",
    REVISED: "new draft revision of the existing one",
    UNCHANGED: "nothing changed",
}


@dataclass(frozen=True)
class Made:
    """An article or promotion: the object, its name for people, what happened to it."""

    object: Any
    name: str
    outcome: str
    published: bool = False

    @property
    def said(self) -> str:
        """The outcome in words."""
        words = SAID[self.outcome]
        return f"{words}, published" if self.published else words


@dataclass
class Report:
    """The outcome of one import."""

    document: Document
    article: Made
    promotions: list[Made] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The report as printed by the command."""
        headings, paragraphs = len(self.document.headings), self.document.paragraphs
        yield f"Article “{self.article.name}” ({self.article.object.slug}): {self.article.said}"
        yield f"  headings: {headings}, paragraphs: {paragraphs}, {self._counts()}"
        for made in self.promotions:
            yield (
                f"Promotion “{made.name}” ({made.object.get_slot_display()}, {made.object.key}): "
                f"{made.said}"
            )
        yield from self._list("Unsure of", [f"{d.where}: {d.message}" for d in self.doubts])
        yield from self._list("Left out", [f"{item.why}: {item.text}" for item in self.left_out])

    def _counts(self) -> str:
        return f"blocks: {len(self.document.blocks)}"

    @staticmethod
    def _list(heading: str, entries: list[str]) -> Iterator[str]:
        if entries:
            yield f"{heading}:"
            for entry in entries:
                yield f"  - {entry}"
