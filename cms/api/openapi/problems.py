"""The problems (RFC 9457) with which operations refuse a request."""

from dataclasses import dataclass
from typing import Final

from cms.api.errors import BadParameters
from cms.api.openapi.components import Json
from cms.delivery.problem_details import CONTENT_TYPE, problem

UNKNOWN: Final = "This endpoint does not have this parameter."


@dataclass(frozen=True)
class Refusal:
    """A problem response: the name of its component, when it occurs, the `detail` it has."""

    name: str
    description: str
    detail: str
    errors: tuple[tuple[str, str], ...] = ()
    """Pairs of a parameter and what is wrong with it."""
    headers: tuple[str, ...] = ()

    def response(self, status: int) -> Json:
        """Return the Response Object; the example is built like the response itself."""
        errors = BadParameters(dict(self.errors)).errors
        example = {"summary": self.description, "value": problem(status, self.detail, errors)}
        content = {
            "schema": {"$ref": "#/components/schemas/Problem"},
            "examples": {self.name: example},
        }
        return {"description": self.description, "content": {CONTENT_TYPE: content}}


REFUSALS: Final[dict[int, Refusal]] = {
    400: Refusal(
        "BadRequest",
        "A parameter is unknown, malformed, given twice or missing: `errors` names it.",
        BadParameters.default_detail,
        errors=(("colour", UNKNOWN),),
    ),
    401: Refusal(
        "Unauthorized",
        "Another instant than now was asked about, without a valid preview token.",
        "Another instant than now is for holders of a preview token: "
        "send it as Authorization: Bearer TOKEN.",
        headers=("WWW-Authenticate",),
    ),
    404: Refusal(
        "NotFound",
        "There is nothing here that the public may see.",
        "There is nothing here for the public.",
    ),
    405: Refusal(
        "MethodNotAllowed",
        "Only GET, HEAD and OPTIONS are answered.",
        'Method "POST" not allowed.',
    ),
    406: Refusal(
        "NotAcceptable",
        "Nothing that the Accept header allows can be made.",
        "Could not satisfy the request Accept header.",
    ),
    412: Refusal(
        "PreconditionFailed",
        "`If-Match` names another version than the present one.",
        "This answer has another tag than the one asked for.",
    ),
}
"""The problem responses, by status."""
