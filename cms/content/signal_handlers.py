"""What is made ready when content is published: renditions, what embeds' providers say?"""

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
    """Listen to publishing; called once when the app starts."""
    published.connect(make_ready, dispatch_uid="content.make_ready")
    post_save.connect(make_ready, sender=SiteSettings, dispatch_uid="content.settings_ready")


def make_ready(instance: Any, **kwargs: Any) -> None:
    """After the commit, make what newly published or scheduled content shows ready.

    Scheduling counts: when the instant comes, a read publishes, and must not draw pictures.
    """
    image_ids, urls = renditions.shown_in(instance), embed_urls(instance)
    if image_ids or urls:
        transaction.on_commit(lambda: prepare.enqueue(image_ids, urls))


@task()
def prepare(image_ids: list[int], urls: list[str]) -> None:
    """Make the missing renditions of images, and ask providers for embeds.

    One that fails is logged and does not keep the others from being made.
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
    """The addresses of the embed blocks in the body of a page."""
    body = getattr(instance, "body", None)
    raw = getattr(body, "raw_data", [])
    urls = (web_url(block["value"].get("url")) for block in raw if block["type"] == "embed")
    return [url for url in urls if url]
