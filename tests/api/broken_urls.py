"""A project in which one endpoint has a mistake."""

from typing import Any

from django.urls import path

from cms import urls
from cms.api.views import ReadView


class BrokenView(ReadView):
    """Always fails."""

    def read(self, **captured: Any) -> Any:
        raise RuntimeError("secret cause")


urlpatterns = [path("api/v1/broken/", BrokenView.as_view()), *urls.urlpatterns]
handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500
