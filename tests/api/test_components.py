"""Do the examples in the OpenAPI document fit the types that the views declare and return?"""

from typing import Any

import pytest
from django.urls import get_resolver
from pydantic import ConfigDict, TypeAdapter, ValidationError

from cms.api.openapi.components import schemas_of
from cms.api.resolve import ResolvedRedirect
from cms.api.views import ReadView


def subclasses(view: type[Any]) -> list[type[Any]]:
    return [each for child in view.__subclasses__() for each in (child, *subclasses(child))]


def declared_types() -> dict[str, Any]:
    """What the views of the project declare, by the name of its component."""
    assert get_resolver().url_patterns
    views = [view for view in subclasses(ReadView) if not view.__module__.startswith("tests")]
    found = [view.response_type for view in views if view.response_type is not None]
    return {schemas_of(each)[0]: each for each in found if not isinstance(each, dict)}


def validate(declared: Any, value: Any) -> None:
    """Raise ValidationError unless the value is of the type, without coercion or other keys."""
    config = ConfigDict(extra="forbid", strict=True)
    TypeAdapter(tuple[declared], config=config).validate_python((value,))


def test_every_example_is_of_its_declared_type() -> None:
    found = declared_types()
    assert {"Article", "ArticleList", "Home", "Manifest", "Preview", "Resolved"} <= set(found)
    for name, declared in found.items():
        validate(declared, schemas_of(declared)[1][name]["examples"][0])


@pytest.mark.parametrize(
    "changed", [{"kind": "page"}, {"permanent": "yes"}, {"location": None}, {"colour": "red"}]
)
def test_a_wrong_example_is_found(changed: dict[str, Any]) -> None:
    name, schemas = schemas_of(ResolvedRedirect)
    example = schemas[name]["examples"][0]
    validate(ResolvedRedirect, example)
    with pytest.raises(ValidationError):
        validate(ResolvedRedirect, {**example, **changed})


def test_no_two_types_have_the_same_component_name() -> None:
    """Pydantic prefixes such names with the module."""
    names = {name for declared in declared_types().values() for name in schemas_of(declared)[1]}
    assert [name for name in names if "__" in name] == []
