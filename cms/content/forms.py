"""How is an uploaded or replaced image checked, and its sizes exchanged without a gap?"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image as Picture
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.content import images

DAMAGED = _("This picture is damaged or incomplete: save it anew and upload it again.")


class PictureField(WagtailImageField):
    """Wagtail's field, which has a picture decoded to see its size and lets the failure out."""

    def check_image_pixel_size(self, f: Any) -> None:
        """Refuse too many pixels, and what cannot be decoded to its last pixel."""
        try:
            super().check_image_pixel_size(f)
            self._decode_animation(f)
        except (OSError, SyntaxError, ValueError) as error:
            raise ValidationError(DAMAGED, code="damaged_image") from error

    def _decode_animation(self, f: Any) -> None:
        f.seek(0)
        with Picture.open(f) as picture:
            for frame in range(1, getattr(picture, "n_frames", 1)):
                picture.seek(frame)
                picture.load()
        f.seek(0)


class ImageForm(BaseImageForm):
    """The form of an image in the library, in choosers and in the multiple upload."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = PictureField(
                label=given.label, required=given.required, widget=given.widget
            )

    def save(self, commit: bool = True) -> Any:
        """Save; when the file is replaced, with all sizes of the new picture from the start."""
        if commit and self.original_file and "file" in self.changed_data:
            return self._replace_file()
        return super().save(commit=commit)

    def _replace_file(self) -> Any:
        # Wagtail's own form deletes the old sizes first, and reads would find none until the
        # next publish. Drawing takes seconds: it is done before the transaction begins.
        image, old = self.instance, self.original_file
        image.store_file()
        fresh = images.fresh_renditions(image)
        with transaction.atomic():
            self.changed_data.remove("file")
            super().save(commit=True)
            image.renditions.all().delete()
            image.get_rendition_model()._default_manager.bulk_create(fresh)
            transaction.on_commit(lambda: old.storage.delete(old.name))
        return image
