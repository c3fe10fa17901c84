"""Where in a text are the words that somebody searched for? In parts, never as HTML.

A part is `{text, match}`; all parts put together are the text. A frontend marks the matches in its
own way, and nothing that an editor wrote is ever taken for markup.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field
from typing_extensions import TypedDict

from cms.search.stemming import WORD, fold, stems

LONGEST: Final = 220
"""So many characters of a text are shown at most, but for a word that is begun."""
BEFORE: Final = 60
"""So many of them before the first match, for a reader to understand it."""
CUT: Final = "…"


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
    """Where a word that was asked for stands in a text, and which one it is."""

    start: int
    end: int
    term: str


Finder = Callable[[str], list[Match]]


def by_terms(terms: Collection[str], language: str) -> Finder:
    """Finds the words of a text that have one of the terms (`words.terms`) as theirs."""
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
    """Finds the folded words in a text; of the last one the beginning is enough."""
    whole, begun = frozenset(words), words[-1]

    def find(text: str) -> list[Match]:
        found = []
        for place in WORD.finditer(text):
            word, (start, end) = fold(place.group()), place.span()
            if word in whole:
                found.append(Match(start, end, word))
            elif word.startswith(begun):
                # What is typed so far, as far as letters and folded letters are as many.
                found.append(Match(start, min(end, start + len(begun)), begun))
        return found

    return find


def parts(text: str, matches: Iterable[Match]) -> list[HighlightPart]:
    """The text in parts.

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
    """The passage in which most of the terms are found, as much of it as a reader needs.

    Passages are read only until one has all terms; without any match it is the first one.
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
    """The stretch of a text with most of the terms in it, from word to word."""
    if len(text) <= LONGEST:
        return parts(text, matches)
    first = _densest(matches) if matches else 0
    start = first - BEFORE if first > BEFORE else 0
    start = text.index(" ", start, first) + 1 if start and " " in text[start:first] else start
    end = _end(text, start, matches)
    shown = [
        Match(match.start - start, match.end - start, match.term)
        for match in matches
        if match.start >= start and match.end <= end
    ]
    found = parts(text[start:end], shown)
    cut: HighlightPart = {"text": CUT, "match": False}
    before = [cut] if start else []
    after = [cut] if end < len(text) else []
    return [*before, *found, *after]


def _densest(matches: list[Match]) -> int:
    """Where the first stretch with most of the terms begins.

    Met in one walk, since a long text may have thousands of matches.
    """
    best, most, first = matches[0].start, 0, 0
    within = Counter[str]()
    for match in matches:
        within[match.term] += 1
        while match.start >= matches[first].start + LONGEST - BEFORE:
            within -= Counter([matches[first].term])
            first += 1
        if len(within) > most:
            best, most = matches[first].start, len(within)
    return best


def _end(text: str, start: int, matches: list[Match]) -> int:
    """Where a stretch ends: before a word that would be cut, unless that is a match."""
    end = min(len(text), start + LONGEST)
    for match in matches:
        if match.start < end < match.end:
            return match.end
    space = text.rfind(" ", start, end) if end < len(text) else -1
    return space if space > start else end
