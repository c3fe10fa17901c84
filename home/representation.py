"""How do the home page and the site's settings look in JSON?"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from cms.api.page_representation import (
    alternates,
    identity,
    publisher,
    seo,
    site_settings,
    want_seo,
)
from cms.api.page_types import represent_cards
from cms.content.blocks.base import BodyContext
from cms.content.links import web_url
from cms.content.models import SiteSettings
from cms.content.reference_loader import Lookup
from cms.publishing.visibility import PublicView
from home.models import HomePage

Json = dict[str, Any]


def whole(page: HomePage, view: PublicView) -> Json:
    """The whole home page, its featured pages as cards."""
    page = view.version(page)
    lookup, settings = Lookup(view), site_settings(view)
    body = list(page.body.raw_data)
    page.body.stream_block.want(body, lookup)
    want_seo(page, settings, lookup)
    lookup.want("image", page.hero_image_id)
    lookup.load()
    featured = [child["value"] for child in page.featured.raw_data if child["value"]]
    answer = {
        **_card(page, lookup),
        "featured": represent_cards(featured, view),
        "body": page.body.stream_block.represent(body, BodyContext(lookup)),
    }
    answer["seo"] = seo(page, settings, lookup, answer["url"])
    answer["seo"]["json_ld"] = _json_ld(answer, publisher(settings, lookup))
    answer["alternates"] = alternates(page, lookup)
    return answer


def _json_ld(answer: Json, organization: Json | None) -> Json:
    """schema.org `WebSite`, published by the brand."""
    found = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": organization["name"] if organization else answer["title"],
        "url": answer["url"],
        "inLanguage": answer["locale"],
        "publisher": organization,
    }
    return {name: value for name, value in found.items() if value is not None}


def _card(page: HomePage, lookup: Lookup) -> Json:
    return {
        **identity(page, lookup.view, lookup.base_url),
        "summary": page.summary,
        "hero": lookup.image(page.hero_image_id, page.hero_alt),
    }


def cards(pages: Iterable[HomePage], view: PublicView) -> list[Json]:
    """`[{id, type, slug, path, url, locale, title, summary, hero}]`."""
    rows = view.versions(pages.select_related("locale") if isinstance(pages, QuerySet) else pages)
    lookup = Lookup(view)
    for page in rows:
        lookup.want("image", page.hero_image_id)
    lookup.load()
    return [_card(page, lookup) for page in rows]


def site(view: PublicView) -> Json:
    """Brand, navigation, social profiles, search-engine defaults, disclaimer, languages."""
    settings, lookup = site_settings(view), Lookup(view)
    menus = [list(settings.navigation.raw_data), list(settings.footer_navigation.raw_data)]
    for entry in (entry for menu in menus for entry in menu):
        lookup.want_link(entry["value"]["link"])
    lookup.want("image", settings.logo_id)
    lookup.want("image", settings.seo_image_id)
    lookup.want_rich_text(settings.disclaimer)
    lookup.load()
    navigation, footer = (_menu(menu, lookup) for menu in menus)
    return {
        "brand": _brand(settings, lookup),
        "url": f"{lookup.base_url}/",
        "default_locale": view.default_locale,
        "locales": view.locales,
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
            "image": lookup.image(settings.seo_image_id),
            "twitter_handle": settings.twitter_handle or None,
        },
        "disclaimer": lookup.rich_text(settings.disclaimer),
    }


def _brand(settings: SiteSettings, lookup: Lookup) -> Json:
    return {
        "name": settings.brand_name,
        "tagline": settings.tagline,
        "logo": lookup.image(settings.logo_id, settings.brand_name),
    }


def _menu(menu: list[Any], lookup: Lookup) -> list[Json]:
    """The entries that lead somewhere the public may go."""
    found = ((entry["value"]["label"], lookup.link(entry["value"]["link"])) for entry in menu)
    return [{"label": label, "url": url} for label, url in found if url]
