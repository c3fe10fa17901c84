"""The OpenAPI 3.1 document of the API."""

from copy import deepcopy
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentIdentity, ResolvedComponent
from drf_spectacular.settings import patched_settings
from wagtail.coreutils import get_content_languages

from cms.api.conf import api_settings
from cms.api.openapi.components import Json, schemas_of
from cms.api.openapi.headers import CONDITIONS, HEADERS_OF_ANY, HEADERS_OF_CACHEABLE, SHARED
from cms.api.openapi.problems import REFUSALS
from cms.api.parameters import (
    PRINTABLE,
    AtParameter,
    InstantParameter,
    LocaleParameter,
    Parameters,
    TextParameter,
    examples_of,
)
from cms.delivery.conf import delivery_settings
from cms.delivery.problem_details import ProblemJson

IN_PATH: Final = {"slug": "The slug, as in the lists."}
TAGS: Final = {
    "Documentation": "Where a developer starts.",
    "Articles": "Articles, the people who write and review them, and their topics.",
    "Site": "The home page, what every screen needs, and what stands at a path.",
    "Promotions": "What to show now, where, and until when that holds.",
    "Preview": "Drafts, for holders of the link that an editor made.",
}
WITH_OR_WITHOUT_TOKEN: Final[list[Json]] = [{}, {"previewToken": []}]


class DeliverySchema(AutoSchema):
    """Adds each endpoint's parameters, problems and cache headers, and closes objects."""

    def get_override_parameters(self) -> list[Any]:
        """Return the parameters with which the endpoint validates the query string."""
        parameters = self.view.all_parameters() if hasattr(self.view, "all_parameters") else None
        own = [parameters] if parameters is not None and parameters().fields else []
        return [*own, *super().get_override_parameters()]

    def get_response_serializers(self) -> Any:
        """Return the schema of the 200 response, for a TypedDict a reference to its component."""
        declared = self._response_type
        return {200: declared if isinstance(declared, dict) else self._declare(declared)}

    @property
    def _response_type(self) -> Any:
        declared = getattr(self.view, "response_type", None)
        if declared is None:
            raise ImproperlyConfigured(f"{type(self.view).__name__} needs a response_type.")
        return declared

    def get_summary(self) -> str:
        """Return the first sentence of the description, without its full stop."""
        return str(self.get_description()).split("\n")[0].split(". ")[0].rstrip(".")

    def get_auth(self) -> list[Json]:
        """Return the ways to authenticate: none, and for endpoints with `at` a preview token."""
        return WITH_OR_WITHOUT_TOKEN if self._travels() else []

    def get_operation(self, *args: Any) -> Json | None:
        """Return the operation with the parameters, responses and headers that all have."""
        operation: Json | None = super().get_operation(*args)
        if operation is None:
            return None
        if operation["description"].rstrip(".") == operation["summary"]:
            del operation["description"]
        own = getattr(self.view, "parameters", Parameters)
        examples = {**examples_of(own), **getattr(self.view, "examples", {})}
        for parameter in operation.setdefault("parameters", []):
            _complete(parameter, examples)
        if self._is_cacheable():
            operation["parameters"] += [self._shared("parameters", name) for name in CONDITIONS]
        operation["responses"] = self._responses(operation)
        return operation

    def _responses(self, operation: Json) -> Json:
        """Return the 200 response, 304 if the operation is cacheable, and the problems."""
        found = {**operation["responses"]["200"], "description": f"{operation['summary']}."}
        found["headers"] = {name: self._shared("headers", name) for name in self._headers()}
        for content in found["content"].values():
            content["examples"] = self._examples()
        responses = {"200": found}
        if self._is_cacheable():
            responses["304"] = self._shared("responses", "NotModified")
        self._declare(ProblemJson)
        for status, refusal in REFUSALS.items():
            if self._may_refuse(status):
                responses[str(status)] = self._shared("responses", refusal.name)
        return responses

    def _examples(self) -> Json:
        """Return a named example of each type that the response may have."""
        declared = self._response_type
        if isinstance(declared, dict):
            return {"page": _example_of(declared)}
        root, schemas = schemas_of(declared)
        members = schemas[root].get("oneOf", [{"$ref": root}])
        names = [member["$ref"].rpartition("/")[2] for member in members]
        return {name: self._example(name, schemas[name]) for name in names}

    def _example(self, name: str, schema: Json) -> Json:
        """Register the example of a component; return a reference to it."""
        return self._register("examples", name, _example_of(schema))

    def _declare(self, declared: Any) -> Json:
        """Register a declared type and all that it consists of; return a reference to it."""
        root, schemas = schemas_of(declared)
        references = {name: self._register("schemas", name, schemas[name]) for name in schemas}
        return references[root]

    def _shared(self, kind: str, name: str) -> Json:
        """Register a component that many operations share; return a reference to it."""
        if kind == "responses":
            for header in SHARED[kind][name].get("headers", ()):
                self._shared("headers", header)
        return self._register(kind, name, SHARED[kind][name])

    def _register(self, kind: str, name: str, schema: Json) -> Json:
        component = ResolvedComponent(name, kind, deepcopy(schema), ComponentIdentity(name))
        self.registry.register_on_missing(component)
        return component.ref

    def _headers(self) -> list[str]:
        """Return the headers of the 200 response."""
        if not self._is_cacheable():
            return list(HEADERS_OF_ANY)
        own = ["Content-Location"] if getattr(self.view, "has_one_address", False) else []
        return [*HEADERS_OF_CACHEABLE, *own]

    def _may_refuse(self, status: int) -> bool:
        """Return whether the operation can return this problem."""
        if status == 401:
            return self._travels()
        if status == 404:
            return self._travels() or not self._is_cacheable()
        return status != 412 or self._is_cacheable()

    def _travels(self) -> bool:
        return bool(getattr(self.view, "travels", False))

    def _is_cacheable(self) -> bool:
        return bool(getattr(self.view, "cacheable", False))


