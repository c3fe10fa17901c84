"""The models of the app `content`: images, site settings, tokens, content versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractRendition
from wagtail.images.models import Image as WagtailImage

from cms.content.images.abstract_image import AbstractContentImage
from cms.content.site_settings import SiteSettings
from cms.tokens.access_tokens import AccessToken
from cms.tokens.preview_tokens import PreviewToken
from cms.versions.content_versions import ContentVersion

__all__ = [
    "AccessToken",
    "ContentImage",
    "ContentRendition",
    "ContentVersion",
    "PreviewToken",
    "SiteSettings",
]


class ContentImage(AbstractContentImage):
    """The image model of this repository's own site."""

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractContentImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]


class ContentRendition(AbstractRendition):
    """An image in one size and format."""

    image = models.ForeignKey(ContentImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
