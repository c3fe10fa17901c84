"""The endpoints for developers: the list of endpoints, the OpenAPI document, its HTML page."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Final, cast

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from pydantic import Field
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from typing_extensions import TypedDict

from cms.api.conf import api_settings
from cms.api.openapi.decorators import extend_schema
from cms.api.openapi.document import OpenApiDocument
from cms.api.openapi.schema import openapi_document
from cms.api.parameters import Parameters
from cms.api.views import ReadView
from cms.content.json_types import Url
from cms.delivery.conf import delivery_settings
from cms.publishing.addresses import public_url

OF_THE_API: Final = {"schema", "docs", "preview"}
"""Endpoints whose routes have the prefix `api-`."""


API: Final = "https://api.wellspring.example/api/v1/"


def _is_ours(route: str) -> bool:
    """Return whether a URL of this name exists: those of the home page come with its app."""
    try:
        return reverse(route).startswith(delivery_settings.API_PREFIX)
    except NoReverseMatch:
        return False


class IndexJson(TypedDict):
    """The absolute URL of each endpoint that stands for itself."""

    schema: Annotated[Url, Field(description="Address of `schema`.", examples=[f"{API}schema/"])]
    docs: Annotated[Url, Field(description="Address of `docs`.", examples=[f"{API}docs/"])]
    articles: Annotated[
        Url, Field(description="Address of `articles`.", examples=[f"{API}articles/"])
    ]
    authors: Annotated[Url, Field(description="Address of `authors`.", examples=[f"{API}authors/"])]
    topics: Annotated[Url, Field(description="Address of `topics`.", examples=[f"{API}topics/"])]
    home: Annotated[Url, Field(description="Address of `home`.", examples=[f"{API}home/"])]
    site: Annotated[Url, Field(description="Address of `site`.", examples=[f"{API}site/"])]
    resolve: Annotated[Url, Field(description="Address of `resolve`.", examples=[f"{API}resolve/"])]
    active: Annotated[
        Url, Field(description="Address of `active`.", examples=[f"{API}promotions/active/"])
    ]
    manifest: Annotated[
        Url, Field(description="Address of `manifest`.", examples=[f"{API}promotions/manifest/"])
    ]
    preview: Annotated[Url, Field(description="Address of `preview`.", examples=[f"{API}preview/"])]


def _route(name: str) -> str:
    return f"api-{name}" if name in OF_THE_API else name


class IndexView(ReadView):
    """The list of endpoints."""

    travels = False
    response_type = IndexJson

    @extend_schema(operation_id="index", tags=["Documentation"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Name and absolute URL of each endpoint."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> IndexJson:
        routes = {name: _route(name) for name in IndexJson.__annotations__}
        urls = {
            name: public_url(reverse(route)) for name, route in routes.items() if _is_ours(route)
        }
        return cast("IndexJson", urls)


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
    response_type = OpenApiDocument

    @extend_schema(
        operation_id="schema",
        tags=["Documentation"],
    )
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """This description, as an OpenAPI 3.1 document."""
        return super().get(*args, **kwargs)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Let `?format=json` override the Accept header."""
        if request.query_params.get("format") == "json":
            return OpenApiJsonRenderer2(), OpenApiJsonRenderer2.media_type
        return super().perform_content_negotiation(request, force)

    def read(self, **captured: Any) -> Any:
        return openapi_document()


class PageRenderer(BaseRenderer):
    """Renders a page as it is, and a problem as JSON."""

    media_type = "text/html"
    format = "html"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> Any:
        return data if isinstance(data, str) else json.dumps(data)


HTML: Final = {
    "type": "string",
    "description": "A page for a browser.",
    "examples": ['<!DOCTYPE html>\n<html lang="en">…</html>\n'],
}


class DocsView(ReadView):
    """The OpenAPI document as an HTML page."""

    renderer_classes = [PageRenderer]
    travels = False
    response_type = HTML

    @extend_schema(operation_id="docs", tags=["Documentation"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """This description, as a page to read and to try requests in."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Any:
        """Render the page without the request, so that it contains nothing of one visitor."""
        context = {
            "title": api_settings.API_TITLE,
            "schema_url": reverse("api-schema"),
            "index_url": reverse("api-index"),
        }
        return render_to_string("api/docs.html", context)
