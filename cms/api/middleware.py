"""Which headers does every answer of the API carry, whoever made it?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from cms.api.caching import etag
from cms.api.errors import plain_problem

PREFIX = "/api/"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Content-Location",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class DeliveryMiddleware:
    """CORS, ETag and conditional answers below /api/; everything else passes through.

    django-cors-headers would vary every answer on the origin, and so split every cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a preflight, or pass the request on and add the headers to its answer."""
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return HttpResponse(status=204, headers={**CORS, **PREFLIGHT})
        response = self._conditional(request, self.get_response(request))
        for name, value in CORS.items():
            response.headers[name] = value
        return response

    def _conditional(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Cache-Control", "no-store")
        if response.streaming:
            return response
        response.headers["ETag"] = etag(response.content)
        if response.status_code != 200 or "no-store" in response.headers["Cache-Control"]:
            return response
        answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
        if answer is not None and answer.status_code == 412:
            answer = plain_problem(412, "This answer has another tag than the one asked for.")
            answer.headers["Cache-Control"] = "no-store"
        return answer if answer is not None else response
