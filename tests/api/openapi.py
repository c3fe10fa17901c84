"""Does an answer have exactly the shape that the OpenAPI document promises?

assert_matches("Article", answer)                  # a schema of the document
assert_matches("articles", response.json())        # the 200 answer of an operation
assert_matches("article", response.json(), 404)    # its answer of another status
"""

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from tests.api.schema_rules import resolved

Json = dict[str, Any]


@cache
def document() -> Json:
    """The OpenAPI document as this code describes itself, as plain JSON."""
    from cms.api.openapi.schema import openapi_document

    return openapi_document()


def operations() -> dict[str, Json]:
    """`{operationId: operation}`."""
    found = [
        operation
        for path in document()["paths"].values()
        for method, operation in path.items()
        if method != "parameters"
    ]
    return {operation["operationId"]: operation for operation in found}


def schema_of(name: str, status: int = 200) -> Json:
    """The JSON Schema of an operation's answer, or of a named schema."""
    operation = operations().get(name)
    if operation is None:
        assert name in document()["components"]["schemas"], f"Neither operation nor schema: {name}"
        return {"$ref": f"#/components/schemas/{name}"}
    answer = resolved(document(), operation["responses"][str(status)])
    content = next(iter(answer["content"].values()))
    return dict(content["schema"])


def assert_matches(name: str, answer: Any, status: int = 200) -> None:
    """Fail with the place and the reason where `answer` is not of the promised shape."""
    for found in _validator(name, status).iter_errors(answer):
        error = _cause(found)
        raise AssertionError(f"{name} at {error.json_path}: {error.message[:600]}")


@cache
def _validator(name: str, status: int) -> Draft202012Validator:
    schema = {**schema_of(name, status), "components": document()["components"]}
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _cause(error: ValidationError) -> ValidationError:
    """Of a union, what is wrong by the member that was meant, however deep."""
    members: dict[Any, list[ValidationError]] = {}
    for inner in error.context or []:
        members.setdefault(inner.relative_schema_path[0], []).append(inner)
    if not members:
        return error

    def misfit(errors: list[ValidationError]) -> tuple[int, int]:
        other = [
            inner
            for inner in errors
            if inner.validator in ("const", "type") and len(inner.relative_path) <= 1
        ]
        return len(other), len(errors)

    return _cause(min(members.values(), key=misfit)[0])
