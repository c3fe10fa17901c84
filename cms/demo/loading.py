"""How does the demo get into the database, once, and without touching what editors made?"""

import json
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Locale, Site

from articles.models import Topic
from cms.content.images.renditions import make_renditions
from cms.content.models import ContentImage, SiteSettings
from cms.demo import library, pages
from cms.demo.articles.sleep import VIDEO
from cms.demo.home_pages import MENUS, SETTINGS, SITE_NAME
from cms.demo.library import Shelf
from cms.demo.promotions import OFFERS, REDIRECTS, Offer
from cms.demo.writing import resolved
from promotions.models import Promotion, Window


def load(site: Site, *, again: bool = False, picture_pixels: int | None = None) -> bool:
    """Load the demo into a site, all of it or nothing; whether anything was done.

    Done once: what an editor has changed or deleted since stays changed and deleted. With
    `again`, what is missing is added. `picture_pixels` limits the width of the images.
    """
    done = again or not pages.has_been_loaded()
    if done:
        with transaction.atomic():
            _load(Shelf(site, site.root_page.locale, picture_pixels=picture_pixels))
    # Sizes are made when what shows them is published; this mends a run that was interrupted.
    make_renditions(
        ContentImage.objects.filter(collection__name=library.COLLECTION).prefetch_renditions()
    )
    return done


def _load(shelf: Shelf) -> None:
    library.add_images(shelf)
    library.add_topics(shelf)
    library.add_people(shelf)
    _add_embed()
    pages.add_pages(shelf)
    pages.add_german(shelf)
    _fill_settings(shelf)
    for offer in OFFERS:
        _add_offer(shelf, offer)
    for old, target in REDIRECTS.items():
        _add_redirect(shelf, old, target)


def _add_embed() -> None:
    """What the provider of the one video says, so that nobody has to be asked."""
    code = VIDEO.partition("v=")[2]
    title = "The benefits of a good night's sleep - Shai Marcu"
    Embed.objects.get_or_create(
        hash=get_embed_hash(VIDEO),
        defaults={
            "url": VIDEO,
            "type": "video",
            "title": title,
            "author_name": "TED-Ed",
            "provider_name": "YouTube",
            "thumbnail_url": f"https://i.ytimg.com/vi/{code}/hqdefault.jpg",
            "width": 200,
            "height": 113,
            "html": (
                '<iframe width="200" height="113" '
                f'src="https://www.youtube.com/embed/{code}?feature=oembed" '
                f'title="{title}" allowfullscreen></iframe>'
            ),
        },
    )


def _fill_settings(shelf: Shelf) -> None:
    """Site name and settings, where nobody has said anything yet."""
    if not shelf.site.site_name:
        shelf.site.site_name = SITE_NAME
        shelf.site.save()
    row = SiteSettings.for_site(shelf.site)
    if row.brand_name:
        return
    for name, value in SETTINGS.items():
        setattr(row, name, value)
    for name, blocks in MENUS.items():
        setattr(row, name, json.dumps(resolved(blocks, shelf.ids)))
    row.logo, row.seo_image = shelf.images["logo"], shelf.images["morning"]
    row.save()


def _add_offer(shelf: Shelf, offer: Offer) -> None:
    if Promotion.objects.filter(site=shelf.site, key=offer.key).exists():
        return
    language = offer.locale or shelf.locale.language_code
    promotion = Promotion(
        key=offer.key,
        site=shelf.site,
        locale=Locale.objects.get(language_code=language),
        slot=offer.slot,
        heading=offer.heading,
        body=offer.body,
        live=False,
        **offer.fields,
    )
    if offer.image:
        promotion.image = shelf.images[offer.image]
        promotion.image_alt = shelf.images[offer.image].description
    if offer.button:
        promotion.call_to_action_label, page, promotion.call_to_action_url = offer.button
        promotion.call_to_action_page = shelf.pages[page] if page else None
    promotion.windows = [_window(shelf, offer)]
    promotion.full_clean()
    promotion.save()
    promotion.topics = list(Topic.objects.filter(pk__in=[shelf.topics[n].pk for n in offer.topics]))
    revision = promotion.save_revision()
    if offer.live:
        revision.publish()


def _window(shelf: Shelf, offer: Offer) -> Window:
    """The offer's days on the clock of the site's time zone."""
    zone = settings.TIME_ZONE
    today = datetime.combine(timezone.localtime(shelf.now).date(), time())

    def midnight(days: int | None) -> datetime | None:
        return None if days is None else today + timedelta(days=days)

    window = Window(start=midnight(offer.starts), end=midnight(offer.ends), time_zone=zone)
    if offer.weekly:
        window.weekly_days, window.weekly_from, window.weekly_to = offer.weekly
    return window


def _add_redirect(shelf: Shelf, old: str, target: str) -> None:
    path = Redirect.normalise_path(old)
    if Redirect.objects.filter(old_path=path, site=shelf.site).exists():
        return
    values: dict[str, Any] = {"redirect_link": target}
    if target.startswith("@page/"):
        values = {"redirect_page": shelf.pages[target.removeprefix("@page/")]}
    Redirect.objects.create(old_path=path, site=shelf.site, is_permanent=True, **values)
