"""Headers of requests and responses, and the responses that operations share."""

from typing import Final

from cms.api.openapi.components import Json
from cms.api.openapi.problems import REFUSALS, Refusal


def _header(description: str, example: str) -> Json:
    return {"description": description, "schema": {"type": "string", "examples": [example]}}


def _condition(name: str, description: str) -> Json:
    return {
        "in": "header",
        "name": name,
        "description": description,
        "schema": {"type": "string", "examples": [TAG]},
    }


def _references(*names: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _refused(status: int, refusal: Refusal) -> Json:
    """Return the response for a problem; only a 404 has the headers of a cacheable response."""
    always = {404: HEADERS_OF_NOT_FOUND, 412: ("Cache-Control",)}.get(status, HEADERS_OF_ANY)
    return {**refusal.response(status), "headers": _references(*always, *refusal.headers)}


TAG: Final = '"9f86d081884c7d659a2feaa0c55ad015"'
CACHE_CONTROL: Final = (
    "public, max-age=0, must-revalidate, s-maxage=60, stale-while-revalidate=60, stale-if-error=60"
)

HEADERS: Final = {
    "ETag": _header("Names these very bytes; send it back as `If-None-Match`.", TAG),
    "Cache-Control": _header("No directive reaches past the next scheduled change.", CACHE_CONTROL),
    "Content-Location": _header(
        "The one address of all equal questions: parameters by name, values sorted, each once, "
        "defaults left out. Absent where `at` was asked about.",
        "/api/v1/promotions/active/?path=/articles/a-calm-evening/&topic=sleep",
    ),
    "Last-Modified": _header(
        "When something that this answer depends on has last changed. For people: whether it is "
        "still the same is told by the ETag alone.",
        "Sun, 22 Nov 2026 09:00:00 GMT",
    ),
    "Vary": _header("Which headers of a request choose among answers.", "Accept-Encoding"),
    "Cache-Tag": _header(
        "For CDNs: what the answer depends on, with commas. Tags of what changes are purged.",
        "author-1,image-12,page-7,pages,site,slug-a-calm-evening,topic-2",
    ),
    "Surrogate-Key": _header(
        "The same for CDNs that want spaces.",
        "author-1 image-12 page-7 pages site slug-a-calm-evening topic-2",
    ),
    "WWW-Authenticate": _header("What kind of token is wanted.", 'Bearer realm="preview"'),
    "Allow": _header("The methods that are answered.", "GET, HEAD, OPTIONS"),
}
HEADERS_OF_ANY: Final = ("ETag", "Cache-Control", "Allow")
"""The headers of every response, cacheable or not."""
HEADERS_OF_NOT_FOUND: Final = (*HEADERS_OF_ANY, "Vary", "Cache-Tag", "Surrogate-Key")
"""The headers of a 404: no date, which would reveal when something hidden was saved."""
HEADERS_OF_CACHEABLE: Final = (*HEADERS_OF_NOT_FOUND, "Last-Modified")
"""The headers of every cacheable 200 response."""
CONDITIONS: Final = ("IfNoneMatch", "IfMatch")

SHARED: Final[dict[str, dict[str, Json]]] = {
    "headers": HEADERS,
    "parameters": {
        "IfNoneMatch": _condition(
            "If-None-Match", "An ETag of an earlier answer: 304 if it is still the same."
        ),
        "IfMatch": _condition(
            "If-Match", "The ETag that the answer has to have: 412 if it has another."
        ),
    },
    "responses": {
        "NotModified": {
            "description": "What you have is still the same.",
            "headers": _references(*HEADERS_OF_CACHEABLE),
        },
        **{refusal.name: _refused(status, refusal) for status, refusal in REFUSALS.items()},
    },
}
"""Components by kind and name."""
