"""The URLs that every project with these apps includes: API, built-in preview, calendar feed."""

from django.urls import include, path

from cms.api.preview import built_in_preview
from promotions.admin.calendar import feed

urlpatterns = [
    path("preview/", built_in_preview, name="preview"),
    path("calendar/<str:token>.ics", feed.serve_feed, name="calendar_feed"),
    path("api/v1/", include("cms.router")),
]
