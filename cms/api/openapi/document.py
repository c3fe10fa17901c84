"""What shape does the OpenAPI document itself have?"""

from copy import deepcopy
from typing import Any, Final

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.plumbing import ComponentIdentity, ResolvedComponent

from cms.api.schemas.kinds import Shape, Text, Typed, object_of

JSON_OBJECT: Final = {"$ref": "#/components/schemas/JsonObject"}
LISTS_IN_LISTS: Final = 4
"""How deep: TypeScript follows a type into itself through objects, not through arrays alone."""


def _value(depth: int = LISTS_IN_LISTS) -> dict[str, Any]:
    """Any JSON value."""
    plain = [{"type": name} for name in ("string", "number", "boolean", "null")]
    lists = [{"type": "array", "items": _value(depth - 1)}] if depth else []
    return {"oneOf": [*plain, JSON_OBJECT, *lists]}


class JsonByName(Typed):
    """An object whose names are not known beforehand, of any JSON values."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__({"type": "object", "additionalProperties": _value()}, **kwargs)


class JsonByNameExtension(OpenApiSerializerFieldExtension):
    """Brings along the one shape that contains itself."""

    target_class = JsonByName
    priority = 1

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        """The object, next to a component for the objects in it."""
        schema = {
            **deepcopy(self.target.schema),
            "description": "JSON values by their names.",
            "examples": [{"type": "string"}],
        }
        component = ResolvedComponent(
            "JsonObject", "schemas", schema, ComponentIdentity(JsonByName)
        )
        auto_schema.registry.register_on_missing(component)
        return {**component.ref, "examples": [self.target.example]}


class OpenApiInfo(Shape):
    """What the document is about."""

    title = Text(help_text="Name of the API.", example="Wellspring")
    version = Text(help_text="Version of the API, as in its addresses.", example="1")
    description = Text(help_text="What holds for all of it.", example="Reads for frontends.")


class OpenApiTag(Shape):
    """A group of operations."""

    name = Text(help_text="As the operations name it.", example="Articles")
    description = Text(help_text="What they are about.", example="Articles, people and topics.")


OpenApiDocument = object_of(
    "OpenApiDocument",
    "An OpenAPI 3.1 document; the OpenAPI Specification says what stands in it.",
    {
        "openapi": Typed(
            {"type": "string", "pattern": r"^3\.1\.\d+$"},
            help_text="Version of the OpenAPI Specification.",
            example="3.1.1",
        ),
        "info": OpenApiInfo(help_text="What the document is about."),
        "tags": OpenApiTag(many=True, help_text="Groups of operations."),
        "paths": JsonByName(
            help_text="The operations: by path, then by method.",
            example={"/api/v1/site/": {"get": {"operationId": "site"}}},
        ),
        "components": JsonByName(
            help_text="What operations share: schemas, answers, headers, by kind and name.",
            example={"schemas": {"Url": {"type": "string", "format": "uri"}}},
        ),
    },
)
