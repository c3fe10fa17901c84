"""How is the API described in OpenAPI 3.1?"""

from functools import cache
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from cms.api.errors import CONTENT_TYPE
from cms.api.middleware import PREFIX
from cms.api.parameters import AtParameter, InstantParameter, LocaleParameter, TextParameter
from cms.api.shapes.problems import PROBLEMS, Problem
from cms.api.views import ReadView

Json = dict[str, Any]

IN_PATH: Final = {"slug": "The slug, as in the lists."}
HEADERS: Final = {
    "ETag": {
        "description": "Names these very bytes; send it back as `If-None-Match`.",
        "schema": {"type": "string"},
    },
    "Cache-Control": {
        "description": "No directive reaches past the next scheduled change.",
        "schema": {"type": "string"},
    },
}
WITH_OR_WITHOUT_TOKEN: Final[list[Json]] = [{}, {"previewToken": []}]
REVALIDATION: Final = {
    "in": "header",
    "name": "If-None-Match",
    "schema": {"type": "string"},
    "description": "An ETag of an earlier answer: 304 if it is still the same.",
}


class DeliverySchema(AutoSchema):
    """Adds each endpoint's parameters, problems and cache headers, and closes objects."""

    def get_override_parameters(self) -> list[Any]:
        """What the endpoint itself checks the query string with."""
        view = self.view
        asked = view.asked_for() if isinstance(view, ReadView) else None
        own = [asked] if asked is not None and asked().fields else []
        return [*own, *super().get_override_parameters()]

    def get_summary(self) -> str:
        """The first sentence of the description, without its full stop."""
        return str(self.get_description()).split("\n")[0].split(". ")[0].rstrip(".")

    def get_auth(self) -> list[Json]:
        """Reads are for everybody; a preview token is for `at` alone."""
        return WITH_OR_WITHOUT_TOKEN if self._travels() else []

    def get_operation(self, *args: Any) -> Json | None:
        """The operation, with what is the same for all of them."""
        operation: Json | None = super().get_operation(*args)
        if operation is None:
            return None
        if operation["description"].rstrip(".") == operation["summary"]:
            del operation["description"]
        for parameter in operation.setdefault("parameters", []):
            _complete(parameter)
        if self._is_cacheable():
            operation["parameters"].append(dict(REVALIDATION))
        operation["responses"] = self._answers(operation)
        return operation

    def _answers(self, operation: Json) -> Json:
        """The answer, the problems, and what stands in for the answer where nothing changed."""
        found = {**operation["responses"]["200"], "description": f"{operation['summary']}."}
        answers = {"200": found}
        if self._is_cacheable():
            found["headers"] = dict(HEADERS)
            answers["304"] = {"description": "What you have is still the same."}
        schema = self.resolve_serializer(Problem, "response").ref
        for status, description in PROBLEMS.items():
            if status == 401 and not self._travels():
                continue
            content = {CONTENT_TYPE: {"schema": schema}}
            answers[str(status)] = {"description": description, "content": content}
        return answers

    def _travels(self) -> bool:
        return bool(getattr(self.view, "travels", False))

    def _is_cacheable(self) -> bool:
        return bool(getattr(self.view, "cacheable", False))

    def _map_serializer(
        self, serializer: Any, direction: str, bypass_extensions: bool = False
    ) -> Json:
        """Objects have no other fields than those declared, even those that have none at all."""
        inherited: Any = super()._map_serializer
        schema: Json = inherited(serializer, direction, bypass_extensions)
        if schema.get("type") == "object":
            schema.setdefault("additionalProperties", False)
        return schema


def _complete(parameter: Json) -> None:
    """Say of a parameter what drf-spectacular leaves to defaults or does not know."""
    schema = parameter["schema"]
    if parameter["in"] == "path":
        parameter["description"] = IN_PATH[parameter["name"]]
    if schema.get("type") == "array":
        parameter.update(style="form", explode=True)
    for described in (schema, schema.get("items", {})):
        if "enum" in described:
            # The values say it all; the rest has no meaning beside them.
            for name in ("x-spec-enum-id", "minLength", "maxLength"):
                described.pop(name, None)


def only_delivery(endpoints: list[Any]) -> list[Any]:
    """The endpoints of this API, without those that Wagtail's admin has for itself."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith(PREFIX)]


class TextParameterExtension(OpenApiSerializerFieldExtension):
    """A parameter with a value is never empty."""

    target_class = TextParameter
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        """A string of at least one character; its length limit is added from its validators."""
        return {"type": "string", "minLength": 1}


class LocaleParameterExtension(OpenApiSerializerFieldExtension):
    """The languages are known beforehand."""

    target_class = LocaleParameter
    priority = 1

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        """One of the languages of this installation."""
        return {"type": "string", "enum": [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES]}


class AtParameterExtension(OpenApiSerializerFieldExtension):
    """An instant with its offset."""

    target_class = AtParameter

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        """One format."""
        return {"type": "string", "format": "date-time", "examples": ["2026-11-27T09:00:00Z"]}


class InstantParameterExtension(OpenApiSerializerFieldExtension):
    """An instant, or a date that means its midnight in UTC."""

    target_class = InstantParameter

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        """Either format."""
        return {
            "type": "string",
            "anyOf": [{"format": "date-time"}, {"format": "date"}],
            "examples": ["2026-11-22T09:00:00Z", "2026-11-22"],
        }


@cache
def openapi_document() -> Json:
    """The OpenAPI document, the same for everybody; made once in a process.

    Raises RuntimeError where something could not be described.
    """
    with translation.override(settings.LANGUAGE_CODE):
        document: Json = SchemaGenerator().get_schema(request=None, public=True)
    if GENERATOR_STATS:
        GENERATOR_STATS.emit_summary()
        raise RuntimeError("The API could not be described without doubt; see above.")
    return document
