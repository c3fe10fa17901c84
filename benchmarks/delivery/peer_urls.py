"""Where are the peers mounted? Beside the project's own addresses, in benchmarks only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.v3.urls import api as v3

v2 = WagtailAPIRouter("wagtailapi")
v2.register_endpoint("pages", PagesAPIViewSet)
_stored: dict[str, bytes] = {}


def bare(request: HttpRequest, slug: str) -> HttpResponse:
    """The bytes of an article as ours answered them, from memory; `put` put them there."""
    if slug not in _stored:
        raise Http404
    return HttpResponse(_stored[slug], content_type="application/json")


def put(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the bytes that the bare view is to answer."""
    _stored[slug] = request.body
    return HttpResponse(status=204)


put.csrf_exempt = True  # type: ignore[attr-defined]

urlpatterns = [
    path("bare/<str:slug>/", bare),
    path("put/<str:slug>/", put),
    path("api/v2/", v2.urls),
    path("api/v3/", v3.urls),
    path("", include("cms.urls")),
]
