"""Load the demo into the database once, without changing the work of editors."""

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
from cms.demo.library import LoadContext
from cms.demo.promotions import PROMOTIONS, REDIRECTS, DemoPromotion
from cms.demo.writing import with_ids
from promotions.models import Promotion, Window


def load_demo_content(
    site: Site, *, again: bool = False, max_image_width: int | None = None
) -> bool:
    """Load the demo into a site in one transaction; return whether it was loaded.

    Does nothing if it has been loaded before, even if editors have changed or deleted content
    since. With `again`, missing content is added. `max_image_width` is in pixels.
    """
    done = again or not pages.has_been_loaded()
    if done:
        with transaction.atomic():
            _load(LoadContext(site, site.root_page.locale, max_image_width=max_image_width))
    # Sizes are made when what shows them is published; this mends a run that was interrupted.
    make_renditions(
        ContentImage.objects.filter(collection__name=library.COLLECTION).prefetch_renditions()
    )
    return done


def _load(context: LoadContext) -> None:
    library.add_images(context)
    library.add_topics(context)
    library.add_authors(context)
    _add_embed()
    pages.add_pages(context)
    pages.add_german(context)
    _fill_settings(context)
    for source in PROMOTIONS:
        _add_promotion(context, source)
    for old, target in REDIRECTS.items():
        _add_redirect(context, old, target)


def _add_embed() -> None:
    """Store the embed of the only video, so that its provider is not requested."""
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


def _fill_settings(context: LoadContext) -> None:
    """Fill the site name and the site settings unless they have values."""
    if not context.site.site_name:
        context.site.site_name = SITE_NAME
        context.site.save()
    row = SiteSettings.for_site(context.site)
    if row.brand_name:
        return
    for name, value in SETTINGS.items():
        setattr(row, name, value)
    for name, blocks in MENUS.items():
        setattr(row, name, json.dumps(with_ids(blocks, context.ids)))
    row.logo, row.seo_image = context.images["logo"], context.images["morning"]
    row.save()


def _add_promotion(context: LoadContext, source: DemoPromotion) -> None:
    if Promotion.objects.filter(site=context.site, key=source.key).exists():
        return
    language = source.locale or context.locale.language_code
    promotion = Promotion(
        key=source.key,
        site=context.site,
        locale=Locale.objects.get(language_code=language),
        slot=source.slot,
        heading=source.heading,
        body=source.body,
        live=False,
        **source.fields,
    )
    if source.image:
        promotion.image = context.images[source.image]
        promotion.image_alt = context.images[source.image].description
    if source.button:
        promotion.call_to_action_label, page, promotion.call_to_action_url = source.button
        promotion.call_to_action_page = context.pages[page] if page else None
    promotion.windows = [_window(context, source)]
    promotion.full_clean()
    promotion.save()
    promotion.topics = list(
        Topic.objects.filter(pk__in=[context.topics[n].pk for n in source.topics])
    )
    revision = promotion.save_revision()
    if source.live:
        revision.publish()


def _window(context: LoadContext, source: DemoPromotion) -> Window:
    """Return the window of a promotion in the site's time zone."""
    zone = settings.TIME_ZONE
    today = datetime.combine(timezone.localtime(context.now).date(), time())

    def midnight(days: int | None) -> datetime | None:
        return None if days is None else today + timedelta(days=days)

    window = Window(start=midnight(source.starts), end=midnight(source.ends), time_zone=zone)
    if source.weekly:
        window.weekly_days, window.weekly_from, window.weekly_to = source.weekly
    return window


def _add_redirect(context: LoadContext, old: str, target: str) -> None:
    path = Redirect.normalise_path(old)
    if Redirect.objects.filter(old_path=path, site=context.site).exists():
        return
    values: dict[str, Any] = {"redirect_link": target}
    if target.startswith("@page/"):
        values = {"redirect_page": context.pages[target.removeprefix("@page/")]}
    Redirect.objects.create(old_path=path, site=context.site, is_permanent=True, **values)
