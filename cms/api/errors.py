"""Error responses: every error is an RFC 9457 problem of one shape."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from cms.delivery.problem_details import CONTENT_TYPE, ProblemEntry, problem


class BadParameters(exceptions.APIException):
    """400 with one entry per parameter: `errors: [{parameter, detail}]`."""

    status_code = HTTPStatus.BAD_REQUEST
    default_detail = "The query string has errors."

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__()
        self.errors: list[ProblemEntry] = [
            {"parameter": name, "detail": detail} for name, detail in sorted(errors.items())
        ]


def problem_response(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Return the problem for an exception with a status, else None; DRF's exception handler."""
    if isinstance(error, Http404):
        error = exceptions.NotFound(
            "There is nothing here for the public." if not error.args else str(error)
        )
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    errors = error.errors if isinstance(error, BadParameters) else None
    response = Response(
        problem(error.status_code, _text(error.detail), errors),
        status=error.status_code,
        content_type=CONTENT_TYPE,
    )
    if challenge := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = challenge
    if isinstance(error, exceptions.MethodNotAllowed):
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    return response


def _text(detail: Any) -> str:
    return str(detail) if isinstance(detail, str) else "The request has errors."


def plain_problem(status: int, detail: str) -> HttpResponse:
    """Return a problem outside of an API view."""
    return JsonResponse(problem(status, detail), status=status, content_type=CONTENT_TYPE)


def api_not_found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Return a 404 for a path below the prefix that is no endpoint."""
    return plain_problem(404, "There is no such endpoint; /api/v1/ lists them.")
