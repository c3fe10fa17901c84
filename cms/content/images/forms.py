"""How is an uploaded or replaced image checked, and its sizes exchanged without a gap?

A user's profile picture is checked in the same way: Wagtail's form decodes and resizes it too.
"""

from typing import Any

from django.db import transaction
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.content.images import limits, renditions


class PictureField(WagtailImageField):
    """Wagtail's field; the limits are checked before a file is decoded, and damage is an error."""

    def to_python(self, data: Any) -> Any:
        """Read the file from its beginning: the account page validates its form twice."""
        if hasattr(data, "seek"):
            data.seek(0)
        return super().to_python(data)

    def check_image_pixel_size(self, f: Any) -> None:
        """Refuse what is too large, before it is decoded, and what cannot be decoded whole."""
        f.seek(0)
        content = f.read()
        f.seek(0)
        limits.check(content)
        limits.check_decodable(content)


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
        fresh = renditions.fresh_renditions(image)
        with transaction.atomic():
            self.changed_data.remove("file")
            super().save(commit=True)
            image.renditions.all().delete()
            image.get_rendition_model()._default_manager.bulk_create(fresh)
            transaction.on_commit(lambda: old.storage.delete(old.name))
        return image


class AvatarForm(AvatarPreferencesForm):
    """Wagtail's form of a user's profile picture, for the files that the library accepts."""

    avatar = PictureField(label=AvatarPreferencesForm.base_fields["avatar"].label, required=False)


def use_avatar_form() -> None:
    """Let the account page use our form, and show its errors; called once when the app starts."""
    from wagtail.admin.views.account import AvatarSettingsPanel

    # The list of panels is fixed in Wagtail's view: only what a panel consists of can be set.
    AvatarSettingsPanel.form_class = AvatarForm
    AvatarSettingsPanel.template_name = "content/admin/avatar_panel.html"
