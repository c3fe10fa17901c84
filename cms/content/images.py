"""How is an image represented for a frontend, and how are its sizes made ready beforehand?

A read never makes a rendition: it lists the widths that exist. They are made when content that
shows the image is published, and anew when the image itself changes.
"""

import base64
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import Any, Final

from django.db.models import ForeignKey, QuerySet
from PIL import Image as Picture
from PIL import ImageOps, features
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from cms.content.addresses import public_url

WIDTHS: Final = (320, 640, 960, 1280, 1920)
"""From a phone's column to a full-width picture on a large screen, in pixels."""
PLACEHOLDER_PIXELS: Final = 16
MIME: Final = {"avif": "image/avif", "webp": "image/webp"}


@cache
def formats() -> tuple[str, ...]:
    """The formats renditions are made in: AVIF too where this machine can write it."""
    return ("avif", "webp") if features.check("avif") else ("webp",)


def specs(width: int) -> list[str]:
    """The filter specs of an image of this width, never larger than the image itself.

    >>> [spec for spec in specs(700) if "webp" in spec]
    ['width-320|format-webp', 'width-640|format-webp', 'width-700|format-webp']
    """
    widths = [step for step in WIDTHS if step < width]
    if len(widths) < len(WIDTHS):
        widths.append(width)
    return [f"width-{step}|format-{name}" for name in formats() for step in widths]


def with_renditions(images: "QuerySet[Any]") -> list[Any]:
    """The images, each with its existing renditions in `made`, narrowest first: in one query."""
    model, made = images.model, images.model.get_rendition_model()
    own = [field.attname for field in model._meta.concrete_fields]
    theirs = [field.attname for field in made._meta.concrete_fields]
    columns = [*own, *(f"renditions__{name}" for name in theirs)]
    found: dict[int, Any] = {}
    for row in images.order_by("pk", "renditions__width", "renditions__pk").values_list(*columns):
        image = model.from_db(images.db, own, row[: len(own)])
        image = found.setdefault(image.pk, image)
        image.made = getattr(image, "made", [])
        rendition = made.from_db(images.db, theirs, row[len(own) :])
        # A join gives an image without renditions one row of nothing.
        if rendition.pk is not None:
            image.made.append(rendition)
    return list(found.values())


def represent(image: Any, alt: str = "") -> dict[str, Any]:
    """The contract's Image of one loaded by `with_renditions`.

    `src` is the widest WebP there is (null until one is made); `focal_point` is `{x, y}` as
    fractions of width and height from the top left; `placeholder` is a data URI.
    """
    wanted = set(specs(image.width))
    made = [rendition for rendition in image.made if rendition.filter_spec in wanted]
    srcset = [_source(rendition) for rendition in made]
    plain = [entry for entry in srcset if entry["format"] == "webp"]
    return {
        "id": image.pk,
        "alt": alt,
        "width": image.width,
        "height": image.height,
        "src": plain[-1]["url"] if plain else None,
        "srcset": sorted(srcset, key=lambda entry: (entry["format"], entry["width"])),
        "focal_point": _focal_point(image),
        "placeholder": image.placeholder or None,
    }


def _source(rendition: Any) -> dict[str, Any]:
    return {
        "url": public_url(rendition.url),
        "width": rendition.width,
        "height": rendition.height,
        "format": rendition.filter_spec.rpartition("format-")[2],
    }


def _focal_point(image: Any) -> dict[str, float] | None:
    if not image.has_focal_point():
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
    }


def make_renditions(images: Iterable[Any]) -> None:
    """Make every size of these images that does not exist yet."""
    for image in images:
        image.get_renditions(*specs(image.width))


def fresh_renditions(image: Any) -> list[Any]:
    """Every size of an image whose file is about to change, made but not yet saved."""
    with image.open_file() as file:
        content = file.read()
    return [
        image.generate_rendition_instance(Filter(spec=spec), BytesIO(content))
        for spec in specs(image.width)
    ]


def without_metadata(content: bytes) -> bytes:
    """The same picture upright and without EXIF, XMP and comments (camera, owner, GPS).

    The colour profile stays: without it colours would shift. Of the several pictures that a
    phone puts into one JPEG (MPO: depth, a second lens) the first stays.
    """
    with Picture.open(BytesIO(content)) as picture:
        output = BytesIO()
        if getattr(picture, "is_animated", False) and picture.format != "MPO":
            kept: Any = _kept(picture.info, "duration", "loop", "background", "transparency")
            picture.info = kept
            picture.save(output, format=picture.format, save_all=True, exif=b"", **kept)
            return output.getvalue()
        upright = ImageOps.exif_transpose(picture)
        upright.info = {}
        upright.save(output, format=_format_of(picture), **_save_options(picture))
    return output.getvalue()


def _kept(info: dict[Any, Any], *names: str) -> dict[str, Any]:
    return {name: info[name] for name in (*names, "icc_profile") if info.get(name) is not None}


def _format_of(picture: Any) -> str:
    return "JPEG" if picture.format == "MPO" else str(picture.format)


def _save_options(picture: Any) -> dict[str, Any]:
    options: dict[str, Any] = {"exif": b"", **_kept(picture.info, "transparency")}
    if _format_of(picture) in ("JPEG", "WEBP", "AVIF"):
        options["quality"] = 92
    return options


def placeholder(content: bytes) -> str:
    """A data URI of a WebP a few pixels wide, to show blurred until the image has loaded."""
    with Picture.open(BytesIO(content)) as picture:
        small = picture.convert("RGB")
        small.thumbnail((PLACEHOLDER_PIXELS, PLACEHOLDER_PIXELS))
        output = BytesIO()
        small.save(output, format="WEBP", quality=30)
    return "data:image/webp;base64," + base64.b64encode(output.getvalue()).decode("ascii")


def shown_in(content: Any) -> list[int]:
    """The ids of the images that a page or snippet shows, itself or in its blocks.

    Read off the object itself, so that a version scheduled for later counts before it is saved.
    """
    model = get_image_model()
    found: set[int] = set()
    for field in content._meta.get_fields():
        if isinstance(field, StreamField):
            references = field.stream_block.extract_references(getattr(content, field.name))
            found.update(int(pk) for kind, pk, *_ in references if kind is model)
        elif isinstance(field, ForeignKey) and field.related_model is model:
            found.add(getattr(content, field.attname) or 0)
    return sorted(found - {0})
