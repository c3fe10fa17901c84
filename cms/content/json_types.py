"""Types with which the JSON objects of the API are declared, each object once, as a `TypedDict`.

A field is `Annotated[type, Field(description=…, examples=[…])]`. The function that builds an object
returns the class, so mypy checks it, and `cms.api.openapi.components` makes the OpenAPI schema
from the same class. A class with the name of a model ends with `Json`; its component does not.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Final, TypeVar, Union

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, with_config
from pydantic_core import CoreSchema
from typing_extensions import TypeAliasType

Declared = TypeVar("Declared", bound=type[Any])

INSTANT_PATTERN: Final = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"

Url = Annotated[str, Field(json_schema_extra={"format": "uri"})]
"""An absolute URL."""
Instant = Annotated[
    str,
    Field(
        pattern=INSTANT_PATTERN,
        json_schema_extra={"format": "date-time"},
        examples=["2026-11-20T09:00:00Z"],
    ),
]
"""An RFC 3339 instant in UTC with `Z`, whole seconds."""
CalendarDate = Annotated[str, Field(json_schema_extra={"format": "date"})]
"""A calendar date, RFC 3339 `full-date`."""


def enum(values: Iterable[str]) -> Any:
    """Limit a string to values that are declared elsewhere, such as a model's choices."""
    return Field(json_schema_extra={"enum": list(values)})


def example(**values: Any) -> Callable[[Declared], Declared]:
    """Set values of a TypedDict's example where those of its fields do not fit together.

    Objects may be partial: they are merged over the example of their own class.
    """
    return with_config(ConfigDict(json_schema_extra={"examples": [values]}))


class AnyOf:
    """A named union whose members are collected when the OpenAPI document is made.

    So apps can add members, and mypy sees the fields that all members share:
    `AnyPage = Annotated[PageFields, AnyOf("Page", "A page of any type.", list_of_classes)]`.
    """

    def __init__(
        self,
        name: str,
        description: str,
        members: Callable[[], Sequence[Any]],
        discriminator: str | None = "type",
    ) -> None:
        self.name, self.description = name, description
        self.members, self.discriminator = members, discriminator
        self._alias: Any = None

    @property
    def alias(self) -> Any:
        """The union as a named type alias, always the same object."""
        if self._alias is None:
            field = Field(description=self.description, discriminator=self.discriminator)
            union = Annotated[Union[tuple(self.members())], field]  # type: ignore[valid-type]  # noqa: UP007
            self._alias = TypeAliasType(self.name, union)
        return self._alias

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return handler.generate_schema(self.alias)
