"""Which parts of an answer are the same for pages of every type?"""

from typing import Any

from django.db.models import QuerySet

from cms.content.models import SiteSettings
from cms.content.pages import BasePage
from cms.content.reference_loader import ReferenceLoader
from cms.publishing import compiled_queries
from cms.publishing.visibility import PublicContent

Json = dict[str, Any]


def identity(page: BasePage, public: PublicContent, base: str) -> Json:
    """`{id, type, slug, path, url, locale, title}`; the id of a page never saved is 0."""
    path = public.path_of(page.url_path) or "/"
    return {
        "id": page.pk or 0,
        "type": page.api_type,
        "slug": page.slug,
        "path": path,
        "url": base + path,
        "locale": page.locale.language_code,
        "title": page.title,
    }


def alternates(page: BasePage, loader: ReferenceLoader) -> list[Json]:
    """`[{locale, path, url}]` of the visible translations, this page's own language left out."""
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


def seo(page: Any, settings: SiteSettings, loader: ReferenceLoader, url: str) -> Json:
    """`{title, description, canonical_url, image, noindex}`; `json_ld` is each type's own.

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


def publisher(settings: SiteSettings, loader: ReferenceLoader) -> Json | None:
    """schema.org's Organization of the brand; None until it has a name."""
    if not settings.brand_name:
        return None
    answer = {"@type": "Organization", "name": settings.brand_name, "url": f"{loader.base_url}/"}
    logo = loader.image(settings.logo_id)
    if logo and logo["src"]:
        answer["logo"] = logo["src"]
    return answer
