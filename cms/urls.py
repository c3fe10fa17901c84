"""The URLs of this project: admin, documents, API and fallback views."""

import re

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as admin_urls
from wagtail.documents.views.serve import authenticate_with_password

from cms import fallback_views
from cms.api.errors import api_not_found
from cms.content import documents

FILES = [url for url in (settings.MEDIA_URL, settings.STATIC_URL) if url.startswith("/")]

urlpatterns = [
    path("", fallback_views.start_page, name="start"),
    path("admin/", include(admin_urls)),
    # Replaces `wagtail.documents.urls`, with the URL names that Wagtail uses.
    path("documents/<int:document_id>/<path:filename>", documents.serve, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    # Wagtail redirects here to log in for a document.
    path(
        "login/",
        RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True),
        name="wagtailcore_login",
    ),
    path("", include("cms.package_urls")),
    re_path(r"^api/", api_not_found),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *(re_path(rf"^{re.escape(url[1:])}", fallback_views.no_such_file) for url in FILES),
    re_path(r"^(?P<path>.*)$", fallback_views.to_frontend),
]

handler400 = "cms.fallback_views.bad_request"
handler404 = "cms.fallback_views.not_found"
handler500 = "cms.fallback_views.server_error"
