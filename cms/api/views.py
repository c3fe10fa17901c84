"""The base of all endpoints: site, instant, due publications, parameters, cache lifetime."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any, ClassVar, cast, overload

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import JSONParser
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cms.api.errors import problem_response
from cms.api.openapi.schema import DeliverySchema
from cms.api.parameters import AtParameter, Parameters
from cms.delivery.cache.stored_response import NEXT_SCHEDULED_CHANGE, RESPONSE_INFO, ResponseInfo
from cms.publishing import scheduled_publishing
from cms.publishing.sites import find_site
from cms.publishing.visibility import PublicContent
from cms.tokens.access_tokens import AccessToken
from cms.versions.dependencies import SITE


class JsonNegotiation(DefaultContentNegotiation):
    """Only the Accept header counts: `?format=` is an unknown parameter like any other."""

    def get_format_suffix(self, request: Request) -> None:
        """Return None: a suffix is no format."""

    def get_accept_list(self, request: Request) -> list[str]:
        """Return the accepted types; an empty header accepts all, empty members are ignored."""
        members = map(str.strip, request.headers.get("Accept", "").split(","))
        return [member for member in members if member] or ["*/*"]

    def filter_renderers(self, renderers: Any, format: str) -> Any:  # noqa: A002
        return renderers


class ReadView(APIView):
    """Base of the endpoints: a read of the public content of a site at one instant.

    Subclasses set `parameters` and return the JSON in `read(**captured)`, using `self.public`
    and `self.query`. If a response changes before the next scheduled publication, `read` calls
    `changes_no_later_than`.

    Each endpoint has the parameter `at`, unless `travels` is False. With a preview token,
    `self.public` is then the content at `self.requested_at` (None without `at`), while
    `self.now` remains the present.
    """

    parameters: ClassVar[type[Parameters]] = Parameters
    response_type: ClassVar[Any] = None
    """A TypedDict, a union of them, or the schema of a response that is not JSON."""
    travels: ClassVar[bool] = True
    # Everything that REST_FRAMEWORK could change: a project's own API may have other defaults.
    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_classes = []
    parser_classes = [JSONParser]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = JsonNegotiation
    versioning_class = None
    schema = DeliverySchema()
    http_method_names = ["get", "head", "options"]
    cacheable: ClassVar[bool] = True

    now: datetime
    requested_at: datetime | None = None
    changes_at: datetime | None
    query: dict[str, Any]

    @classmethod
    @cache
    def all_parameters(cls) -> type[Parameters]:
        """Return the parameters of the endpoint, including `at`."""
        if not cls.travels:
            return cls.parameters
        return type(cls.parameters.__name__, (cls.parameters,), {"at": AtParameter()})

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Set the instant, publish what is due, validate the parameters."""
        self.now = timezone.now().astimezone(UTC)
        self.changes_at = None
        super().initial(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            # The error of a write is its method, and OPTIONS reads nothing.
            return
        if not all(str(part).isprintable() for part in kwargs.values()):
            raise Http404
        if self._is_about_another_instant():
            self._check_preview_token()
        self.query = self.all_parameters().read(request.query_params, view=self)
        self.requested_at = self.query.get("at")
        self.changes_at = self._next_scheduled_instant()

    def _is_about_another_instant(self) -> bool:
        return self.travels and "at" in self.request.query_params

    def _check_preview_token(self) -> None:
        """Raise a 401 if the request has no valid preview token (RFC 6750)."""
        scheme, _space, token = self.request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise exceptions.NotAuthenticated(
                "Another instant than now is for holders of a preview token: "
                "send it as Authorization: Bearer TOKEN."
            )
        if AccessToken.objects.find(AccessToken.Kind.PREVIEW, token.strip(), self.now) is None:
            raise exceptions.AuthenticationFailed(
                "This preview token is unknown, has expired or was revoked."
            )

    def get_exception_handler(self) -> Callable[..., Response | None]:
        """Return the handler whose errors are RFC 9457 problems."""
        return problem_response

    def get_authenticate_header(self, request: Request) -> str:
        """Return the challenge of a 401."""
        return 'Bearer realm="preview"'

    def _next_scheduled_instant(self) -> datetime | None:
        """Return the instant of the next scheduled change, after publishing what is due."""
        meta = self.request.META
        if NEXT_SCHEDULED_CHANGE in meta and (
            meta[NEXT_SCHEDULED_CHANGE] is None or self.now < meta[NEXT_SCHEDULED_CHANGE]
        ):
            return cast("datetime | None", meta[NEXT_SCHEDULED_CHANGE])
        return scheduled_publishing.run_schedule(self.now)

    @cached_property
    def public(self) -> PublicContent:
        """The public content of the requested site, now or at the requested instant."""
        site = find_site(self.request._request)
        if site is None:
            raise Http404("No site answers at this host.")
        if self.requested_at is None:
            return PublicContent(site, self.now)
        return PublicContent(site, self.requested_at, self.now)

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.read(**kwargs))

    def read(self, **captured: Any) -> Any:
        """Return the JSON of the response; raise Http404 if nothing is visible."""
        raise NotImplementedError

    def locale(self) -> str:
        """Return the requested language, by default the site's own."""
        return self.query.get("locale") or self.public.default_locale

    def changes_no_later_than(self, instant: datetime | None) -> None:
        """Limit the cache lifetime of the response to an instant; None changes nothing."""
        if instant is not None:
            self.changes_at = min(self.changes_at or instant, instant)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        """Set whether the response is cacheable, and its dependencies.

        A 404 has the same lifetime, since a publication may end it.
        """
        response = super().finalize_response(request, response, *args, **kwargs)
        shared = self.cacheable and response.status_code in (200, 404) and hasattr(self, "now")
        # `initial` returns early for OPTIONS, which is not cacheable.
        shared = shared and request.method in ("GET", "HEAD")
        if shared and not self._is_about_another_instant():
            request.META[RESPONSE_INFO] = ResponseInfo(
                self.changes_at, self._scopes(), self._is_json()
            )
        else:
            response["Cache-Control"] = "private, no-store"
        return response

    def _scopes(self) -> frozenset[str]:
        """Return the dependencies of the response; without a site it depends on the sites."""
        view = self.__dict__.get("public")
        return frozenset(view.dependencies if view is not None else {SITE})

    def _is_json(self) -> bool:
        """Return whether every client that accepts JSON gets the same response."""
        return list(self.renderer_classes) == [JSONRenderer]


@overload
def instant(moment: datetime) -> str: ...
@overload
def instant(moment: datetime | None) -> str | None: ...
def instant(moment: datetime | None) -> str | None:
    """Return an instant in RFC 3339, in UTC with Z, in whole seconds.

    >>> instant(datetime(2026, 11, 22, 9, 30, 0, 999999, tzinfo=UTC))
    '2026-11-22T09:30:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
