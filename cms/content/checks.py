"""System checks of the settings that content needs."""

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Advice
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_base_form

from cms.content.images.abstract_image import AbstractContentImage
from cms.content.images.forms import ImageForm

_OWN_IMAGE_FORM: Final = "cms.content.images.forms.ImageForm"
_OWN_SEARCH: Final = "cms.search.backend"


@register(Tags.models)
def check_image_model(**_kwargs: Any) -> list[CheckMessage]:
    """Return what the model of WAGTAILIMAGES_IMAGE_MODEL, or the form of its images, lacks."""
    return list(_image_mistakes())


def _image_mistakes() -> Iterator[CheckMessage]:
    model: Any = get_image_model()
    missing = [name for name in ("placeholder", "store_file") if not hasattr(model, name)]
    if missing:
        base = f"{AbstractContentImage.__module__}.{AbstractContentImage.__name__}"
        yield Error(
            f"The image model {model._meta.label} has no {' and no '.join(missing)}.",
            hint=f"Let it inherit from {base}, or set WAGTAILIMAGES_IMAGE_MODEL to "
            '"content.ContentImage".',
            obj=model,
            id="content.E001",
        )
    if not issubclass(get_image_base_form(), ImageForm):
        yield Advice(
            "WAGTAILIMAGES_IMAGE_FORM_BASE is not a subclass of ImageForm: files that take minutes "
            "to decode are accepted, and a replaced image has no sizes until the next publish.",
            hint=f'WAGTAILIMAGES_IMAGE_FORM_BASE = "{_OWN_IMAGE_FORM}"',
            id="content.W001",
        )


@register(Tags.models)
def check_time_zones(**_kwargs: Any) -> list[CheckMessage]:
    """Return an error if instants are stored without their time zone."""
    if settings.USE_TZ:
        return []
    message = "USE_TZ is off: instants of publishing would have no time zone."
    return [Error(message, hint="USE_TZ = True", id="content.E002")]


@register(Tags.models)
def check_search(**_kwargs: Any) -> list[CheckMessage]:
    """Return a warning if the index of Wagtail's search is not written in the terms we look for."""
    backends = getattr(settings, "WAGTAILSEARCH_BACKENDS", {})
    if backends.get("default", {}).get("BACKEND") == _OWN_SEARCH:
        return []
    message = "The search backend is not ours: the API finds only words in their exact form."
    hint = f'WAGTAILSEARCH_BACKENDS = {{"default": {{"BACKEND": "{_OWN_SEARCH}"}}}}'
    return [Advice(message, hint=hint, id="content.W002")]
