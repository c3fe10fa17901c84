"""The decorator with which views describe their operations."""

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import extend_schema as extend_schema_of_project

from cms.api.openapi.schema import DeliverySchema

Method = TypeVar("Method", bound=Callable[..., Any])


def extend_schema(**described: Any) -> Callable[[Method], Method]:
    """Decorate a method as drf-spectacular's `extend_schema` does, whatever the project's settings.

    Its own takes REST_FRAMEWORK["DEFAULT_SCHEMA_CLASS"] unless the method names a class before.
    """

    def decorate(method: Method) -> Method:
        vars(method)["kwargs"] = {"schema": DeliverySchema}
        return extend_schema_of_project(**described)(method)

    return decorate
