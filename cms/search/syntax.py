"""Write a search for terms in the query syntax of SQLite's FTS5 or of PostgreSQL."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery

Choices = Sequence[Sequence[str]]
"""For each word of a search, the terms that match it."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """The operators of a query syntax. Terms contain letters and digits only: nothing to escape."""

    quote: str
    all: str
    any: str
    next: str
    prefix: str
    nothing: str

    def match_all(self, choices: Choices, *, is_any: bool = False, is_prefix: bool = False) -> str:
        """Match all words, or any of them; with `is_prefix`, the last is the beginning of a word.

        >>> FTS5.match_all([["sleep", "schlaf"], ["ni"]], is_prefix=True)
        '("sleep" OR "schlaf") AND ("ni"*)'
        >>> TSQUERY.match_all([["sleep"], ["night"]], is_any=True)
        "('sleep') | ('night')"
        """
        parts = [[self._quoted(term) for term in terms] for terms in choices]
        if parts and is_prefix:
            parts[-1] = [term + self.prefix for term in parts[-1]]
        groups = [f"({self.any.join(terms)})" for terms in parts if terms]
        return (self.any if is_any else self.all).join(groups) or self.nothing

    def phrase(self, spellings: Iterable[Sequence[str]]) -> str:
        """Match terms that follow each other, in any of several spellings.

        >>> FTS5.phrase([["winter", "sale"]])
        '("winter" + "sale")'
        """
        phrases = [self.next.join(map(self._quoted, terms)) for terms in spellings if terms]
        return self.any.join(f"({phrase})" for phrase in phrases) or self.nothing

    def _quoted(self, term: str) -> str:
        return f"{self.quote}{term}{self.quote}"


FTS5: Final = Syntax('"', " AND ", " OR ", " + ", "*", '""')
TSQUERY: Final = Syntax("'", " & ", " | ", " <-> ", ":*", "")


def tsquery(text: str) -> Any:
    """Return a search in the syntax `TSQUERY` as an expression, without further stemming."""
    return SearchQuery(text, search_type="raw", config="simple")
