"""The parts of a response that are the same for pages of every type, and their JSON."""

from typing import Annotated, Any, Final, Literal, NotRequired

from django.db.models import QuerySet
from pydantic import Field
from typing_extensions import TypedDict

from cms.content.images.image_json import ImageJson
from cms.content.json_types import Url
from cms.content.models import SiteSettings
from cms.content.pages import BasePage
from cms.content.reference_loader import ReferenceLoader
from cms.publishing import compiled_queries
from cms.publishing.visibility import PublicContent

WWW: Final = "https://www.wellspring.example"
"""The site of the examples."""

SCHEMA_ORG_TYPE: Any = Field(description="schema.org's name of the type.")
SCHEMA_ORG_CONTEXT: Any = Field(description="The vocabulary of all names in here.")


class PageAddress(TypedDict):
    """Where a page is, and its title."""

    slug: Annotated[
        str, Field(description="The last part of its path.", examples=["a-calm-evening"])
    ]
    path: Annotated[
        str,
        Field(
            description="Path on the frontend, from the root of the site.",
            examples=["/articles/a-calm-evening/"],
        ),
    ]
    url: Annotated[
        Url,
        Field(description="Where the page is seen.", examples=[f"{WWW}/articles/a-calm-evening/"]),
    ]
    locale: Annotated[str, Field(description="Language code, such as `en`.", examples=["en"])]
    title: Annotated[str, Field(description="The h1 of the page.", examples=["A calm evening"])]


class PageFields(PageAddress):
    """The fields of a page of any type, in detail or as a card; each type adds its `type`."""

    id: Annotated[
        int,
        Field(ge=0, description="0 in the preview of a page that was never saved.", examples=[7]),
    ]


TYPE_OF_PAGE: Any = Field(description="The type of the page; tells its shape.")


class Alternate(TypedDict):
    """The same page in another language."""

    locale: Annotated[str, Field(description="Language code of the translation.", examples=["de"])]
    path: Annotated[
        str,
        Field(description="Its path on the frontend.", examples=["/de/artikel/ein-ruhiger-abend/"]),
    ]
    url: Annotated[
        Url,
        Field(
            description="Where it is seen; for `hreflang` links.",
            examples=[f"{WWW}/de/artikel/ein-ruhiger-abend/"],
        ),
    ]


Alternates = Annotated[
    list[Alternate], Field(description="Public translations, this page left out.")
]


class Seo(TypedDict):
    """What search engines and sharing need; each type of page adds its own `json_ld`."""

    title: Annotated[
        str,
        Field(
            description="For `<title>`, the site's suffix included.",
            examples=["A calm evening | Wellspring"],
        ),
    ]
    description: Annotated[
        str,
        Field(
            description="For search results and shared links; may be empty.",
            examples=["What helps in the last hour of the day."],
        ),
    ]
    canonical_url: Annotated[
        Url,
        Field(
            description="For `rel=canonical`; the page itself where the editor has named no other.",
            examples=[f"{WWW}/articles/a-calm-evening/"],
        ),
    ]
    image: Annotated[ImageJson | None, Field(description="For shared links; null: there is none.")]
    noindex: Annotated[
        bool,
        Field(description="Whether search engines shall leave it out.", examples=[False]),
    ]


_Organization = TypedDict(
    "_Organization", {"@type": Annotated[Literal["Organization"], SCHEMA_ORG_TYPE]}
)


class Organization(_Organization):
    """schema.org `Organization`: the brand."""

    name: Annotated[str, Field(description="Name of the brand.", examples=["Wellspring"])]
    url: Annotated[Url, Field(description="The home page.", examples=[f"{WWW}/"])]
    logo: NotRequired[
        Annotated[
            Url,
            Field(
                description="The logo; absent where there is none.",
                examples=[
                    "https://api.wellspring.example/media/images/logo.width-320.format-webp.webp"
                ],
            ),
        ]
    ]


def page_example(path: str, title: str, summary: str, german_path: str) -> dict[str, Any]:
    """Return the parts of a page's example that are its own, and not an article's."""
    return {
        "path": path,
        "url": WWW + path,
        "title": title,
        "seo": {
            "title": f"{title} | Wellspring",
            "description": summary,
            "canonical_url": WWW + path,
        },
        "alternates": [{"locale": "de", "path": german_path, "url": WWW + german_path}],
    }


def page_address(page: BasePage, public: PublicContent, base: str) -> PageAddress:
    """Return where a page is, by the public's own view; `base` is the site's base URL."""
    path = public.path_of(page.url_path) or "/"
    return {
        "slug": page.slug,
        "path": path,
        "url": base + path,
        "locale": page.locale.language_code,
        "title": page.title,
    }


def alternates(page: BasePage, loader: ReferenceLoader) -> list[Alternate]:
    """Return the visible translations, this page's own language left out."""
    own = page.locale.language_code
    return [
        {"locale": code, "path": path, "url": loader.base_url + path}
        for code, path in loader.translations()
        if code != own
    ]


def site_settings(public: PublicContent) -> SiteSettings:
    """The site's settings; unsaved defaults where nobody has set any."""
    rows = compiled_queries.rows("site settings", _settings_of, public.site.pk)
    return rows[0] if rows else SiteSettings(site=public.site)


def _settings_of(site: int) -> "QuerySet[SiteSettings]":
    return SiteSettings.objects.filter(site_id=site)


def request_seo(page: BasePage, settings: SiteSettings, loader: ReferenceLoader) -> None:
    """Ask for the images that `seo` may choose from, and for the translations."""
    loader.request_translations(page)
    for pk in (page.seo_image_id, settings.seo_image_id, settings.logo_id):
        loader.request("image", pk)


def seo(page: Any, settings: SiteSettings, loader: ReferenceLoader, url: str) -> Seo:
    """Return what pages of every type have for search engines; `url` is the page's own.

    The page's own words come first, then its summary and main image, then the site's defaults.
    """
    hero = loader.image(getattr(page, "hero_image_id", None), getattr(page, "hero_alt", ""))
    description = page.search_description or getattr(page, "summary", "")
    return {
        "title": (page.seo_title or page.title) + settings.seo_title_suffix,
        "description": description or settings.seo_description,
        "canonical_url": page.canonical_url or url,
        "image": loader.image(page.seo_image_id) or hero or loader.image(settings.seo_image_id),
        "noindex": page.noindex,
    }


def publisher(settings: SiteSettings, loader: ReferenceLoader) -> Organization | None:
    """Return schema.org's Organization of the brand, None until it has a name."""
    if not settings.brand_name:
        return None
    organization: Organization = {
        "@type": "Organization",
        "name": settings.brand_name,
        "url": f"{loader.base_url}/",
    }
    logo = loader.image(settings.logo_id)
    if logo and logo["src"]:
        organization["logo"] = logo["src"]
    return organization
