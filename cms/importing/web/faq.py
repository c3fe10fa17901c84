"""Which questions and answers does a page declare, and which of its headings are such questions?"""

import json
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from cms.importing.assembly import Assembly, Entry
from cms.importing.document import Block, Faq, FaqItem, Heading
from cms.importing.flattening import as_rich_text
from cms.importing.web.visible import attribute

_QUESTION_TYPE = re.compile(r"https?://schema\.org/Question$", re.IGNORECASE)


def is_question(tag: Tag) -> bool:
    """Whether schema.org microdata call the element a question with its answer."""
    return bool(_QUESTION_TYPE.search(attribute(tag, "itemtype")))


def declared_questions(soup: BeautifulSoup) -> frozenset[str]:
    """The questions in the page's JSON-LD, in the form in which they are compared."""
    found: set[str] = set()
    for script in soup.find_all("script", type=re.compile(r"^application/ld\+json", re.IGNORECASE)):
        try:
            data = json.loads(script.string or "")
        except (ValueError, RecursionError):
            continue
        found.update(map(_compared, _questions(data)))
    return frozenset(found)


def fold_questions(assembly: Assembly, questions: frozenset[str]) -> None:
    """Turn each heading that is a declared question, with the text below it, into an FAQ item."""
    kept: list[Entry] = []
    waiting = iter([*assembly.entries, None])
    entry = next(waiting)
    while entry:
        below = next(waiting)
        if below and below.parts and _is_declared(entry.block, questions):
            entry = _as_question(entry, below)
            below = next(waiting)
        if kept and kept[-1].items and entry.items:
            kept[-1].items += entry.items
            kept[-1].doubts += entry.doubts
        else:
            kept.append(entry)
        entry = below
    assembly.entries = kept


def _is_declared(block: Block, questions: frozenset[str]) -> bool:
    return isinstance(block, Heading) and _compared(block.text) in questions


def _as_question(entry: Entry, below: Entry) -> Entry:
    answer, _ = as_rich_text([below.built()])
    question = entry.block.text if isinstance(entry.block, Heading) else ""
    doubts = [*entry.doubts, *below.doubts]
    return Entry(Faq(()), items=[FaqItem(question, answer)], doubts=doubts)


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
