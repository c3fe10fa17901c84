"""The problems in a promotion file: a location and a message each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Location = tuple[str | int, ...]
"""The names and indexes that lead to a value, from the root of the document."""

_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """An error message and its location; `()` is the whole file."""

    location: Location
    message: str

    @property
    def pointer(self) -> str:
        """Return the location as a JSON Pointer (RFC 6901); empty for the whole file.

        >>> Problem((1, "windows", 0, "time_zone"), "").pointer, Problem((0, "a/b~c"), "").pointer
        ('/1/windows/0/time_zone', '/0/a~1b~0c')
        """
        parts = (str(part).replace("~", "~0").replace("/", "~1") for part in self.location)
        return "".join(f"/{_printable(part)}" for part in parts)

    @property
    def index(self) -> int:
        """Return the index of the promotion in the file; -1 for the whole file."""
        return self.location[0] if self.location and isinstance(self.location[0], int) else -1


class InvalidFile(ValueError):
    """The file cannot be loaded; `problems` holds every reason. Nothing has been written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: problem.index)
        super().__init__("\n".join(f"{each.pointer}: {each.message}" for each in self.problems))


def quoted(value: Any) -> str:
    """Return a value of the file for a message: one printable line of limited length.

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
    """Escape line breaks and unprintable characters."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
