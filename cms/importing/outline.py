"""Which heading levels keep the outline of a page without skipping one?"""

from collections.abc import Iterable

HIGHEST, LOWEST = 2, 4
"""The levels of section headings: level 1 is the title, and nothing stands below 4."""


def levels(raw: Iterable[int]) -> list[int]:
    """The level of each heading: siblings stay siblings, the first is 2, none is skipped or below
    4.

    A heading stands one level below the nearest earlier heading with a smaller raw level.
    """
    above: list[int] = []
    result = []
    for level in (max(number, HIGHEST) for number in raw):
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        result.append(min(len(above) + 1, LOWEST))
    return result