def _example_of(schema: Json) -> Json:
    """Return an Example Object of a schema that has an example."""
    return {"summary": schema["description"], "value": schema["examples"][0]}


def _complete(parameter: Json, examples: Json) -> None:
    """Complete a parameter with what drf-spectacular omits: style, example, description."""
    schema, name = parameter["schema"], parameter["name"]
    if parameter["in"] == "path":
        parameter["description"] = IN_PATH[name]
    if schema.get("type") == "array":
        parameter.update(style="form", explode=True)
    for described in (schema, schema.get("items", {})):
        if "enum" in described:
            # The values say it all; the rest has no meaning beside them.
            for constraint in ("x-spec-enum-id", "minLength", "maxLength"):
                described.pop(constraint, None)
    example = examples.get(name, _ready_example(schema))
    if example is not None and "examples" not in schema:
        # Pages that try requests fill in `example`: right for what is required, bad for filters.
        parameter.update({"example": example} if parameter.get("required") else {})
        schema["examples"] = [example]


def _ready_example(schema: Json) -> Any:
    """Return the default or the first of the values, None if there is neither."""
    if "items" in schema:
        item = _ready_example(schema["items"])
        return None if item is None else [item]
    return schema.get("default", next(iter(schema.get("enum", ())), None))


def only_delivery(endpoints: list[Any]) -> list[Any]:
    """The endpoints of this API, without those that Wagtail's admin has for itself."""
    return [
        endpoint for endpoint in endpoints if endpoint[0].startswith(delivery_settings.API_PREFIX)
    ]


class TextParameterExtension(OpenApiSerializerFieldExtension):
    """Adds the pattern and bounds of a text parameter."""

    target_class = TextParameter
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        # drf-spectacular adds the length limit from the validators.
        return {"type": "string", "minLength": 1, "pattern": PRINTABLE}


class LocaleParameterExtension(OpenApiSerializerFieldExtension):
    """Lists the languages of a locale parameter."""

    target_class = LocaleParameter
    priority = 1

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        """Return an enumeration of WAGTAIL_CONTENT_LANGUAGES."""
        return {"type": "string", "enum": list(get_content_languages())}


class AtParameterExtension(OpenApiSerializerFieldExtension):
    """An instant with its offset."""

    target_class = AtParameter

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        return {"type": "string", "format": "date-time", "examples": ["2026-11-27T09:00:00Z"]}


class InstantParameterExtension(OpenApiSerializerFieldExtension):
    """An instant, or a date that means its midnight in UTC."""

    target_class = InstantParameter

    def map_serializer_field(self, auto_schema: Any, direction: str) -> Json:
        return {
            "anyOf": [
                {"type": "string", "format": "date-time"},
                {"type": "string", "format": "date"},
            ],
            "examples": ["2026-11-22T09:00:00Z", "2026-11-22"],
        }


@cache
def openapi_document() -> Json:
    """Return the OpenAPI document, made once in a process.

    Raises RuntimeError if drf-spectacular could not describe something.
    """
    with translation.override(settings.LANGUAGE_CODE), patched_settings(api_settings.openapi):
        document: Json = SchemaGenerator().get_schema(request=None, public=True)
    if GENERATOR_STATS:
        GENERATOR_STATS.emit_summary()
        raise RuntimeError("The API could not be described without doubt; see above.")
    tags = [{"name": name, "description": text} for name, text in TAGS.items()]
    return {"openapi": document["openapi"], "info": document["info"], "tags": tags, **document}
