"""The endpoint that returns the draft of a preview token, in the JSON of its live endpoint."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from rest_framework import exceptions
from wagtail.models import Page, Site

from cms.api.openapi.decorators import extend_schema
from cms.api.page_types import page_types, represent_page
from cms.api.parameters import Parameters, TextParameter
from cms.api.views import ReadView
from cms.content.json_types import AnyOf
from cms.content.models import PreviewToken
from cms.publishing.visibility import PublicContent

DraftJson = Mapping[str, object]
Represent = Callable[[Any, PublicContent], DraftJson | None]
_snippets: dict[type[Any], tuple[Represent, type[Any]]] = {}


def register(model: type[Any], represent: Represent, returned: type[Any]) -> None:
    """Set how a draft of a snippet type is represented, and the TypedDict that this returns."""
    _snippets[model] = (represent, returned)


def represent_draft(draft: Any, public: PublicContent) -> DraftJson | None:
    """Return the JSON of a draft; what it refers to appears only if the public may see it."""
    if isinstance(draft, Page):
        return represent_page(draft, public)
    represent, _returned = _snippets[type(draft)]
    return represent(draft, public)


def _members() -> list[Any]:
    """Return the details of every type of page, then every type of snippet with a preview."""
    return [
        *(page_type.detail_json for page_type in page_types()),
        *(returned for _represent, returned in _snippets.values()),
    ]


Preview = Annotated[
    DraftJson,
    AnyOf("Preview", "A draft, in the very shape of its live endpoint.", _members, None),
]


class PreviewParameters(Parameters):
    """`token`."""

    examples = {"token": "b6Jx0hV3n1QyZ8mR4tKcW2sA"}

    token = TextParameter(required=True, max_length=100, help_text="The token of the preview.")


class PreviewView(ReadView):
    """The draft of a preview token."""

    parameters: ClassVar[type[Parameters]] = PreviewParameters
    cacheable: ClassVar[bool] = False
    travels: ClassVar[bool] = False
    response_type = Preview

    @extend_schema(operation_id="preview", tags=["Preview"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """The draft that the token was made for, in the JSON of its live endpoint."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Any:
        """Return the draft; raise NotFound for a token that is unknown or has expired."""
        draft = PreviewToken.objects.draft(self.query["token"], self.now)
        body = represent_draft(draft, self._view_for(draft)) if draft is not None else None
        if body is None:
            raise exceptions.NotFound("This preview token is unknown or has expired.")
        return body

    def _view_for(self, draft: Any) -> PublicContent:
        """Return the public content of the site of a page, whichever host was requested."""
        site = draft.get_site() if isinstance(draft, Page) else getattr(draft, "site", None)
        return PublicContent(site or Site.objects.get(is_default_site=True), self.now)


@xframe_options_sameorigin
def built_in_preview(request: HttpRequest) -> HttpResponse:
    """A plain page that shows the preview's JSON, for where there is no frontend yet.

    With `at` the token gives access to the site at that instant, without it to a single draft.
    """
    context = {name: request.GET.get(name, "") for name in ("token", "at", "path")}
    template = "api/instant.html" if "at" in request.GET else "api/preview.html"
    response = render(request, template, {**context, "path": context["path"] or "/"})
    response["Cache-Control"] = "private, no-store"
    # The URL contains the token, and the draft may link to other sites.
    response["Referrer-Policy"] = "no-referrer"
    return response
