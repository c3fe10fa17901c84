"""Build the JSON of the home page and of the site settings."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from cms.api import page_types
from cms.api.page_representation import (
    Organization,
    alternates,
    page_address,
    publisher,
    request_seo,
    seo,
    site_settings,
)
from cms.content.blocks.base import BodyContext
from cms.content.links import Link, web_url
from cms.content.models import SiteSettings
from cms.content.reference_loader import ReferenceLoader
from cms.publishing.visibility import PublicContent
from home.models import HomePage
from home.schemas import Brand, HomeCard, HomeJson, SiteJson, WebSiteJsonLd


def detail(page: HomePage, public: PublicContent) -> HomeJson:
    """Return the home page in detail, its featured pages as cards."""
    (page,) = public.with_scheduled_content([page])
    public.dependencies.add_rows([page])
    loader, settings = ReferenceLoader(public), site_settings(public)
    body = list(page.body.raw_data)
    page.body.stream_block.request_references(body, loader)
    request_seo(page, settings, loader)
    loader.request("image", page.hero_image_id)
    loader.load()
    featured = [child["value"] for child in page.featured.raw_data if child["value"]]
    card = _card(page, loader)
    structured = _json_ld(card, publisher(settings, loader))
    return {
        **card,
        "featured": page_types.represent_cards(featured, public),
        "body": page.body.stream_block.represent(body, BodyContext(loader)),
        "seo": {**seo(page, settings, loader, card["url"]), "json_ld": structured},
        "alternates": alternates(page, loader),
    }


def _json_ld(card: HomeCard, organization: Organization | None) -> WebSiteJsonLd:
    """Return schema.org `WebSite`, published by the brand."""
    website: WebSiteJsonLd = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": organization["name"] if organization else card["title"],
        "url": card["url"],
        "inLanguage": card["locale"],
    }
    if organization:
        website["publisher"] = organization
    return website


def _card(page: HomePage, loader: ReferenceLoader) -> HomeCard:
    return {
        "id": page.pk or 0,
        "type": "home",
        **page_address(page, loader.public, loader.base_url),
        "summary": page.summary,
        "hero": loader.image(page.hero_image_id, page.hero_alt),
    }


def cards(pages: Iterable[HomePage], public: PublicContent) -> list[HomeCard]:
    rows = pages.select_related("locale") if isinstance(pages, QuerySet) else pages
    rows, loader = public.with_scheduled_content(rows), ReferenceLoader(public)
    public.dependencies.add_rows(rows)
    for page in rows:
        loader.request("image", page.hero_image_id)
    loader.load()
    return [_card(page, loader) for page in rows]


def site(public: PublicContent) -> SiteJson:
    """Return brand, navigation, social profiles, search-engine defaults, disclaimer, languages."""
    settings, loader = site_settings(public), ReferenceLoader(public)
    menus = [list(settings.navigation.raw_data), list(settings.footer_navigation.raw_data)]
    for entry in (entry for menu in menus for entry in menu):
        loader.request_link(entry["value"]["link"])
    loader.request("image", settings.logo_id)
    loader.request("image", settings.seo_image_id)
    loader.request_rich_text(settings.disclaimer)
    loader.load()
    navigation, footer = (_menu(menu, loader) for menu in menus)
    return {
        "brand": _brand(settings, loader),
        "url": f"{loader.base_url}/",
        "default_locale": public.default_locale,
        "locales": public.locales,
        "navigation": navigation,
        "footer_navigation": footer,
        "social_links": [
            {"label": item["value"].get("label") or "", "url": url}
            for item in settings.social_links.raw_data
            if (url := web_url(item["value"].get("url")))
        ],
        "seo": {
            "title_suffix": settings.seo_title_suffix,
            "description": settings.seo_description,
            "image": loader.image(settings.seo_image_id),
            "twitter_handle": settings.twitter_handle or None,
        },
        "disclaimer": loader.rich_text(settings.disclaimer),
    }


def _brand(settings: SiteSettings, loader: ReferenceLoader) -> Brand:
    return {
        "name": settings.brand_name,
        "tagline": settings.tagline,
        "logo": loader.image(settings.logo_id, settings.brand_name),
    }


def _menu(menu: list[Any], loader: ReferenceLoader) -> list[Link]:
    """Return the entries whose target is visible."""
    found = ((entry["value"]["label"], loader.link(entry["value"]["link"])) for entry in menu)
    return [{"label": label, "url": url} for label, url in found if url]


def register() -> None:
    """Register the home page with the API."""
    page_types.register(page_types.PageType(HomePage, detail, cards, HomeJson, HomeCard))
