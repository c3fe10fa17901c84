"""Everything that editors, commands and programs do to content: each kind once, by its name."""

from tests.delivery.operations import (  # noqa: F401 - each registers its operations
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
from tests.delivery.operations.kinds import CHANGED, KINDS, SAME, At, Operation, Step

__all__ = ["CHANGED", "KINDS", "SAME", "At", "Operation", "Step"]
