"""Make components of the OpenAPI document from the TypedDicts that responses are declared with."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

Json = dict[str, Any]

REFERENCE: Final = "#/components/schemas/{model}"
KEYWORD_ORDER: Final = (
    "type", "const", "enum", "format", "minimum", "maximum", "pattern", "items", "minItems",
    "maxItems", "uniqueItems", "additionalProperties", "oneOf", "examples", "description", "$ref",
)  # fmt: skip
LISTS_IN_LISTS: Final = 4
"""The depth: TypeScript follows a type into itself through objects, not through arrays alone."""
FIRST_PROPERTIES: Final = ("id", "type")
"""Properties that come before those of a base class."""


@cache
def schemas_of(declared: Any) -> tuple[str, dict[str, Json]]:
    """Return the name of a declared type, and by name the schemas of all that it consists of."""
    keys: Any = [("response", "serialization", TypeAdapter(declared))]
    roots, document = TypeAdapter.json_schemas(
        keys, ref_template=REFERENCE, schema_generator=_Generator
    )
    schemas: dict[str, Json] = document["$defs"]
    examples = _Examples(schemas)
    described = {name: _finished(schema, examples) for name, schema in schemas.items()}
    return _component_name(next(iter(roots.values()))), described


def _finished(schema: Json, examples: "_Examples") -> Json:
    """Return the schema of a component with its example, and with one at each plain property."""
    made = {name: part for name, part in schema.items() if name != "examples"}
    made["examples"] = [examples.of(schema)]
    if "oneOf" in schema:
        made = {"description": schema["description"], **made}
    if "properties" in schema:
        made["properties"] = {
            name: examples.beside(part) for name, part in schema["properties"].items()
        }
    if schema.get("additionalProperties") is True:
        made["additionalProperties"] = _json_value()
    return made


def _with_example(schema: Json, name: str, examples: Json) -> Json:
    return {**schema, "examples": [examples[name]]} if name in examples else schema


def _json_value(depth: int = LISTS_IN_LISTS) -> Json:
    """Return the schema of any JSON value."""
    plain = [{"type": name} for name in ("string", "number", "boolean", "null")]
    lists = [{"type": "array", "items": _json_value(depth - 1)}] if depth else []
    return {"oneOf": [*plain, {"$ref": REFERENCE.format(model="JsonObject")}, *lists]}


class _Examples:
    """Examples of components: composed from those of their fields, and what a class sets itself."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        self.schemas = schemas

    def of(self, schema: Json, given: Mapping[str, Any] | None = None) -> Any:
        """Return the example of a component, with `given` merged over it.

        What may be absent is absent from an example that is given and lacks it.
        """
        if "oneOf" in schema:
            # A document repeats it wherever the union is referred to.
            return min(self._members(schema), key=lambda each: len(str(each)))
        own: Json = schema.get("examples", [{}])[0]
        if "properties" not in schema:
            return given or own
        names = schema["properties"]
        if given is not None:
            own = {**own, **given}
            names = [name for name in names if name in own or name in schema.get("required", [])]
        return {
            name: self._value(_with_example(schema["properties"][name], name, own))
            for name in names
        }

    def beside(self, schema: Json) -> Json:
        """Return the schema of a property with its example, unless its component has one."""
        target = self._target(schema.get("items", schema))
        if target is not None and {"properties", "oneOf"} & target.keys():
            return {name: part for name, part in schema.items() if name != "examples"}
        if "enum" in schema and "examples" not in schema:
            return _sorted({**schema, "examples": [schema["enum"][0]]})
        return schema

    def _value(self, schema: Json) -> Any:
        """Return the example of a property."""
        given = schema.get("examples")
        if "items" in schema and (target := self._target(schema["items"])) is not None:
            return self._list(target, given)
        target = self._target(schema)
        if target is not None and (given is None or isinstance(given[0], Mapping)):
            return self.of(target, given[0] if given else None)
        if given is not None:
            return given[0]
        return schema["const"] if "const" in schema else schema["enum"][0]

    def _list(self, target: Json, given: Any) -> list[Any]:
        if "oneOf" in target:
            return given[0] if given else self._members(target)
        return [self.of(target, each) for each in given[0]] if given else [self.of(target)]

    def _members(self, union: Json) -> list[Any]:
        return [self.of(self.schemas[_component_name(member)]) for member in union["oneOf"]]

    def _target(self, schema: Json) -> Json | None:
        """Return the component that a schema refers to, be it or null."""
        reference = schema.get("oneOf", [schema])[0]
        return self.schemas[_component_name(reference)] if "$ref" in reference else None


class _Generator(GenerateJsonSchema):
    """JSON Schema in the form that the document has: closed objects, no titles, types of null."""

    def normalize_name(self, name: str) -> str:
        return super().normalize_name(name).removesuffix("Json")

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def typed_dict_schema(self, schema: core_schema.TypedDictSchema) -> JsonSchemaValue:
        made = super().typed_dict_schema(schema)
        properties, required = made.pop("properties"), made.pop("required", [])
        names = sorted(properties, key=lambda name: _rank(name, FIRST_PROPERTIES))
        described: Json = {"type": "object", "description": " ".join(made["description"].split())}
        if names:
            described["properties"] = {name: properties[name] for name in names}
        if required:
            described["required"] = sorted(required)
        described["additionalProperties"] = False
        return described | ({"examples": made["examples"]} if "examples" in made else {})

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        if "$ref" in inner:
            return {"oneOf": [inner, {"type": "null"}]}
        return {**inner, "type": [inner["type"], "null"]}

    def get_union_of_schemas(self, schemas: list[JsonSchemaValue]) -> JsonSchemaValue:
        return {"oneOf": schemas}

    def handle_ref_overrides(self, json_schema: JsonSchemaValue) -> JsonSchemaValue:
        # The description of a property stays, even where it is that of its component.
        return json_schema

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return {name: _sorted(schema) for name, schema in value.items()}


def _rank(name: str, order: tuple[str, ...]) -> int:
    return order.index(name) if name in order else len(order)


def _sorted(value: Any) -> Any:
    """Return a schema with its keywords in the document's order."""
    if isinstance(value, list):
        return [_sorted(part) for part in value]
    if not isinstance(value, dict):
        return value
    if "properties" in value:
        return {
            **value,
            "properties": {name: _sorted(part) for name, part in value["properties"].items()},
        }
    order = sorted(value, key=lambda name: _rank(name, KEYWORD_ORDER))
    return {key: value[key] if key == "examples" else _sorted(value[key]) for key in order}


def _component_name(schema: Json) -> str:
    return str(schema["$ref"]).rpartition("/")[2]
