"""Prepare renditions and embeds when content is published."""

import logging
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django_tasks import task
from wagtail.embeds.embeds import get_embed
from wagtail.images import get_image_model
from wagtail.signals import published

from cms.content.images import renditions
from cms.content.links import web_url
from cms.content.models import SiteSettings

logger = logging.getLogger("wellspring.content")


def connect() -> None:
    """Connect the signals; called when the app starts."""
    published.connect(prepare_content, dispatch_uid="content.prepare_content")
    post_save.connect(prepare_content, sender=SiteSettings, dispatch_uid="content.settings_ready")


def prepare_content(instance: Any, **kwargs: Any) -> None:
    """Prepare the images and embeds of published or scheduled content after the commit.

    Also when it is scheduled: at its instant a read publishes it, and must not render images.
    """
    image_ids, urls = renditions.shown_in(instance), embed_urls(instance)
    if image_ids or urls:
        transaction.on_commit(lambda: prepare_media.enqueue(image_ids, urls))


@task()
def prepare_media(image_ids: list[int], urls: list[str]) -> None:
    """Create the missing renditions of images, and fetch embeds from their providers.

    Failures are logged and do not stop the others.
    """
    for image in get_image_model()._default_manager.filter(pk__in=image_ids):
        try:
            renditions.make_renditions([image])
        except Exception:
            logger.exception("Renditions of image %s could not be made", image.pk)
    for url in urls:
        try:
            get_embed(url)
        except Exception as error:
            logger.warning("The embed %s could not be resolved: %s", url, error)


def embed_urls(instance: Any) -> list[str]:
    """Return the URLs of the embed blocks in the body of a page."""
    body = getattr(instance, "body", None)
    raw = getattr(body, "raw_data", [])
    urls = (web_url(block["value"].get("url")) for block in raw if block["type"] == "embed")
    return [url for url in urls if url]
