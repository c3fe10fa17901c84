"""What do the articles of the benchmarks say? Generated sentences, the same in every run.

Their shape is that of an imported page: 4 headings, 9 paragraphs in the 5 texts between them, a
quote, a callout, two pictures, some 560 words, links to other articles and elsewhere.
"""

import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID

Stored = dict[str, Any]
"""`{type, value, id}` of one block, as a StreamField keeps it."""

WHO = (
    "a short walk", "a quiet room", "an early supper", "the body", "the breath", "a warm drink",
    "the heart", "a late meal", "regular sleep", "the shoulder", "a good habit", "the skin",
    "a slow morning", "the gut", "daylight", "a strong muscle", "the knee", "a calm mind",
)  # fmt: skip
DOES = (
    "steadies", "supports", "calms", "changes", "strengthens", "relieves", "follows", "protects",
    "slows", "restores", "warms", "reminds", "prepares", "balances", "repairs", "shapes",
)  # fmt: skip
WHAT = (
    "the evening", "our attention", "blood sugar", "the immune system", "a tired back",
    "the next day", "most kinds of pain", "the lungs", "a busy week", "our appetite", "the joints",
    "recovery", "digestion", "circulation", "concentration", "balance", "the voice", "our mood",
)  # fmt: skip
WHEN = (
    "after a few weeks", "without any equipment", "at almost every age", "before breakfast",
    "when it is done often", "for most people", "in small amounts", "even in winter",
    "as several studies suggest", "once the first days are over", "if nothing else helps",
    "more than medicine alone", "during long journeys", "on days without exercise",
)  # fmt: skip
RARE = (
    "magnesium", "posture", "barefoot", "ginger", "melatonin", "tendon", "asthma", "lavender",
    "sauna", "fascia", "insulin", "cortisol", "migraine", "zinc", "yoghurt", "cycling",
)  # fmt: skip
"""Each is in about one article of eight, so that a search finds many but not all."""
PARAGRAPHS = (1, 4, 1, 2, 1)
"""How many paragraphs each of the five texts has."""


class Writer:
    """Writes one article; the same number gives the same article."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._chance = random.Random(number)
        self._blocks = 0

    def title(self) -> str:
        """A title of its own, with its number."""
        return f"{self._pick(WHO).capitalize()} and {self._pick(WHAT)}, part {self.number}"

    def sentences(self, count: int) -> str:
        """Some sentences."""
        return " ".join(self._sentence() for _ in range(count))

    def body(self, images: list[int], linked: int | None) -> list[Stored]:
        """The blocks; `images` are two ids, `linked` is the page that one text links to."""
        blocks = list(self._texts(linked))
        blocks.insert(3, self._block("image", self._image(images[0])))
        blocks.insert(6, self._block("quote", self._quote()))
        blocks.insert(8, self._block("callout", self._callout()))
        blocks.insert(11, self._block("image", self._image(images[1])))
        return blocks

    def _texts(self, linked: int | None) -> Iterator[Stored]:
        for place, count in enumerate(PARAGRAPHS):
            if place:
                heading = {"text": self._sentence()[:-1][:60], "level": "h2"}
                yield self._block("heading", heading)
            paragraphs = [self._paragraph() for _ in range(count)]
            if place == 1 and linked:
                paragraphs[1] += f' <a linktype="page" id="{linked}">Read on</a>.'
            if place == 3:
                paragraphs[0] += ' <a href="https://example.org/study/">The study</a> is open.'
            yield self._block("rich_text", "".join(f"<p>{each}</p>" for each in paragraphs))

    def _paragraph(self) -> str:
        first, *others = (self._sentence() for _ in range(6))
        return f"{first} <b>{others[0]}</b> {' '.join(others[1:])} [1]"

    def _sentence(self) -> str:
        words = f"{self._pick(WHO)} {self._pick(DOES)} {self._pick(WHAT)} {self._pick(WHEN)}"
        if self._chance.random() < 0.05:
            words += f", and so does {RARE[self.number % 8 + 8 * self._chance.randrange(2)]}"
        return f"{words[0].upper()}{words[1:]}."

    def _image(self, pk: int) -> dict[str, Any]:
        picture = {"image": pk, "alt_text": self._sentence(), "decorative": False}
        return {"image": picture, "caption": self._sentence(), "credit": "Drawn by a machine"}

    def _quote(self) -> dict[str, Any]:
        return {"text": self.sentences(2), "attribution": "A physiotherapist", "source_url": ""}

    def _callout(self) -> dict[str, Any]:
        return {"kind": "tip", "title": "Try this", "text": f"<p>{self.sentences(2)}</p>"}

    def _block(self, kind: str, value: Any) -> Stored:
        self._blocks += 1
        identity = str(UUID(int=(self.number << 16) + self._blocks, version=4))
        return {"type": kind, "value": value, "id": identity}

    def _pick(self, words: tuple[str, ...]) -> str:
        return self._chance.choice(words)


REFERENCES: list[Stored] = [
    {
        "type": "reference",
        "id": str(UUID(int=number, version=4)),
        "value": {
            "text": f"A study of everyday habits, volume {number}",
            "authors": "Okafor N, Li W",
            "source": "Journal of Examples",
            "year": 2020 + number,
            "doi": f"10.1000/{number}82",
            "url": "",
        },
    }
    for number in (1, 2, 3)
]
