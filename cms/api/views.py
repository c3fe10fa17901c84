"""What do all reads have in common: site, instant, what is due, cache lifetime, parameters?"""

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
        """None."""

    def get_accept_list(self, request: Request) -> list[str]:
        """What the client takes; an empty header refuses nothing, an empty member says nothing."""
        members = map(str.strip, request.headers.get("Accept", "").split(","))
        return [member for member in members if member] or ["*/*"]

    def filter_renderers(self, renderers: Any, format: str) -> Any:  # noqa: A002
        """All of them."""
        return renderers


class ReadView(APIView):
    """A read of the public's view of one site at one instant.

    Subclasses name their `parameters` and answer in `read(**captured)`, using `self.public`
    and `self.query`. An answer that changes before the next scheduled publication lowers
    `self.changes_at` itself.

    Each takes `at` beside its own parameters, unless it does not `travel`: for holders of a
    preview token `self.public` is then of the instant `self.at_asked`, while `self.now`
    stays the present one, and `None` means that nobody asked.
    """

    parameters: ClassVar[type[Parameters]] = Parameters
    response_type: ClassVar[Any] = None
    """The type of the response: a TypedDict, a union of them, or the schema of what is no JSON."""
    travels: ClassVar[bool] = True
    # All of what REST_FRAMEWORK could change: the project's own API may have other defaults.
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
    at_asked: datetime | None = None
    changes_at: datetime | None
    query: dict[str, Any]

    @classmethod
    @cache
    def asked_for(cls) -> type[Parameters]:
        """All that the endpoint takes: its own parameters, and `at`."""
        if not cls.travels:
            return cls.parameters
        return type(cls.parameters.__name__, (cls.parameters,), {"at": AtParameter()})

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Take the instant, carry out what is due, check the parameters."""
        self.now = timezone.now().astimezone(UTC)
        self.changes_at = None
        super().initial(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            # What is wrong with a write is the method, and OPTIONS reads nothing.
            return
        if not all(str(part).isprintable() for part in kwargs.values()):
            raise Http404
        if self._is_about_another_instant():
            self._check_preview_token()
        self.query = self.asked_for().read(request.query_params, view=self)
        self.at_asked = self.query.get("at")
        self.changes_at = self._next_scheduled_instant()

    def _is_about_another_instant(self) -> bool:
        return self.travels and "at" in self.request.query_params

    def _check_preview_token(self) -> None:
        """Raises 401 where the request has no valid preview token (RFC 6750)."""
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
        """What a 401 says that it wants."""
        return 'Bearer realm="preview"'

    def _next_scheduled_instant(self) -> datetime | None:
        """When something scheduled changes next; what is due by now is carried out before."""
        meta = self.request.META
        if NEXT_SCHEDULED_CHANGE in meta and (
            meta[NEXT_SCHEDULED_CHANGE] is None or self.now < meta[NEXT_SCHEDULED_CHANGE]
        ):
            return cast("datetime | None", meta[NEXT_SCHEDULED_CHANGE])
        return scheduled_publishing.run_schedule(self.now)

    @cached_property
    def public(self) -> PublicContent:
        """What the public may see of the requested site now, or at the instant asked about."""
        site = find_site(self.request._request)
        if site is None:
            raise Http404("No site answers at this host.")
        if self.at_asked is None:
            return PublicContent(site, self.now)
        return PublicContent(site, self.at_asked, self.now)

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer the read."""
        return Response(self.read(**kwargs))

    def read(self, **captured: Any) -> Any:
        """The answer's JSON; raises Http404 where there is nothing to see."""
        raise NotImplementedError

    def locale(self) -> str:
        """The language asked for, else the site's own."""
        return self.query.get("locale") or self.public.default_locale

    def changes_no_later_than(self, instant: datetime | None) -> None:
        """Let no cache keep this answer past an instant; None changes nothing."""
        if instant is not None:
            self.changes_at = min(self.changes_at or instant, instant)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        """Say whether the answer is everybody's, and what it depends on.

        Errors that a schedule or an editor may end are bounded like answers.
        """
        response = super().finalize_response(request, response, *args, **kwargs)
        shared = self.cacheable and response.status_code in (200, 404) and hasattr(self, "now")
        # `initial` is left early for OPTIONS, whose answer no cache keeps and no tag stands for.
        shared = shared and request.method in ("GET", "HEAD")
        if shared and not self._is_about_another_instant():
            request.META[RESPONSE_INFO] = ResponseInfo(
                self.changes_at, self._scopes(), self._is_json()
            )
        else:
            response["Cache-Control"] = "private, no-store"
        return response

    def _scopes(self) -> frozenset[str]:
        """What the answer changes with; what was answered without a site changes with the sites."""
        view = self.__dict__.get("public")
        return frozenset(view.dependencies if view is not None else {SITE})

    def _is_json(self) -> bool:
        """Whether each client that takes JSON gets the same, whatever else it takes."""
        return list(self.renderer_classes) == [JSONRenderer]


@overload
def instant(moment: datetime) -> str: ...
@overload
def instant(moment: datetime | None) -> str | None: ...
def instant(moment: datetime | None) -> str | None:
    """An instant as in the contract: RFC 3339 in UTC with Z, whole seconds.

    >>> instant(datetime(2026, 11, 22, 9, 30, 0, 999999, tzinfo=UTC))
    '2026-11-22T09:30:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
