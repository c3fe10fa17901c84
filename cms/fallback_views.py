"""Views for browsers, beside those of the API and the admin: start page, redirects, errors."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from wagtail.models import Site

from cms.api.errors import plain_problem
from cms.publishing.conf import address_settings


def start_page(request: HttpRequest) -> HttpResponse:
    """Show links to the admin, the API and its documentation."""
    site = Site.find_for_request(request)
    name = site.site_name if site is not None and site.site_name else settings.WAGTAIL_SITE_NAME
    return render(
        request, "cms/start.html", {"name": name, "frontend": address_settings.FRONTEND_URL}
    )


def no_such_file(request: HttpRequest) -> HttpResponse:
    """Answer 404 for a static or media file that neither the proxy nor WhiteNoise has found.

    Unlike page addresses, it is not redirected to the frontend.
    """
    raise Http404


def to_frontend(request: HttpRequest, path: str) -> HttpResponse:
    """Redirect a page's address to the frontend; without one, link to the API."""
    if address_settings.FRONTEND_URL:
        return HttpResponseRedirect(f"{address_settings.FRONTEND_URL}{request.get_full_path()}")
    return render(request, "cms/page.html", {"path": f"/{path}"})


def _error(request: HttpRequest, status: HTTPStatus, detail: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return plain_problem(status, detail)
    context = {"title": status.phrase, "detail": detail}
    return render(request, "cms/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception, *args: Any) -> HttpResponse:
    """Answer 400, such as for a host that is not allowed."""
    return _error(request, HTTPStatus.BAD_REQUEST, "The request could not be understood.")


def not_found(request: HttpRequest, exception: Exception, *args: Any) -> HttpResponse:
    return _error(request, HTTPStatus.NOT_FOUND, "There is nothing here.")


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """Answer 500; the cause is in the log."""
    return _error(request, HTTPStatus.INTERNAL_SERVER_ERROR, "The server has made a mistake.")
