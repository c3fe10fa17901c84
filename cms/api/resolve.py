"""The endpoint that resolves a path of the site to a page or a redirect."""

from typing import Annotated, Any, ClassVar, Literal

from django.db.models import F, Q
from django.http import Http404
from pydantic import Field
from typing_extensions import TypeAliasType, TypedDict
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.api.openapi.decorators import extend_schema
from cms.api.page_representation import WWW
from cms.api.page_types import AnyPage, represent_page
from cms.api.parameters import Parameters, TextParameter
from cms.api.paths import normalise_path
from cms.api.views import ReadView
from cms.content.json_types import Url
from cms.content.pages import BasePage
from cms.content.reference_loader import ReferenceLoader
from cms.publishing.addresses import base_url
from cms.publishing.visibility import PublicContent


class ResolvedPage(TypedDict):
    """There is a page at the path."""

    kind: Annotated[Literal["page"], Field(description="Says that there is a page.")]
    page: Annotated[AnyPage, Field(description="The page, whole, in the JSON of its own endpoint.")]


class ResolvedRedirect(TypedDict):
    """What was at the path has moved."""

    kind: Annotated[Literal["redirect"], Field(description="Says that the path leads elsewhere.")]
    location: Annotated[
        Url,
        Field(
            description="Absolute URL of the new place.",
            examples=[f"{WWW}/articles/a-calm-evening/"],
        ),
    ]
    permanent: Annotated[
        bool, Field(description="301 or 308 if true, else 302 or 307.", examples=[True])
    ]


Resolved = TypeAliasType(
    "Resolved",
    Annotated[
        ResolvedPage | ResolvedRedirect,
        Field(discriminator="kind", description="What stands at a path."),
    ],
)


class PathParameter(TextParameter):
    """A path of the site, in any spelling."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = "Path such as `/articles/sleep/`; slashes, query and escapes are normalised."
        super().__init__(**{"max_length": 2000, "help_text": help_text, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        """The normalised path; checked again, since an escape may hide a control character."""
        return super().to_internal_value(normalise_path(super().to_internal_value(data)))


class ResolveParameters(Parameters):
    """`path`."""

    examples = {"path": "/articles/a-calm-evening/"}

    path = PathParameter(required=True)


class ResolveView(ReadView):
    """What stands at a path."""

    parameters: ClassVar[type[Parameters]] = ResolveParameters
    response_type = Resolved

    @extend_schema(operation_id="resolve", tags=["Site"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """The page at a path, whole, or where it has moved to."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Resolved:
        path, public = self.query["path"], self.public
        page = visible_page(path, public)
        if page is not None:
            detail = represent_page(page, public)
            if detail is not None:
                return {"kind": "page", "page": detail}
        found = redirect_from(path, public)
        if found is None:
            raise Http404
        return found


def visible_page_of_any_type(path: str, public: PublicContent) -> Page | None:
    """Return the visible page at a normalised path, as a plain page; None if there is none."""
    public.dependencies.add(*public.place_keys(path))
    places = public.url_paths(path)
    found = {page.url_path: page for page in public.pages(Page).filter(url_path__in=places)}
    return next((found[url_path] for url_path in places if url_path in found), None)


def visible_page(path: str, public: PublicContent) -> Page | None:
    """Return the visible page at a normalised path, specific, with what its response joins."""
    page = visible_page_of_any_type(path, public)
    model = page.specific_class if page is not None else None
    if page is None or model is None or not issubclass(model, BasePage):
        return None
    return model._default_manager.select_related(*model.api_joined).filter(pk=page.pk).first()


def redirect_from(path: str, public: PublicContent) -> ResolvedRedirect | None:
    """Return the redirect from an old path to a visible page or an address, None without one."""
    # Wagtail stores paths without a trailing slash.
    old = Redirect.normalise_path(path)
    public.dependencies.add("redirects")
    rows = Redirect.objects.filter(old_path=old).filter(Q(site=public.site) | Q(site__isnull=True))
    # One of this site comes before one of all sites, on every database.
    row = rows.order_by(F("site_id").asc(nulls_last=True), "pk").first()
    if row is None:
        return _renamed(path, public)
    location = _location(row, public)
    if location is None:
        return None
    return {"kind": "redirect", "location": location, "permanent": row.is_permanent}


def _renamed(path: str, public: PublicContent) -> ResolvedRedirect | None:
    """Return the redirect from a path that a scheduled slug change leaves, None without one.

    Publishing a new slug creates a redirect; at a requested later instant it has to exist already.
    """
    places = public.moved_from(path)
    rows = public.pages(Page).filter(url_path__in=places).values_list("url_path", flat=True)
    target = public.path_of(rows[0]) if places and rows else None
    if target is None:
        return None
    return {"kind": "redirect", "location": base_url(public.site) + target, "permanent": True}


def _location(row: Redirect, public: PublicContent) -> str | None:
    if row.redirect_page_id:
        public.dependencies.add(f"page-{row.redirect_page_id}")
        target = (
            public.pages(Page).filter(pk=row.redirect_page_id).values_list("url_path", flat=True)
        )
        path = public.path_of(target[0]) if target else None
        route = (row.redirect_page_route_path or "").lstrip("/")
        return base_url(public.site) + path + route if path else None
    loader = ReferenceLoader(public)
    loader.request_address(row.redirect_link)
    loader.load()
    return loader.link_target("external", row.redirect_link)
