"""Differences between two schemas that break a client of the earlier one.

In a response, no value or union member may be added or removed, since clients switch over them;
bounds and formats may only get narrower. A parameter must accept everything that it accepted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from cms.api.openapi.components import Json

Found = Iterator[tuple[str, str]]
"""Pairs of a place and what has happened there."""

LOWEST: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems")
HIGHEST: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
LIMITS: Final = ("pattern", "uniqueItems", "contentMediaType")
NOTHING: Final = "null"


@dataclass
class Pair:
    """An earlier and a later document; each pair of components is compared once."""

    old: Json
    new: Json
    seen: set[tuple[str, str]] = field(default_factory=set)

    def responses(self, place: str, old: Json, new: Json) -> Found:
        """Yield what a client that knows `old` does not expect in a response of `new`."""
        before, after = _ways(old), _ways(new)
        if renamed := _only_way_renamed(before, after):
            after[renamed[0]] = after.pop(renamed[1])
        for way in [way for way in after if way not in before]:
            yield place, f"may be {way} now"
        for way in [way for way in before if way not in after and way != NOTHING]:
            yield place, f"is never {way} any more"
        for way in [way for way in before if way in after]:
            yield from self._same_way(place, before[way], after[way])

    def _same_way(self, place: str, old: Json, new: Json) -> Found:
        if "$ref" in old or "$ref" in new:
            yield from self._components(place, old, new)
            return
        yield from _values(place, old, new)
        for word, before, after in _looser(old, new):
            yield place, f"{word} is {after} now, not {before}"
        if old.get("type") == "array":
            yield from self.responses(f"{place}[]", old.get("items", {}), new.get("items", {}))
        if old.get("type") == "object":
            yield from self._fields(place, old, new)

    def _components(self, place: str, old: Json, new: Json) -> Found:
        """Compare components of one name once, under that name, not wherever they are used."""
        names = old.get("$ref", place), new.get("$ref", place)
        if names in self.seen:
            return
        self.seen.add(names)
        own = names[0].rpartition("/")[2] if names[0] == names[1] else place
        yield from self.responses(own, dereferenced(self.old, old), dereferenced(self.new, new))

    def _fields(self, place: str, old: Json, new: Json) -> Found:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed, still_needed = set(old.get("required", ())), set(new.get("required", ()))
        for name, schema in before.items():
            own = f"{place}.{name}"
            if name not in after:
                yield own, "is gone"
                continue
            if name in needed - still_needed:
                yield own, "may be absent now"
            yield from self.responses(own, schema, after[name])
        yield from self._other_fields(place, old, new)

    def _other_fields(self, place: str, old: Json, new: Json) -> Found:
        others = old.get("additionalProperties", True)
        new_others = new.get("additionalProperties", True)
        if isinstance(others, dict) and isinstance(new_others, dict):
            yield from self.responses(f"{place}{{}}", others, new_others)
        elif isinstance(others, dict) or (others is False and new_others is not False):
            yield place, "has other fields than before"

    def parameters(self, place: str, old: Json, new: Json) -> Found:
        """Yield what an endpoint with the parameter `old` refuses since it is `new`."""
        before, after = _ways(old), _ways(new)
        for way in before:
            if way not in after:
                yield place, f"{way} is refused now"
                continue
            earlier, later = before[way], after[way]
            yield from _refused(place, earlier, later)
            for word, now, then in _looser(later, earlier):
                yield place, f"{word} is {now} now, not {then}"
            if way == "array":
                parts = earlier.get("items", {}), later.get("items", {})
                yield from self.parameters(f"{place}[]", *parts)
        if old.get("default") != new.get("default"):
            yield place, f"is {new.get('default')!r} now where it is left out"


def _ways(schema: Json) -> dict[str, Json]:
    """Return the alternatives of a schema by type, component name or constant."""
    if "$ref" in schema:
        return {schema["$ref"].rpartition("/")[2]: {"$ref": schema["$ref"]}}
    for word in ("oneOf", "anyOf", "allOf"):
        if word in schema:
            return {way: part for each in schema[word] for way, part in _ways(each).items()}
    type_ = schema.get("type", "anything")
    types = type_ if isinstance(type_, list) else [type_]
    if "const" in schema:
        return {f"the constant {schema['const']!r}": schema}
    suffix = {"string": f" ({schema['format']})"} if "format" in schema else {}
    return {name + suffix.get(name, ""): {**schema, "type": name} for name in types}


def _only_way_renamed(before: dict[str, Json], after: dict[str, Json]) -> tuple[str, str] | None:
    """Return the names of a schema's only alternative, if it was renamed."""
    lost = [way for way in before if way not in after and way != NOTHING]
    come = [way for way in after if way not in before and way != NOTHING]
    if len(lost) == len(come) == 1 and "$ref" in before[lost[0]] and "$ref" in after[come[0]]:
        return lost[0], come[0]
    return None


def _listed(schema: Json) -> list[Any] | None:
    return schema.get("enum")


def _values(place: str, old: Json, new: Json) -> Found:
    known, given = _listed(old), _listed(new)
    if known is None:
        return
    if given is None:
        yield place, "may be any value now"
        return
    yield from ((place, f"may be {value!r} now") for value in given if value not in known)
    yield from ((place, f"is never {value!r} any more") for value in known if value not in given)


def _refused(place: str, old: Json, new: Json) -> Found:
    known, taken = _listed(old), _listed(new)
    if taken is not None:
        refused = (
            ["any other value"] if known is None else [each for each in known if each not in taken]
        )
        yield from ((place, f"{value!r} is refused now") for value in refused)


def _looser(narrow: Json, wide: Json) -> Iterator[tuple[str, Any, Any]]:
    """Yield the keywords by which `wide` accepts more than `narrow`, with both limits."""
    for word in (*LIMITS, *LOWEST, *HIGHEST):
        tight, loose = narrow.get(word), wide.get(word)
        if tight is not None and (loose is None or _is_looser(word, tight, loose)):
            yield word, tight, "unlimited" if loose is None else loose


def _is_looser(word: str, tight: Any, loose: Any) -> bool:
    if word in LIMITS:
        return bool(tight != loose)
    return bool(loose < tight) if word in LOWEST else bool(loose > tight)


def dereferenced(document: Json, value: Json) -> Json:
    """Return the target of a reference, or the value itself if it is none."""
    found: Any = document
    if "$ref" not in value:
        return value
    for step in value["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)
