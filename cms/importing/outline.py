"""Normalize heading levels, so that none is skipped."""

from collections.abc import Iterable

TOP_LEVEL, BOTTOM_LEVEL = 2, 4
"""The levels of section headings: level 1 is the title, and nothing stands below 4."""


def levels(raw: Iterable[int]) -> list[int]:
    """Return the level of each heading: 2 for the first, none skipped, none below 4.

    A heading is one level below the nearest earlier heading with a smaller raw level, so siblings
    stay siblings.
    """
    above: list[int] = []
    result = []
    for level in (max(number, TOP_LEVEL) for number in raw):
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        result.append(min(len(above) + 1, BOTTOM_LEVEL))
    return result
