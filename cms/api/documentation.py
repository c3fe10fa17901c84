"""Where does a developer start: the list of endpoints, the OpenAPI document, its readable form?"""

import json
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.template.loader import render_to_string
from django.urls import reverse
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from cms.api.openapi.document import OpenApiDocument
from cms.api.openapi.schema import openapi_document
from cms.api.parameters import Parameters
from cms.api.schemas.kinds import Shape, Url
from cms.api.views import ReadView
from cms.publishing.addresses import public_url

LISTED = (
    "api-schema", "api-docs", "articles", "authors", "topics", "home", "site", "resolve",
    "active", "manifest", "api-preview",
)  # fmt: skip

EXAMPLE_HOST = "https://api.wellspring.example"


def _name(route: str) -> str:
    return route.removeprefix("api-")


class Index(Shape):
    """The absolute URL of each endpoint that stands for itself."""

    def get_fields(self) -> dict[str, Any]:
        """One URL for each listed endpoint."""
        return {
            _name(route): Url(
                help_text=f"Address of `{_name(route)}`.", example=EXAMPLE_HOST + reverse(route)
            )
            for route in LISTED
        }


class IndexView(ReadView):
    """The list of endpoints."""

    travels = False

    @extend_schema(operation_id="index", tags=["Documentation"], responses=Index)
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Name and absolute URL of each endpoint."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Any:
        """`{name: URL}`."""
        return {_name(route): public_url(reverse(route)) for route in LISTED}


class SchemaParameters(Parameters):
    """`format`."""

    format = serializers.ChoiceField(
        choices=["json"], required=False, help_text="As `application/json`, which browsers show."
    )


class SchemaView(ReadView):
    """The OpenAPI document."""

    parameters: ClassVar[type[Parameters]] = SchemaParameters
    travels = False
    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2]

    @extend_schema(
        operation_id="schema",
        tags=["Documentation"],
        responses=OpenApiDocument,
    )
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """This description, as an OpenAPI 3.1 document."""
        return super().get(*args, **kwargs)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """`?format=json` speaks louder than the Accept header."""
        if request.query_params.get("format") == "json":
            return OpenApiJsonRenderer2(), OpenApiJsonRenderer2.media_type
        return super().perform_content_negotiation(request, force)

    def read(self, **captured: Any) -> Any:
        """The document."""
        return openapi_document()


class PageRenderer(BaseRenderer):
    """A page as it is; a problem as JSON, since problems are for programs."""

    media_type = "text/html"
    format = "html"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The text of the page."""
        return data if isinstance(data, str) else json.dumps(data)


HTML: Final = {
    "type": "string",
    "description": "A page for a browser.",
    "examples": ['<!DOCTYPE html>\n<html lang="en">…</html>\n'],
}


class DocsView(ReadView):
    """The OpenAPI document for people."""

    renderer_classes = [PageRenderer]
    travels = False

    @extend_schema(operation_id="docs", tags=["Documentation"], responses={200: HTML})
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """This description, as a page to read and to try requests in."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Any:
        """The page. It is made without the request, so that nothing in it is for one visitor."""
        context = {
            "title": spectacular_settings.TITLE,
            "schema_url": reverse("api-schema"),
            "index_url": reverse("api-index"),
        }
        return render_to_string("api/docs.html", context)
