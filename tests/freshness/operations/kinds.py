"""What is an operation: a story in steps, each of which ends with a commit that is looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from tests.freshness.world import World


@dataclass(frozen=True, slots=True)
class At:
    """What was done shows from this instant on, and nothing more is written for it."""

    instant: datetime


CHANGED: Final = "changed"
"""The public sees that something is other than before, by itself at least."""
SAME: Final = "same"
"""No address may answer another byte."""
ANY: Final = "any"
"""Either, depending on what else has happened."""
Step = Literal["changed", "same", "any"] | At
Operation = Callable[[World], Iterator[Step]]

KINDS: dict[str, Operation] = {}


def operation(story: Operation) -> Operation:
    """Let a story be told under its own name.

    It yields after each commit, and at its end the public sees all that it saw at the beginning,
    if with other words: so that the next one has something to change.
    """
    assert story.__name__ not in KINDS
    KINDS[story.__name__] = story
    return story
