"""What may an OpenAPI document not leave unsaid? Each fault is named with its place.

assert faults(document) == []             # types, descriptions, examples everywhere
assert wrong_examples(document) == []     # and every example is of the shape it stands for
"""

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

Json = dict[str, Any]
SAYS_WHAT_IT_IS = ("type", "$ref", "oneOf", "anyOf", "allOf")
COMPOSED = ("oneOf", "anyOf", "allOf", "prefixItems")


def faults(document: Json) -> list[str]:
    """All that is unsaid in a document, with its place."""
    components = document["components"]
    return [
        *(fault for name, schema in components["schemas"].items()
          for fault in _component(f"schemas/{name}", schema)),
        *(fault for name, found in components.get("parameters", {}).items()
          for fault in _parameter(f"parameters/{name}", found)),
        *(fault for name, found in components.get("headers", {}).items()
          for fault in _parameter(f"headers/{name}", found)),
        *(fault for name, found in components.get("responses", {}).items()
          for fault in _answer(f"responses/{name}", found)),
        *(fault for name, found in components.get("examples", {}).items()
          for fault in _missing(f"examples/{name}", found, "summary", "value")),
        *(fault for path, methods in document["paths"].items() for method, operation
          in methods.items() for fault in _operation(f"{method} {path}", operation)),
    ]  # fmt: skip


def _missing(place: str, value: Json, *names: str) -> Iterator[str]:
    yield from (f"{place}: no {name}" for name in names if value.get(name) in (None, "", [], {}))


def _operation(place: str, operation: Json) -> Iterator[str]:
    yield from _missing(place, operation, "operationId", "summary", "tags", "responses")
    for parameter in operation.get("parameters", []):
        if "$ref" not in parameter:
            yield from _parameter(f"{place} ?{parameter.get('name')}", parameter)
    for status, answer in operation.get("responses", {}).items():
        if "$ref" not in answer:
            yield from _answer(f"{place} {status}", answer)


def _parameter(place: str, parameter: Json) -> Iterator[str]:
    yield from _missing(place, parameter, "description", "schema")
    schema = parameter.get("schema", {})
    if "example" not in parameter and not schema.get("examples"):
        yield f"{place}: no example"
    yield from _schema(place, schema, described=bool(parameter.get("description")))


def _answer(place: str, answer: Json) -> Iterator[str]:
    yield from _missing(place, answer, "description")
    for name, header in answer.get("headers", {}).items():
        if "$ref" not in header:
            yield from _parameter(f"{place} {name}", header)
    for media_type, content in answer.get("content", {}).items():
        yield from _missing(f"{place} {media_type}", content, "schema", "examples")
        yield from _schema(f"{place} {media_type}", content.get("schema", {}))


def _component(place: str, schema: Json) -> Iterator[str]:
    yield from _missing(place, schema, "description", "examples")
    yield from _schema(place, schema)


def _schema(place: str, schema: Any, described: bool = False) -> Iterator[str]:
    if not isinstance(schema, dict) or not any(word in schema for word in SAYS_WHAT_IT_IS):
        yield f"{place}: says neither what it is nor where that is said"
        return
    described = described or bool(schema.get("description"))
    if "nullable" in schema:
        yield f"{place}: null is a type in OpenAPI 3.1"
    if "enum" in schema:
        yield from _enumeration(place, schema, described)
    if "object" in _types(schema):
        yield from _object(place, schema)
    if "array" in _types(schema):
        yield from _array(place, schema, described)
    yield from _parts(place, schema, described)


def _array(place: str, schema: Json, described: bool) -> Iterator[str]:
    if not schema.keys() & {"items", "prefixItems"}:
        yield f"{place}: an array of what?"
    yield from _schema(f"{place}[]", schema.get("items", {"type": "null"}), described)


def _parts(place: str, schema: Json, described: bool) -> Iterator[str]:
    for word in COMPOSED:
        for number, part in enumerate(schema.get(word, ())):
            yield from _schema(f"{place}/{word}/{number}", part, described)


def _types(schema: Json) -> list[str]:
    told = schema.get("type", [])
    return [told] if isinstance(told, str) else list(told)


def _enumeration(place: str, schema: Json, described: bool) -> Iterator[str]:
    if not described:
        yield f"{place}: values without a description"
    if "null" in _types(schema) and None not in schema["enum"]:
        yield f"{place}: null is a type, but not one of the values"


def _object(place: str, schema: Json) -> Iterator[str]:
    others = schema.get("additionalProperties", True)
    if others is True:
        yield f"{place}: an open object"
    elif others is not False:
        yield from _schema(f"{place}{{}}", others)
    # A closed object of nothing is what a divider holds; null is closed as well.
    for name, part in schema.get("properties", {}).items():
        yield from _missing(f"{place}.{name}", part, "description")
        if not _has_example(part):
            yield f"{place}.{name}: no example"
        yield from _schema(f"{place}.{name}", part)


def _has_example(schema: Json) -> bool:
    """A field says it itself, or refers to a component, which says it."""
    parts = [schema, schema.get("items", {}), *schema.get("oneOf", ())]
    return any(part.keys() & {"examples", "const", "$ref"} for part in parts)


def wrong_examples(document: Json) -> list[str]:
    """The examples that are not what they are examples of, with their places."""
    found = []
    for place, schema, example in _examples(document, document):
        whole = {**schema, "components": document["components"]}
        check = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
        found += [f"{place}{error.json_path[1:]}: {error.message[:200]}"
                  for error in check.iter_errors(example)]  # fmt: skip
    return found


def _examples(document: Json, value: Any, place: str = "#") -> Iterator[tuple[str, Json, Any]]:
    """Each example with its place and its schema, however deep."""
    if isinstance(value, list):
        value = dict(enumerate(value))
    if not isinstance(value, dict):
        return
    yield from _own_examples(document, value, place)
    for name, part in value.items():
        if name not in ("examples", "example"):
            yield from _examples(document, part, f"{place}/{name}")


def _own_examples(document: Json, value: Json, place: str) -> Iterator[tuple[str, Json, Any]]:
    told, schema = value.get("examples"), value.get("schema")
    if isinstance(told, list):
        yield from ((place, value, example) for example in told)
    elif isinstance(told, dict) and schema is not None:
        for name, example in told.items():
            yield f"{place}/{name}", schema, resolved(document, example)["value"]
    if "example" in value and schema is not None:
        yield place, schema, value["example"]


def resolved(document: Json, value: Json) -> Json:
    """What a reference leads to; anything else is itself."""
    found: Any = document
    if "$ref" not in value:
        return value
    for step in value["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)
