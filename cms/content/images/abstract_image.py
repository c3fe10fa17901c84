"""The abstract image model with the fields that the API delivers."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, WagtailImageFieldFile
from wagtail.utils.file import hash_filelike

from cms.content.images import limits, renditions


class ContentImageFile(WagtailImageFieldFile):
    """The file of an image, whose width and height are read without decoding it."""

    def get_image_dimensions(self) -> tuple[int, int]:
        """Return the size in the header; Wagtail decodes whatever is assigned to the field."""
        was_closed = self.closed
        self.open()
        try:
            with limits.damage_as_validation_error(), limits.open_image(self) as image:
                return int(image.width), int(image.height)
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class AbstractContentImage(AbstractImage):
    """An uploaded image: metadata stripped, with a placeholder a few pixels wide.

    The base of `content.ContentImage`, and of the image model of a project that has its own.
    """

    file: Any
    placeholder = models.TextField(_("placeholder"), blank=True, editable=False)

    class Meta(AbstractImage.Meta):
        abstract = True

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
AbstractContentImage._meta.get_field("file").attr_class = ContentImageFile
