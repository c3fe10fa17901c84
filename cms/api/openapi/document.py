"""The JSON of the OpenAPI document itself."""

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypeAliasType, TypedDict

JsonObject = TypeAliasType(
    "JsonObject",
    Annotated[
        dict[str, Any],
        Field(description="JSON values by their names.", examples=[{"type": "string"}]),
    ],
)


class OpenApiInfo(TypedDict):
    """What the document is about."""

    title: Annotated[str, Field(description="Name of the API.", examples=["Wellspring"])]
    version: Annotated[
        str, Field(description="Version of the API, as in its addresses.", examples=["1"])
    ]
    description: Annotated[
        str, Field(description="What holds for all of it.", examples=["Reads for frontends."])
    ]


class OpenApiTag(TypedDict):
    """A group of operations."""

    name: Annotated[str, Field(description="As the operations name it.", examples=["Articles"])]
    description: Annotated[
        str,
        Field(description="What they are about.", examples=["Articles, people and topics."]),
    ]


class OpenApiDocument(TypedDict):
    """An OpenAPI 3.1 document; the OpenAPI Specification says what stands in it."""

    openapi: Annotated[
        str,
        Field(
            pattern=r"^3\.1\.\d+$",
            description="Version of the OpenAPI Specification.",
            examples=["3.1.1"],
        ),
    ]
    info: Annotated[OpenApiInfo, Field(description="What the document is about.")]
    tags: Annotated[list[OpenApiTag], Field(description="Groups of operations.")]
    paths: Annotated[
        JsonObject,
        Field(
            description="The operations: by path, then by method.",
            examples=[{"/api/v1/site/": {"get": {"operationId": "site"}}}],
        ),
    ]
    components: Annotated[
        JsonObject,
        Field(
            description="What operations share: schemas, answers, headers, by kind and name.",
            examples=[{"schemas": {"Url": {"type": "string", "format": "uri"}}}],
        ),
    ]
