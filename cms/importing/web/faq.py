"""Find the questions and answers that a page declares, and the headings that are such questions."""

import json
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from cms.importing.assembly import Assembly, PendingBlock
from cms.importing.document import DocumentBlock, Faq, FaqItem, Heading
from cms.importing.flattening import as_rich_text
from cms.importing.web.visible import attribute

_QUESTION_TYPE = re.compile(r"https?://schema\.org/Question$", re.IGNORECASE)


def is_question(tag: Tag) -> bool:
    """Return whether schema.org microdata declare the element as a question with its answer."""
    return bool(_QUESTION_TYPE.search(attribute(tag, "itemtype")))


def declared_questions(soup: BeautifulSoup) -> frozenset[str]:
    """Return the questions in the page's JSON-LD, normalized for comparison."""
    found: set[str] = set()
    for script in soup.find_all("script", type=re.compile(r"^application/ld\+json", re.IGNORECASE)):
        try:
            data = json.loads(script.string or "")
        except (ValueError, RecursionError):
            continue
        found.update(map(_compared, _questions(data)))
    return frozenset(found)


def fold_questions(assembly: Assembly, questions: frozenset[str]) -> None:
    """Turn each heading that is a declared question, and the text below, into an FAQ item."""
    folded: list[PendingBlock] = []
    waiting = iter([*assembly.entries, None])
    entry = next(waiting)
    while entry:
        below = next(waiting)
        if below and below.parts and _is_declared(entry.block, questions):
            entry = _as_question(entry, below)
            below = next(waiting)
        if folded and folded[-1].items and entry.items:
            folded[-1].items += entry.items
            folded[-1].doubts += entry.doubts
        else:
            folded.append(entry)
        entry = below
    assembly.entries = folded


def _is_declared(block: DocumentBlock, questions: frozenset[str]) -> bool:
    return isinstance(block, Heading) and _compared(block.text) in questions


def _as_question(entry: PendingBlock, below: PendingBlock) -> PendingBlock:
    answer, _ = as_rich_text([below.built()])
    question = entry.block.text if isinstance(entry.block, Heading) else ""
    doubts = [*entry.doubts, *below.doubts]
    return PendingBlock(Faq(()), items=[FaqItem(question, answer)], doubts=doubts)


def _questions(data: object) -> Iterator[str]:
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
            name = value.get("name")
            if value.get("@type") in ("Question", ["Question"]) and isinstance(name, str):
                yield name


def _compared(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
