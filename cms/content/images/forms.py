"""Forms for images: check the limits of an upload, and replace a file with its renditions at once.

The avatar of a user has the same checks, since Wagtail's form decodes and resizes it too.
"""

from typing import Any

from django.db import transaction
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.content.images import limits, renditions


class LimitedImageField(WagtailImageField):
    """Wagtail's image field with our limits, checked before a file is decoded."""

    def to_python(self, data: Any) -> Any:
        """Read the file from its beginning: the account page validates its form twice."""
        if hasattr(data, "seek"):
            data.seek(0)
        return super().to_python(data)

    def check_image_pixel_size(self, f: Any) -> None:
        """Raise ValidationError for a file that is too large, or cannot be decoded completely."""
        f.seek(0)
        content = f.read()
        f.seek(0)
        limits.check(content)
        limits.check_decodable(content)


class ImageForm(BaseImageForm):
    """The form of an image in the library, in choosers and in multiple uploads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = LimitedImageField(
                label=field.label, required=field.required, widget=field.widget
            )

    def save(self, commit: bool = True) -> Any:
        """Save the image; a replaced file gets all its renditions before it is visible."""
        if commit and self.original_file and "file" in self.changed_data:
            return self._replace_file()
        return super().save(commit=commit)

    def _replace_file(self) -> Any:
        # Wagtail's form deletes the old renditions first, and responses would have none until the
        # next publish. Rendering takes seconds, so it is done before the transaction.
        image, old = self.instance, self.original_file
        image.store_file()
        fresh = renditions.fresh_renditions(image)
        with transaction.atomic():
            self.changed_data.remove("file")
            super().save(commit=True)
            image.renditions.all().delete()
            image.get_rendition_model()._default_manager.bulk_create(fresh)
            transaction.on_commit(lambda: old.storage.delete(old.name))
        return image


class AvatarForm(AvatarPreferencesForm):
    """Wagtail's avatar form with the limits of the image library."""

    avatar = LimitedImageField(
        label=AvatarPreferencesForm.base_fields["avatar"].label, required=False
    )


def use_avatar_form() -> None:
    """Make the account page use `AvatarForm` and show its errors; called when the app starts."""
    from wagtail.admin.views.account import AvatarSettingsPanel

    # Wagtail has no setting for its list of panels, so the panel itself is changed.
    AvatarSettingsPanel.form_class = AvatarForm
    AvatarSettingsPanel.template_name = "content/admin/avatar_panel.html"
