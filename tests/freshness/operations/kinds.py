"""Register operations: generators that yield after each commit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from tests.freshness.world import World


@dataclass(frozen=True, slots=True)
class At:
    """The change becomes visible at this instant, without another write."""

    instant: datetime


CHANGED: Final = "changed"
"""At least one response changes, if no other operation interferes."""
SAME: Final = "same"
"""No response changes."""
ANY: Final = "any"
"""Either, depending on earlier operations."""
Step = Literal["changed", "same", "any"] | At
Operation = Callable[[World], Iterator[Step]]

KINDS: dict[str, Operation] = {}


def operation(function: Operation) -> Operation:
    """Register an operation under its own name.

    It yields after each commit what must have changed. At its end, the same content is public as at
    the beginning, apart from the wording, so that the next operation has something to change.
    """
    assert function.__name__ not in KINDS
    KINDS[function.__name__] = function
    return function
