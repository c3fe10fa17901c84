"""The operations, parameters, responses and components that a later document breaks."""

from collections.abc import Iterator
from typing import Any

from cms.api.openapi.compatibility.schemas import Found, Pair, dereferenced
from cms.api.openapi.components import Json

OPEN_TO_ALL: list[Json] = [{}]


def breaks(old: Json, new: Json) -> list[str]:
    """Return what breaks a client that was written for `old`, sorted, as `place: what happened`."""
    pair = Pair(old, new)
    return sorted({f"{place}: {what}" for place, what in _document(pair)})


def _document(pair: Pair) -> Found:
    before, after = dict(_operations(pair.old)), dict(_operations(pair.new))
    for place, operation in before.items():
        if place not in after:
            yield place, "is gone"
            continue
        yield from _operation(pair, place, operation, after[place])
    named = pair.old.get("components", {}).get("schemas", {})
    still_named = pair.new.get("components", {}).get("schemas", {})
    yield from ((f"schema {name}", "is gone") for name in named if name not in still_named)


def _operations(document: Json) -> Iterator[tuple[str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def _operation(pair: Pair, place: str, old: Json, new: Json) -> Found:
    if old.get("operationId") != new.get("operationId"):
        yield place, f"is called {new.get('operationId')} now, not {old.get('operationId')}"
    ways = new.get("security", OPEN_TO_ALL) or OPEN_TO_ALL
    for way in old.get("security", OPEN_TO_ALL) or OPEN_TO_ALL:
        if way not in ways:
            yield place, f"does not take {' and '.join(way) or 'a request without token'} any more"
    yield from _parameters(pair, place, old, new)
    yield from _responses(pair, place, old["responses"], new["responses"])


def _parameters(pair: Pair, place: str, old: Json, new: Json) -> Found:
    before, after = _by_name(pair.old, old), _by_name(pair.new, new)
    for name, parameter in before.items():
        own = f"{place} {name}"
        if name not in after:
            yield own, "is gone"
            continue
        later = after[name]
        if later.get("required") and not parameter.get("required"):
            yield own, "is required now"
        for word in ("style", "explode"):
            if parameter.get(word) != later.get(word):
                yield own, f"{word} is {later.get(word)} now, not {parameter.get(word)}"
        yield from pair.parameters(own, parameter["schema"], later["schema"])
    for name, parameter in after.items():
        if name not in before and parameter.get("required"):
            yield f"{place} {name}", "is new and required"


def _by_name(document: Json, operation: Json) -> dict[str, Json]:
    found = [dereferenced(document, each) for each in operation.get("parameters", [])]
    return {f"{each['in']} {each['name']}": each for each in found}


def _responses(pair: Pair, place: str, old: Json, new: Json) -> Found:
    for status in old:
        own = f"{place} {status}"
        if status not in new:
            yield own, "is gone"
            continue
        before, after = dereferenced(pair.old, old[status]), dereferenced(pair.new, new[status])
        for header in before.get("headers", {}):
            if header not in after.get("headers", {}):
                yield f"{own} {header}", "is gone"
        yield from _contents(pair, own, before.get("content", {}), after.get("content", {}))
    for status in new:
        if status not in old and status.startswith("2"):
            yield f"{place} {status}", "is new"


def _contents(pair: Pair, place: str, old: Json, new: Json) -> Found:
    for media_type, content in old.items():
        if media_type not in new:
            yield f"{place} {media_type}", "is gone"
            continue
        yield from pair.responses(place, _schema(content), _schema(new[media_type]))


def _schema(content: Json) -> Any:
    return content.get("schema", {})
