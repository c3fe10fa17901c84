"""Which database tables does the shared ground have: images, site settings, tokens?"""

from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageFieldFile
from wagtail.images.models import Image as WagtailImage
from wagtail.utils.file import hash_filelike

from cms.content.images import limits, renditions
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


class ContentImageFile(WagtailImageFieldFile):
    """The file of an image, whose width and height are read without decoding it."""

    def get_image_dimensions(self) -> tuple[int, int]:
        """Return the size in the header; Wagtail decodes whatever is assigned to the field."""
        was_closed = self.closed
        self.open()
        try:
            with limits.damage_reported(), limits.opened(self) as picture:
                return int(picture.width), int(picture.height)
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class ContentImage(AbstractImage):
    """An uploaded picture: metadata stripped, with a placeholder a few pixels wide."""

    file: Any
    placeholder = models.TextField(_("placeholder"), blank=True, editable=False)

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Strip metadata from a newly uploaded file before it is stored."""
        if self.file and not self.file._committed:
            self._take_in_file()
        super().save(*args, **kwargs)

    def store_file(self) -> None:
        """Put a new file into the storage ahead of the row, so that sizes can be made of it."""
        self._take_in_file()
        content = self.file.file
        self.file.save(content.name, content, save=False)

    def _take_in_file(self) -> None:
        self.file.open("rb")
        content = renditions.without_metadata(self.file.read())
        self.file = ContentFile(content, name=self.file.name)
        self.placeholder = renditions.placeholder(content)
        self.file_size = len(content)
        self.file_hash = hash_filelike(ContentFile(content))


# Set on the field: a field class of our own would need a migration that alters the column.
ContentImage._meta.get_field("file").attr_class = ContentImageFile


class ContentRendition(AbstractRendition):
    """One size of an image in one format."""

    image = models.ForeignKey(ContentImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
