"""Where in a promotion file is something wrong, and what?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]
"""The names and numbers that lead to a value, from the whole file on."""

_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, as names and numbers, and what in words for people."""

    at: Path
    message: str

    @property
    def pointer(self) -> str:
        """The place as a JSON Pointer (RFC 6901); empty for the whole file.

        >>> Problem((1, "windows", 0, "time_zone"), "").pointer, Problem((0, "a/b~c"), "").pointer
        ('/1/windows/0/time_zone', '/0/a~1b~0c')
        """
        parts = (str(part).replace("~", "~0").replace("/", "~1") for part in self.at)
        return "".join(f"/{_printable(part)}" for part in parts)

    @property
    def number(self) -> int:
        """Which promotion of the file it is about, from 0; -1 for the file as a whole."""
        return self.at[0] if self.at and isinstance(self.at[0], int) else -1


class Refused(ValueError):
    """The file is refused as a whole, and nothing was changed; `problems` holds every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.number)
        super().__init__("\n".join(f"{each.pointer}: {each.message}" for each in self.problems))


def quoted(value: Any) -> str:
    """A value of a file within a message: on one line, printable, and not endless.

    >>> quoted("a\\nb"), quoted(True), quoted(None), quoted([]), quoted("x" * 99)[-4:]
    ('“a\\\\nb”', 'true', 'null', 'a list', 'xx…”')
    """
    if isinstance(value, str):
        text = _printable(value[:_LONGEST_QUOTE])
        return f"“{text}…”" if len(value) > _LONGEST_QUOTE else f"“{text}”"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, dict):
        return "an object"
    return "a list" if isinstance(value, list) else str(value)


def _printable(text: str) -> str:
    """The text with what would break a line, or could not be printed at all, escaped."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
