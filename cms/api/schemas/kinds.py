"""What are the shapes in the OpenAPI document made of: closed objects, unions, typed values?

Serializers here only describe: representation functions make the answers, and the tests hold
every answer, and every example, against the document.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, ClassVar, Final

from drf_spectacular.extensions import OpenApiSerializerExtension, OpenApiSerializerFieldExtension
from rest_framework import serializers

from cms.api.schemas.examples import example_of

Json = dict[str, Any]
INSTANT: Final = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"


class Shape(serializers.Serializer[Any]):
    """A closed object: the fields that are declared, and no others."""

    @classmethod
    def example(cls) -> Any:
        """A value of this shape: the examples of its fields."""
        return {name: example_of(field) for name, field in cls().fields.items()}

    @classmethod
    def examples(cls) -> list[Any]:
        """What a list of them holds."""
        return [cls.example()]


class Union(serializers.Serializer[Any]):
    """One of several shapes; the constant in the field `told_apart_by` says which.

    Members are asked for when the document is made, so that a union may contain itself and
    apps may add to it.
    """

    told_apart_by: ClassVar[str | None] = "type"

    @classmethod
    def members(cls) -> Sequence[type[serializers.BaseSerializer[Any]]]:
        """The shapes that a value may have."""
        raise NotImplementedError

    @classmethod
    def example(cls) -> Any:
        """The shortest there is: a document repeats it wherever the union stands."""
        return min(cls.examples(), key=lambda example: len(str(example)))

    @classmethod
    def examples(cls) -> list[Any]:
        """A value of each shape."""
        return [example_of(member()) for member in cls.members()]


class Typed(serializers.Field[Any, Any, Any, Any]):
    """A value described by its own JSON Schema, with an example."""

    def __init__(self, schema: Mapping[str, Any], *, example: Any = None, **kwargs: Any) -> None:
        self.schema, self.example = dict(schema), example
        super().__init__(**kwargs)


class Constant(Typed):
    """Always this very string."""

    def __init__(self, value: str, **kwargs: Any) -> None:
        super().__init__({"type": "string", "const": value}, example=value, **kwargs)


class OneOf(Typed):
    """One of these strings."""

    def __init__(self, *values: str, **kwargs: Any) -> None:
        schema = {"type": "string", "enum": list(values)}
        super().__init__(schema, **{"example": values[0], **kwargs})


class Instant(Typed):
    """An RFC 3339 instant in UTC with `Z`, whole seconds."""

    def __init__(self, **kwargs: Any) -> None:
        schema = {"type": "string", "format": "date-time", "pattern": INSTANT}
        super().__init__(schema, **{"example": "2026-11-20T09:00:00Z", **kwargs})


class Day(Typed):
    """A calendar date, RFC 3339 `full-date`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__({"type": "string", "format": "date"}, **kwargs)


class Text(Typed):
    """Any text, the empty one included."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__({"type": "string"}, **kwargs)


class Texts(Typed):
    """A list of texts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__({"type": "array", "items": {"type": "string"}}, **kwargs)


class Url(Typed):
    """An absolute URL."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__({"type": "string", "format": "uri"}, **kwargs)


class Whole(Typed):
    """An integer within bounds, both included."""

    def __init__(
        self, lowest: int | None = None, highest: int | None = None, **kwargs: Any
    ) -> None:
        bounds = {"minimum": lowest, "maximum": highest}
        given = {name: bound for name, bound in bounds.items() if bound is not None}
        super().__init__({"type": "integer", **given}, **kwargs)


class Truth(Typed):
    """True or false."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__({"type": "boolean"}, **kwargs)


def object_of(name: str, description: str, fields: Mapping[str, Any]) -> type[Shape]:
    """A shape with field names that a class body cannot have: `@type`, or DRF's own `label`."""
    return type(name, (Shape,), {"__doc__": description, "__module__": __name__, **fields})


class TypedExtension(OpenApiSerializerFieldExtension):
    """Tells drf-spectacular about `Typed`."""

    target_class = Typed
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        """Its own schema; a constant is its own example."""
        schema = deepcopy(self.target.schema)
        if "const" not in schema:
            schema["examples"] = [deepcopy(self.target.example)]
        return schema


class UnionExtension(OpenApiSerializerExtension):
    """Tells drf-spectacular about `Union`."""

    target_class = Union
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: str) -> Json:
        """`oneOf` with a discriminator."""
        members = {
            member: auto_schema.resolve_serializer(member, direction).ref
            for member in self.target.members()
        }
        schema: Json = {
            "description": " ".join((type(self.target).__doc__ or "").split()),
            "oneOf": list(members.values()),
        }
        key = self.target.told_apart_by
        if key is not None:
            mapping = {
                member().fields[key].schema["const"]: ref["$ref"] for member, ref in members.items()
            }
            schema["discriminator"] = {"propertyName": key, "mapping": mapping}
        return schema
