"""Is each parameter of each endpoint guarded? The list is the OpenAPI document itself.

So a parameter that is new is tested by having been described, and one that is described too
generously fails here.
"""

import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.api import schema_rules
from tests.api.openapi import document, operations
from tests.fixtures import plant_home

pytestmark = pytest.mark.usefixtures("content", "db", "delivery_settings")

PATHS = {
    methods["get"]["operationId"]: path.replace("{slug}", "sleep")
    for path, methods in document()["paths"].items()
}


def resolved(value: Any) -> Any:
    return schema_rules.resolved(document(), value)


LONG = "x" * 10_000
# What is no text at all: control characters, bytes that are no UTF-8, halves of surrogates.
NO_TEXT = [
    "%00",
    "a%00b",
    "%1F",
    "%0A",
    "%7F",
    "%C2%85",
    "%FF",
    "a%C3(",
    "%ED%A0%80",
    "%F5%80%80%80",
]
OF_TYPE = {
    "integer": [
        "", "x", "1.0", "1e1", "0x1", "+1", " 1", "1 ", "1_0", "٣", "NaN", "Infinity", "null", "[]",
        "1,2", "9" * 30, "-0.5", "true",
    ],
    "boolean": ["", "x", "1", "0", "yes", "TRUE", "True", "on", "null", "[]", "false "],
    "string": [""],
}  # fmt: skip


ALSO_RIGHT = {"accept": {200, 406}, "accept-encoding": {200, 406}, "if-none-match": {200, 304}}


@pytest.fixture(scope="module")
def content(module_db: None) -> None:
    plant_home()


def parameters() -> list[Any]:
    """`(operation, parameter)` of each parameter in a query string."""
    return [
        pytest.param(name, parameter, id=f"{name}-{parameter['name']}")
        for name, operation in sorted(operations().items())
        for parameter in map(resolved, operation["parameters"])
        if parameter["in"] == "query"
    ]


def wrong(schema: dict[str, Any]) -> list[str]:
    """What a parameter of this schema may not be, escaped as in an address."""
    values = [quote(value, safe="") for value in OF_TYPE[schema.get("type", "string")]] + [
        LONG,
        *NO_TEXT,
    ]
    if "minimum" in schema:
        values += [str(schema["minimum"] - 1), str(schema["maximum"] + 1), "-9999999999999999999"]
    if "enum" in schema:
        first = str(schema["enum"][0])
        others = ["nonsense", first.upper() + "x", f"{first},{first}", f"{first}%20x"]
        values += others
    if "maxLength" in schema:
        values.append("x" * (schema["maxLength"] + 1))
    if {"format", "anyOf", "oneOf"} & set(schema):
        values += ["2026", "2026-13-01T00:00:00Z", "noon", "2026-11-22T25:00:00Z", "1e9"]
    return values


def required_beside(operation: str, name: str) -> str:
    """What the endpoint needs besides the parameter that is tested."""
    needed = [
        f"{other['name']}=x"
        for other in map(resolved, operations()[operation]["parameters"])
        if other["in"] == "query" and other.get("required") and other["name"] != name
    ]
    return "".join(f"&{pair}" for pair in needed)


def ask(client: Any, operation: str, query: str) -> Any:
    token = {"authorization": "Bearer x"} if "at=" in query else {}
    return client.get(f"{PATHS[operation]}?{query}", headers=token)


def refused(answer: Any) -> list[str]:
    """The parameters that a 400 names; the answer is checked for its form."""
    assert answer.status_code == 400, (answer.status_code, answer.content[:300])
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "private, no-store"
    problem = json.loads(answer.content)
    assert problem["status"] == 400
    return [error["parameter"] for error in problem["errors"]]


@pytest.mark.parametrize(("operation", "parameter"), parameters())
def test_a_wrong_value_is_refused_by_the_name_of_its_parameter(client, operation, parameter):
    name = parameter["name"]
    if name == "at":
        pytest.skip("Without a token, 401 comes before all else: tests/api/test_at.py.")
    schema = parameter["schema"]
    beside = required_beside(operation, name)
    for value in wrong(schema.get("items", schema)):
        answer = ask(client, operation, f"{name}={value}{beside}")
        assert refused(answer) == [name], (value[:60], answer.content[:200])


@pytest.mark.parametrize(("operation", "parameter"), parameters())
def test_what_is_single_is_refused_twice_and_what_is_a_list_has_an_end(
    client, operation, parameter
):
    name, schema = parameter["name"], parameter["schema"]
    if name == "at":
        pytest.skip("Without a token, 401 comes before all else: tests/api/test_at.py.")
    good = schema.get("examples", [parameter.get("example", schema.get("default"))])[0]
    good = good[0] if isinstance(good, list) else good
    good = {True: "true", False: "false"}.get(good, good) if isinstance(good, bool) else good
    times = schema.get("maxItems", 1) + 1
    query = "&".join([f"{name}={quote(str(good))}"] * times) + required_beside(operation, name)
    assert refused(ask(client, operation, query)) == [name]


@pytest.mark.parametrize("operation", sorted(PATHS))
def test_an_unknown_parameter_is_refused_by_its_name(client, operation):
    beside = required_beside(operation, "")
    for name in ("colour", "Limit", "limit%5B%5D", "__proto__", "%F0%9F%90%88", "x" * 10_000):
        (named,) = refused(ask(client, operation, f"{name}=1{beside}"))
        assert named in (name, "limit[]", "🐈", "x" * 100)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("accept", ["*/*;q=2", "*/*;q=x", "application/json;q=0.0001,*/*", ",,", LONG, "a/b," * 9]),
        ("accept-encoding", ["", "nonsense", "gzip;q=x", "br;q=9, *;q=0", "identity;q=0", LONG]),
        ("if-none-match", ['"x"', "x", "*", ", ".join(['"a"'] * 2000), LONG, '"', 'W/"x",,', "é"]),
        ("if-modified-since", ["x", "0", LONG, "Sun, 22 Nov 2026 19:44:50 GMT", "-1"]),
        ("range", ["bytes=0-1", "bytes=9-1", "bytes=-", "x", LONG, "bytes=0-0,1-1,2-2"]),
        ("authorization", ["", "Bearer", "Bearer ", "Basic x", LONG, "Bearer " + LONG, "é"]),
        ("origin", ["null", "https://evil.example", LONG]),
        ("cookie", ["sessionid=x", LONG, "=;=;", "a" * 5000 + "=b"]),
        ("x-forwarded-host", ["evil.example"]),
        ("content-type", ["application/json", "x/y; charset=nonsense", LONG]),
        ("accept-language", ["xx", "en;q=x", LONG]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/api/v1/home/", "/api/v1/articles/?search=sleep"])
def test_no_header_breaks_a_read(client, path, header, values):
    for value in values:
        answer = client.get(path, headers={header: value})
        expected = ALSO_RIGHT.get(header, {200})
        assert answer.status_code in expected, (value[:60], answer.status_code)
        if answer.status_code == 406:
            assert answer["Content-Type"] == "application/problem+json"
