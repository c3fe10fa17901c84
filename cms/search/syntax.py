"""How is a question for words written in the language of each database's full text search?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery

Choices = Sequence[Sequence[str]]
"""For each word of a question, the terms by any of which it is found."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """The signs of a query language. Terms are letters and digits alone, so none needs escaping."""

    quote: str
    all: str
    any: str
    next: str
    begun: str
    nothing: str

    def question(self, choices: Choices, *, is_any: bool = False, is_begun: bool = False) -> str:
        """Asks for all words, or for any; `is_begun`: the last is the beginning of one.

        >>> FTS5.question([["sleep", "schlaf"], ["ni"]], is_begun=True)
        '("sleep" OR "schlaf") AND ("ni"*)'
        >>> TSQUERY.question([["sleep"], ["night"]], is_any=True)
        "('sleep') | ('night')"
        """
        parts = [[self._quoted(term) for term in terms] for terms in choices]
        if parts and is_begun:
            parts[-1] = [term + self.begun for term in parts[-1]]
        asked = [f"({self.any.join(terms)})" for terms in parts if terms]
        return (self.any if is_any else self.all).join(asked) or self.nothing

    def phrase(self, spellings: Iterable[Sequence[str]]) -> str:
        """Asks for terms that follow each other, in any of several spellings.

        >>> FTS5.phrase([["winter", "sale"]])
        '("winter" + "sale")'
        """
        asked = [self.next.join(map(self._quoted, terms)) for terms in spellings if terms]
        return self.any.join(f"({terms})" for terms in asked) or self.nothing

    def _quoted(self, term: str) -> str:
        return f"{self.quote}{term}{self.quote}"


FTS5: Final = Syntax('"', " AND ", " OR ", " + ", "*", '""')
TSQUERY: Final = Syntax("'", " & ", " | ", " <-> ", ":*", "")


def tsquery(written: str) -> Any:
    """A question in `TSQUERY` as an expression; terms are taken as they are."""
    return SearchQuery(written, search_type="raw", config="simple")
