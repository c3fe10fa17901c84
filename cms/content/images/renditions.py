"""Represent images, and create their renditions in advance.

A read never makes a rendition: it lists the widths that exist. They are made when content that
shows the image is published, and anew when the image itself changes.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from io import BytesIO
from typing import Any, Final

from django.db.models import ForeignKey, QuerySet
from PIL import Image as PillowImage
from PIL import ImageOps, features
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from cms.content.images import limits
from cms.content.images.avif import ENCODER_SPEED
from cms.content.images.image_json import FocalPoint, ImageFormat, ImageJson, SrcsetEntry
from cms.publishing.addresses import public_url

WIDTHS: Final = (320, 640, 960, 1280, 1920)
"""From a phone's column to a full-width image on a large screen, in pixels."""
PLACEHOLDER_PIXELS: Final = 16
SAMPLED_PIXELS: Final = 512
"""What a placeholder is made of: a larger image is thinned out to it before colours are converted.
"""


@cache
def formats() -> tuple[str, ...]:
    """Return the formats of renditions, with AVIF if Pillow can write it."""
    return ("avif", "webp") if features.check("avif") else ("webp",)


def specs(width: int) -> list[str]:
    """Return the filter specs for an image of this width, none larger than the image.

    >>> [spec for spec in specs(700) if "webp" in spec]
    ['width-320|format-webp', 'width-640|format-webp', 'width-700|format-webp']
    """
    widths = [step for step in WIDTHS if step < width]
    if len(widths) < len(WIDTHS):
        widths.append(width)
    return [f"width-{step}|format-{name}" for name in formats() for step in widths]


@dataclass(slots=True)
class Shown:
    """An image in a response: the columns of its row, and the renditions that exist."""

    pk: int
    width: int
    height: int
    placeholder: str
    focal_point: FocalPoint | None
    src: str | None = None
    srcset: list[SrcsetEntry] = field(default_factory=list)


_OWN: Final = (
    "pk", "width", "height", "placeholder",
    "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
)  # fmt: skip
_MADE: Final = ("filter_spec", "width", "height", "file")


def with_renditions(images: "QuerySet[Any]") -> list[Shown]:
    """Return the images with their existing renditions, in one query without instances."""
    return shown_from(columns_of(images))


def columns_of(images: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    """Return the columns for `shown_from`: a row for each rendition, narrowest first."""
    columns = [*_OWN, *(f"renditions__{name}" for name in _MADE)]
    return images.order_by("pk", "renditions__width", "renditions__pk").values_list(*columns)


def shown_from(rows: Iterable[tuple[Any, ...]]) -> list[Shown]:
    """Return the images in the rows of `columns_of`."""
    address = get_image_model().get_rendition_model()._meta.get_field("file").storage.url
    found: dict[int, Shown] = {}
    for pk, width, height, placeholder, *focus, spec, made_width, made_height, file in rows:
        image = found.get(pk)
        if image is None:
            point = _focal_point(width, height, focus)
            image = found[pk] = Shown(pk, width, height, placeholder, point)
        # The join returns one row of NULLs for an image without renditions.
        if spec in _wanted(width):
            kind: ImageFormat = spec.rpartition("format-")[2]
            source: SrcsetEntry = {
                "url": public_url(address(file)),
                "width": made_width,
                "height": made_height,
                "format": kind,
            }
            image.srcset.append(source)
            image.src = source["url"] if kind == "webp" else image.src
    for image in found.values():
        image.srcset.sort(key=lambda source: (source["format"], source["width"]))
    return list(found.values())


@lru_cache(maxsize=1024)
def _wanted(width: int) -> frozenset[str]:
    return frozenset(specs(width))


def represent_image(image: Shown, alt: str = "") -> ImageJson:
    """Return the JSON of an image, with the alternative text that it has in this place."""
    return {
        "id": image.pk,
        "alt": alt,
        "width": image.width,
        "height": image.height,
        "src": image.src,
        "srcset": image.srcset,
        "focal_point": image.focal_point,
        "placeholder": image.placeholder or None,
    }


def _focal_point(width: int, height: int, focus: list[int | None]) -> FocalPoint | None:
    x, y, *size = focus
    if x is None or y is None or None in size:
        return None
    return {"x": round(x / width, 4), "y": round(y / height, 4)}


def make_renditions(images: Iterable[Any]) -> None:
    """Create the missing renditions of these images."""
    for image in images:
        image.get_renditions(*specs(image.width))


def fresh_renditions(image: Any) -> list[Any]:
    """Return unsaved renditions of an image whose file is about to change."""
    with image.open_file() as file:
        content = file.read()
    return [
        image.generate_rendition_instance(Filter(spec=spec), BytesIO(content))
        for spec in specs(image.width)
    ]


def without_metadata(content: bytes) -> bytes:
    """Return the image upright and without EXIF, XMP and comments (camera, owner, GPS).

    The colour profile stays: without it colours would shift. Of the several pictures that a
    phone puts into one JPEG (MPO: depth, a second lens) the first stays. Raises ValidationError
    for a file that is too large to be decoded, damaged, or no image.
    """
    limits.check(content)
    output = BytesIO()
    with limits.damage_as_validation_error(), limits.open_image(BytesIO(content)) as image:
        if limits.frame_count(image) > 1:
            info: Any = _only(image.info, "duration", "loop", "background", "transparency")
            image.info = info
            image.save(output, format=image.format, save_all=True, exif=b"", **info)
            return output.getvalue()
        upright = ImageOps.exif_transpose(image)
        upright.info = {}
        upright.save(output, format=_format_of(image), **_save_options(image))
    return output.getvalue()


def _only(info: dict[Any, Any], *names: str) -> dict[str, Any]:
    return {name: info[name] for name in (*names, "icc_profile") if info.get(name) is not None}


def _format_of(image: Any) -> str:
    return "JPEG" if image.format == "MPO" else str(image.format)


def _save_options(image: Any) -> dict[str, Any]:
    options: dict[str, Any] = {"exif": b"", **_only(image.info, "transparency")}
    if _format_of(image) in ("JPEG", "WEBP", "AVIF"):
        options["quality"] = 92
    if image.format == "AVIF":
        options["speed"] = ENCODER_SPEED
    return options


def placeholder(content: bytes) -> str:
    """Return a data URI of a WebP a few pixels wide, to show until the image has loaded."""
    with PillowImage.open(BytesIO(content)) as image:
        # A JPEG is decoded at a fraction of its size; of the others, single pixels are taken.
        image.thumbnail((SAMPLED_PIXELS,) * 2, PillowImage.Resampling.NEAREST)
        small = image.convert("RGB")
        small.thumbnail((PLACEHOLDER_PIXELS, PLACEHOLDER_PIXELS))
        output = BytesIO()
        small.save(output, format="WEBP", quality=30)
    return "data:image/webp;base64," + base64.b64encode(output.getvalue()).decode("ascii")


def shown_in(content: Any) -> list[int]:
    """Return the ids of the images of a page or snippet, in its fields and blocks.

    Read off the object itself, so that a version scheduled for later counts before it is saved.
    """
    model = get_image_model()
    found: set[int] = set()
    for column in content._meta.get_fields():
        if isinstance(column, StreamField):
            references = column.stream_block.extract_references(getattr(content, column.name))
            found.update(int(pk) for kind, pk, *_ in references if kind is model)
        elif isinstance(column, ForeignKey) and column.related_model is model:
            found.add(getattr(content, column.attname) or 0)
    return sorted(found - {0})
