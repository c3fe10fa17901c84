"""The form of a promotion, with its lists of paths and devices."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from promotions import keys
from promotions.choices import Device
from promotions.models import Promotion
from promotions.validators import validate_patterns


class PathsField(forms.Field):
    """A list of path patterns as text, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """The list as lines; what an editor mistyped comes back as it was."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        """The lines without empty and repeated ones.

        Raises ValidationError with one message for each line that is not a path.
        """
        lines = [line.strip() for line in str(value or "").splitlines()]
        errors = []
        for number, line in enumerate(lines, start=1):
            try:
                validate_patterns([line] if line else [])
            except ValidationError as error:
                message = _("Line %(number)d: %(problem)s")
                problem = " ".join(error.messages)
                errors.append(
                    ValidationError(message, params={"number": number, "problem": problem})
                )
        if errors:
            raise ValidationError(errors)
        return list(dict.fromkeys(filter(None, lines)))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lists, not their texts."""
        try:
            return bool(self.to_python(data) != (initial or []))
        except ValidationError:
            return True


def options_of_model(model: type[Model], name: str) -> dict[str, Any]:
    """Return label and help text of a model field for an optional form field."""
    field: Any = model._meta.get_field(name)
    return {
        "label": capfirst(field.verbose_name),
        "help_text": field.help_text,
        "required": False,
    }


class PromotionForm(WagtailAdminModelForm):
    include_paths = PathsField(
        **options_of_model(Promotion, "include_paths"), widget=forms.Textarea(attrs={"rows": 4})
    )
    exclude_paths = PathsField(
        **options_of_model(Promotion, "exclude_paths"), widget=forms.Textarea(attrs={"rows": 4})
    )
    devices = forms.MultipleChoiceField(
        **options_of_model(Promotion, "devices"),
        choices=Device.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> Any:
        """Refuse a key that another promotion of the site has or wants, at the field itself."""
        cleaned = super().clean()
        site, key = self.cleaned_data.get("site"), self.cleaned_data.get("key")
        others = Promotion.objects.of_site(site)
        if key and site and keys.is_taken(others, key, besides=self.instance.pk):
            self.add_error("key", keys.TAKEN)
        return cleaned
