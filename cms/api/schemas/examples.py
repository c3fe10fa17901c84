"""What does a value of a shape look like? Composed from the examples of its fields."""

from typing import Any

from rest_framework import serializers


def example_of(described: Any) -> Any:
    """A value that fits a serializer or one of its fields.

    A shape says it in `example()`, what a list of it holds in `examples()`, a field in `example`.
    """
    if isinstance(described, serializers.ListSerializer):
        child: Any = described.child
        return child.examples()
    told = described.example
    return told() if callable(told) else told
