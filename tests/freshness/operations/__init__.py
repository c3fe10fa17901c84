"""Everything that editors, commands and programs do to content: each kind once, by its name."""

from tests.freshness.operations import (  # noqa: F401
    admin,
    bulk,
    commands,
    files,
    pages,
    people,
    places,
    promotions,
    scheduling,
    site,
)
from tests.freshness.operations.kinds import CHANGED, KINDS, SAME, At, Operation, Step

__all__ = ["CHANGED", "KINDS", "SAME", "At", "Operation", "Step"]
