"""Find the searched words in a text, and split the text into parts, never into HTML.

A part is `{text, match}`; joined, the parts are the text. A frontend marks the matches in its own
way, and no text of an editor is ever taken for markup.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field
from typing_extensions import TypedDict

from cms.search.stemming import WORD, fold, stems

MAX_SNIPPET_LENGTH: Final = 220
"""How long a snippet is, in characters; a match at its end is not cut."""
CONTEXT_LENGTH: Final = 60
"""How many of these precede the first match."""
ELLIPSIS: Final = "…"


class HighlightPart(TypedDict):
    """A piece of a text; all of them put together are the text. Plain, never HTML."""

    text: Annotated[
        str, Field(description="As it stands in the text, spaces included.", examples=["evening"])
    ]
    match: Annotated[
        bool, Field(description="Whether this is what was searched for.", examples=[True])
    ]


@dataclass(frozen=True, slots=True)
class Match:
    """The position of a searched word in a text, and its term."""

    start: int
    end: int
    term: str


Finder = Callable[[str], list[Match]]


def by_terms(terms: Collection[str], language: str) -> Finder:
    """Return a function that finds words by their terms (`stemming.terms`)."""
    wanted = frozenset(terms)

    def find(text: str) -> list[Match]:
        places = list(WORD.finditer(text))
        own = stems((fold(place.group()) for place in places), language)
        return [
            Match(*place.span(), term)
            for place, term in zip(places, own, strict=True)
            if term in wanted
        ]

    return find


def by_beginning(words: Sequence[str]) -> Finder:
    """Return a function that finds folded words; the last may be the beginning of a word."""
    complete, prefix = frozenset(words), words[-1]

    def find(text: str) -> list[Match]:
        found = []
        for place in WORD.finditer(text):
            word, (start, end) = fold(place.group()), place.span()
            if word in complete:
                found.append(Match(start, end, word))
            elif word.startswith(prefix):
                # Folding may change the number of letters, so the end is approximate.
                found.append(Match(start, min(end, start + len(prefix)), prefix))
        return found

    return find


def parts(text: str, matches: Iterable[Match]) -> list[HighlightPart]:
    """Split a text into parts at its matches.

    >>> parts("Sleep well", [Match(0, 5, "sleep")])
    [{'text': 'Sleep', 'match': True}, {'text': ' well', 'match': False}]
    """
    found, at = [], 0
    for match in matches:
        found += [(text[at : match.start], False), (text[match.start : match.end], True)]
        at = match.end
    found.append((text[at:], False))
    return [{"text": words, "match": is_match} for words, is_match in found if words]


def snippet(passages: Iterable[str], terms: Collection[str], find: Finder) -> list[HighlightPart]:
    """Return the part of a passage that contains the most of the terms.

    Passages are read until one contains all terms; without any match the first one is used.
    """
    best, found = "", list[Match]()
    for passage in passages:
        text = re.sub(r"\s+", " ", passage).strip()
        matches = find(text)
        if not best or _variety(matches) > _variety(found):
            best, found = text, matches
        if _variety(found) == len(terms):
            break
    return _cut(best, found)


def _variety(matches: Iterable[Match]) -> int:
    return len({match.term for match in matches})


def _cut(text: str, matches: list[Match]) -> list[HighlightPart]:
    """Cut a text at word boundaries to the part that contains the most terms."""
    if len(text) <= MAX_SNIPPET_LENGTH:
        return parts(text, matches)
    first = _densest(matches) if matches else 0
    start = first - CONTEXT_LENGTH if first > CONTEXT_LENGTH else 0
    start = text.index(" ", start, first) + 1 if start and " " in text[start:first] else start
    end = _end(text, start, matches)
    shown = [
        Match(match.start - start, match.end - start, match.term)
        for match in matches
        if match.start >= start and match.end <= end
    ]
    found = parts(text[start:end], shown)
    ellipsis: HighlightPart = {"text": ELLIPSIS, "match": False}
    before = [ellipsis] if start else []
    after = [ellipsis] if end < len(text) else []
    return [*before, *found, *after]


def _densest(matches: list[Match]) -> int:
    """Return the start of the first match in the part with the most terms.

    In one pass with a sliding window, since a long text may have thousands of matches.
    """
    best, most, first = matches[0].start, 0, 0
    within = Counter[str]()
    for match in matches:
        within[match.term] += 1
        while match.start >= matches[first].start + MAX_SNIPPET_LENGTH - CONTEXT_LENGTH:
            within -= Counter([matches[first].term])
            first += 1
        if len(within) > most:
            best, most = matches[first].start, len(within)
    return best


def _end(text: str, start: int, matches: list[Match]) -> int:
    """Return where a part ends: before a word that would be cut, after one that is a match."""
    end = min(len(text), start + MAX_SNIPPET_LENGTH)
    for match in matches:
        if match.start < end < match.end:
            return match.end
    space = text.rfind(" ", start, end) if end < len(text) else -1
    return space if space > start else end
