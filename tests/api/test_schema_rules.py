"""Is each thing that a document leaves unsaid found, and each example that is not true?"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.api.schema_rules import faults, wrong_examples

Json = dict[str, Any]
OIL = {"name": "Lavender", "scent": "calm", "price": 12, "origin": None}
DOCUMENT: Json = {
    "openapi": "3.1.1",
    "info": {"title": "Shop", "version": "1"},
    "paths": {
        "/oils/": {
            "get": {
                "operationId": "oils",
                "summary": "The oils of the shop",
                "tags": ["Shop"],
                "parameters": [
                    {
                        "in": "query",
                        "name": "scent",
                        "description": "Only these.",
                        "schema": {"type": "string", "enum": ["calm"], "examples": ["calm"]},
                    }
                ],
                "responses": {
                    "200": {
                        "description": "The oils.",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Oil"},
                                "examples": {"oil": {"$ref": "#/components/examples/Oil"}},
                            }
                        },
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Oil": {
                "type": "object",
                "description": "An oil.",
                "additionalProperties": False,
                "required": ["name"],
                "examples": [OIL],
                "properties": {
                    "name": {"type": "string", "description": "Of it.", "examples": ["Rose"]},
                    "scent": {
                        "type": "string",
                        "description": "`calm`: for evenings.",
                        "enum": ["calm"],
                        "examples": ["calm"],
                    },
                    "price": {"type": "integer", "description": "Euros.", "examples": [12]},
                    "origin": {
                        "description": "Null: not known.",
                        "oneOf": [{"$ref": "#/components/schemas/Oil"}, {"type": "null"}],
                    },
                },
            }
        },
        "examples": {"Oil": {"summary": "An oil.", "value": OIL}},
    },
}


def oil(document: Json) -> Json:
    return document["components"]["schemas"]["Oil"]


def field(document: Json, name: str) -> Json:
    return oil(document)["properties"][name]


def operation(document: Json) -> Json:
    return document["paths"]["/oils/"]["get"]


def content(document: Json) -> Json:
    return operation(document)["responses"]["200"]["content"]["application/json"]


LEFT_UNSAID: dict[str, Callable[[Json], Any]] = {
    "what a field is": lambda it: field(it, "name").pop("type"),
    "anything about a field": lambda it: field(it, "name").clear(),
    "what a field means": lambda it: field(it, "name").pop("description"),
    "what a field looks like": lambda it: field(it, "name").pop("examples"),
    "what the values mean": lambda it: field(it, "scent").update(
        description="", items={"enum": ["calm"]}
    ),
    "that null is a value": lambda it: field(it, "scent").update(type=["string", "null"]),
    "null, as OpenAPI 3.0 did": lambda it: field(it, "price").update(nullable=True),
    "what an array holds": lambda it: field(it, "price").update(type="array"),
    "what an array is of": lambda it: field(it, "price").update(type="array", items={}),
    "what a member of a union is": lambda it: field(it, "origin")["oneOf"].append({}),
    "that an object is closed": lambda it: oil(it).pop("additionalProperties"),
    "what else an object holds": lambda it: oil(it).update(additionalProperties={}),
    "that an object is not bare": lambda it: field(it, "price").update(type="object"),
    "what a component is": lambda it: oil(it).pop("description"),
    "what a component looks like": lambda it: oil(it).pop("examples"),
    "what a parameter means": lambda it: operation(it)["parameters"][0].pop("description"),
    "what a parameter looks like": lambda it: operation(it)["parameters"][0]["schema"].pop(
        "examples"
    ),
    "what an operation does": lambda it: operation(it).pop("summary"),
    "what an operation answers": lambda it: operation(it)["responses"].clear(),
    "what an answer looks like": lambda it: content(it).pop("examples"),
    "what an answer is": lambda it: content(it).update(schema={}),
}


def test_a_whole_document_has_no_faults() -> None:
    assert faults(DOCUMENT) == []
    assert wrong_examples(DOCUMENT) == []


@pytest.mark.parametrize("what", LEFT_UNSAID)
def test_what_is_left_unsaid_is_found(what: str) -> None:
    document = deepcopy(DOCUMENT)
    LEFT_UNSAID[what](document)
    assert faults(document) != []


UNTRUE: dict[str, Callable[[Json], Any]] = {
    "of a field": lambda it: field(it, "price").update(examples=["dear"]),
    "of a component": lambda it: oil(it).update(examples=[{"price": 12}]),
    "of an answer": lambda it: it["components"]["examples"]["Oil"].update(value={"colour": "red"}),
    "of a parameter": lambda it: operation(it)["parameters"][0].update(example="sharp"),
}


@pytest.mark.parametrize("which", UNTRUE)
def test_an_example_that_is_not_true_is_found(which: str) -> None:
    document = deepcopy(DOCUMENT)
    UNTRUE[which](document)
    assert wrong_examples(document) != []
