"""Is every change that breaks a client found, and no other?"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from cms.api.openapi.compatibility import breaks
from tests.api.openapi import document

Json = dict[str, Any]
OIL = "#/components/schemas/Oil"
SHOP: Json = {
    "paths": {
        "/oils/": {
            "get": {
                "operationId": "oils",
                "security": [{}, {"token": []}],
                "parameters": [
                    {"$ref": "#/components/parameters/Limit"},
                    {
                        "in": "query",
                        "name": "scent",
                        "style": "form",
                        "explode": True,
                        "schema": {
                            "type": "array",
                            "maxItems": 20,
                            "items": {"type": "string", "enum": ["calm", "fresh"]},
                        },
                    },
                    {"in": "query", "name": "since", "schema": {"type": ["string", "integer"]}},
                ],
                "responses": {
                    "200": {
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                        "content": {"application/json": {"schema": {"$ref": OIL}}},
                    },
                    "404": {"$ref": "#/components/responses/NotFound"},
                },
            }
        },
        "/teas/": {"get": {"operationId": "teas", "responses": {"200": {}}}},
    },
    "components": {
        "parameters": {
            "Limit": {
                "in": "query",
                "name": "limit",
                "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
            }
        },
        "responses": {
            "NotFound": {"content": {"application/problem+json": {"schema": {"type": "string"}}}}
        },
        "schemas": {
            "Oil": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name", "price", "parts", "kin"],
                "properties": {
                    "name": {"type": "string", "format": "uri", "pattern": "^h"},
                    "price": {"type": "integer", "minimum": 1},
                    "scent": {"type": "string", "enum": ["calm", "fresh"]},
                    "note": {"type": ["string", "null"]},
                    "parts": {
                        "type": "array",
                        "items": {
                            "oneOf": [
                                {"$ref": "#/components/schemas/Leaf"},
                                {"$ref": "#/components/schemas/Root"},
                            ]
                        },
                    },
                    "kin": {"oneOf": [{"$ref": OIL}, {"type": "null"}]},
                    "words": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            },
            "Leaf": {"type": "object", "properties": {"type": {"type": "string", "const": "leaf"}}},
            "Root": {"type": "object", "properties": {"type": {"type": "string", "const": "root"}}},
        },
    },
}


def oils(shop: Json) -> Json:
    return shop["paths"]["/oils/"]["get"]


def oil(shop: Json) -> Json:
    return shop["components"]["schemas"]["Oil"]


def field(shop: Json, name: str) -> Json:
    return oil(shop)["properties"][name]


def limit(shop: Json) -> Json:
    return shop["components"]["parameters"]["Limit"]


def scent(shop: Json) -> Json:
    return oils(shop)["parameters"][1]


def new_part(shop: Json) -> None:
    shop["components"]["schemas"]["Seed"] = {"type": "object"}
    field(shop, "parts")["items"]["oneOf"].append({"$ref": "#/components/schemas/Seed"})


Change = Callable[[Json], Any]
BREAKING: dict[str, Change] = {
    "GET /teas/: is gone": lambda it: it["paths"].pop("/teas/"),
    "GET /oils/: is called all_oils now, not oils": lambda it: oils(it).update(
        operationId="all_oils"
    ),
    "GET /oils/: does not take a request without token any more": lambda it: oils(it).update(
        security=[{"token": []}]
    ),
    "GET /teas/: does not take a request without token any more": lambda it: it["paths"]["/teas/"][
        "get"
    ].update(security=[{"token": []}]),
    "GET /oils/ query limit: is gone": lambda it: oils(it)["parameters"].pop(0),
    "GET /oils/ query limit: is required now": lambda it: limit(it).update(required=True),
    "GET /oils/ query limit: maximum is 50 now, not 100": lambda it: limit(it)["schema"].update(
        maximum=50
    ),
    "GET /oils/ query limit: minimum is 2 now, not 1": lambda it: limit(it)["schema"].update(
        minimum=2
    ),
    "GET /oils/ query limit: pattern is ^1 now, not unlimited": lambda it: limit(it)[
        "schema"
    ].update(pattern="^1"),
    "GET /oils/ query limit: is 10 now where it is left out": lambda it: limit(it)["schema"].update(
        default=10
    ),
    "GET /oils/ query limit: integer is refused now": lambda it: limit(it)["schema"].update(
        type="string"
    ),
    "GET /oils/ query since: integer is refused now": lambda it: oils(it)["parameters"][2][
        "schema"
    ].update(type="string"),
    "GET /oils/ query since: string is refused now": lambda it: oils(it)["parameters"][2][
        "schema"
    ].update(format="date"),
    "GET /oils/ query since: 'any other value' is refused now": lambda it: oils(it)["parameters"][
        2
    ]["schema"].update(enum=["today"]),
    "GET /oils/ query scent[]: 'fresh' is refused now": lambda it: scent(it)["schema"][
        "items"
    ].update(enum=["calm"]),
    "GET /oils/ query scent: maxItems is 5 now, not 20": lambda it: scent(it)["schema"].update(
        maxItems=5
    ),
    "GET /oils/ query scent: explode is False now, not True": lambda it: scent(it).update(
        explode=False
    ),
    "GET /oils/ query price: is new and required": lambda it: oils(it)["parameters"].append(
        {"in": "query", "name": "price", "required": True, "schema": {"type": "integer"}}
    ),
    "GET /oils/ 404: is gone": lambda it: oils(it)["responses"].pop("404"),
    "GET /oils/ 202: is new": lambda it: oils(it)["responses"].update({"202": {}}),
    "GET /oils/ 200 ETag: is gone": lambda it: oils(it)["responses"]["200"].pop("headers"),
    "GET /oils/ 404 application/problem+json: is gone": lambda it: it["components"]["responses"][
        "NotFound"
    ].update(content={"text/html": {"schema": {"type": "string"}}}),
    "schema Root: is gone": lambda it: (
        it["components"]["schemas"].pop("Root") and field(it, "parts")["items"]["oneOf"].pop()
    ),
    "Oil.price: is gone": lambda it: oil(it)["properties"].pop("price"),
    "Oil.price: may be absent now": lambda it: oil(it)["required"].remove("price"),
    "Oil.price: may be null now": lambda it: field(it, "price").update(type=["integer", "null"]),
    "Oil.price: may be number now": lambda it: field(it, "price").update(type="number"),
    "Oil.price: minimum is 0 now, not 1": lambda it: field(it, "price").update(minimum=0),
    "Oil.price: minimum is unlimited now, not 1": lambda it: field(it, "price").pop("minimum"),
    "Oil.name: may be string now": lambda it: field(it, "name").pop("format"),
    "Oil.name: pattern is ^x now, not ^h": lambda it: field(it, "name").update(pattern="^x"),
    "Oil.scent: may be 'sharp' now": lambda it: field(it, "scent")["enum"].append("sharp"),
    "Oil.scent: is never 'fresh' any more": lambda it: field(it, "scent")["enum"].pop(),
    "Oil.scent: may be any value now": lambda it: field(it, "scent").pop("enum"),
    "Oil.parts[]: may be Seed now": new_part,
    "Oil.parts[]: is never Root any more": lambda it: field(it, "parts")["items"]["oneOf"].pop(),
    "Leaf.type: may be the constant 'leaves' now": lambda it: it["components"]["schemas"]["Leaf"][
        "properties"
    ]["type"].update(const="leaves"),
    "Oil.words{}: may be integer now": lambda it: field(it, "words").update(
        additionalProperties={"type": "integer"}
    ),
    "Oil: has other fields than before": lambda it: oil(it).pop("additionalProperties"),
}


@pytest.mark.parametrize("found", BREAKING)
def test_a_change_that_breaks_clients_is_found(found: str) -> None:
    later = deepcopy(SHOP)
    BREAKING[found](later)
    assert found in breaks(SHOP, later)


COMPATIBLE: dict[str, Change] = {
    "nothing": lambda it: None,
    "a new operation": lambda it: it["paths"].update({"/soaps/": it["paths"]["/teas/"]}),
    "a new parameter": lambda it: oils(it)["parameters"].append(
        {"in": "query", "name": "price", "schema": {"type": "integer"}}
    ),
    "a parameter that takes more": lambda it: limit(it)["schema"].update(maximum=200, minimum=0),
    "a parameter with another value": lambda it: scent(it)["schema"]["items"]["enum"].append("x"),
    "a parameter that may be left out": lambda it: limit(it).update(required=False),
    "a new field": lambda it: oil(it)["properties"].update(weight={"type": "integer"}),
    "a field that is always there now": lambda it: oil(it)["required"].append("note"),
    "a field that is never null now": lambda it: field(it, "note").update(type="string"),
    "a field within tighter bounds": lambda it: field(it, "price").update(minimum=5, maximum=9),
    "a new refusal": lambda it: oils(it)["responses"].update({"429": {}}),
    "a new header": lambda it: oils(it)["responses"]["200"]["headers"].update(Vary={}),
    "other words": lambda it: oil(it).update(description="An oil.", examples=[{}]),
}


@pytest.mark.parametrize("change", COMPATIBLE)
def test_a_change_that_breaks_nobody_is_let_through(change: str) -> None:
    later = deepcopy(SHOP)
    COMPATIBLE[change](later)
    assert breaks(SHOP, later) == []


def test_a_break_is_told_once_however_often_the_component_is_used() -> None:
    later = deepcopy(document())
    later["components"]["schemas"]["Image"]["properties"].pop("alt")
    assert breaks(document(), later) == ["Image.alt: is gone"]


def test_a_new_block_breaks_a_switch_over_all_of_them() -> None:
    earlier = deepcopy(document())
    blocks = earlier["components"]["schemas"]["Block"]["oneOf"]
    blocks.remove({"$ref": "#/components/schemas/QuoteBlock"})
    assert breaks(earlier, document()) == ["Block: may be QuoteBlock now"]


def test_a_document_breaks_nobody_who_knows_it() -> None:
    assert breaks(document(), document()) == []
