"""The body of an error response: RFC 9457, problem details."""

from http import HTTPStatus
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

CONTENT_TYPE = "application/problem+json"


class ProblemEntry(TypedDict):
    """One thing that is wrong with the request."""

    parameter: Annotated[
        str, Field(description="Name of the query parameter.", examples=["colour"])
    ]
    detail: Annotated[
        str,
        Field(
            description="What is wrong with it, for a developer.",
            examples=["This endpoint does not have this parameter."],
        ),
    ]


class ProblemJson(TypedDict):
    """A problem after RFC 9457."""

    type: Annotated[
        Literal["about:blank"], Field(description="There is no more to it than its status.")
    ]
    title: Annotated[str, Field(description="The phrase of the status.", examples=["Bad Request"])]
    status: Annotated[
        int, Field(ge=400, le=599, description="The status of the answer.", examples=[400])
    ]
    detail: Annotated[
        str,
        Field(
            description="What went wrong, for a developer.",
            examples=["The query string has errors."],
        ),
    ]
    errors: NotRequired[
        Annotated[
            list[ProblemEntry], Field(description="One entry for each wrong parameter, on a 400.")
        ]
    ]


def problem(status: int, detail: str, errors: list[ProblemEntry] | None = None) -> ProblemJson:
    """Return the body of a problem: `title` is the phrase of the status, as for `about:blank`."""
    body: ProblemJson = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return body
