"""How is an image represented for a frontend, and how are its sizes made ready beforehand?

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
from PIL import Image as Picture
from PIL import ImageOps, features
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from cms.content.images import limits
from cms.content.images.avif import ENCODER_SPEED
from cms.content.images.image_json import FocalPoint, ImageFormat, ImageJson, SrcsetEntry
from cms.publishing.addresses import public_url

WIDTHS: Final = (320, 640, 960, 1280, 1920)
"""From a phone's column to a full-width picture on a large screen, in pixels."""
PLACEHOLDER_PIXELS: Final = 16
SAMPLED_PIXELS: Final = 512
"""What a placeholder is made of: a larger image is thinned out to it before colours are converted.
"""
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


@dataclass(slots=True)
class Shown:
    """An image as answers show it: what its row says, and the sizes that exist."""

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
    """The images with those of their sizes that are made: in one query, without instances."""
    return shown_from(columns_of(images))


def columns_of(images: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    """What `shown_from` needs of images: a row for each size, narrowest first."""
    columns = [*_OWN, *(f"renditions__{name}" for name in _MADE)]
    return images.order_by("pk", "renditions__width", "renditions__pk").values_list(*columns)


def shown_from(rows: Iterable[tuple[Any, ...]]) -> list[Shown]:
    """The images that these rows of `columns_of` tell of."""
    address = get_image_model().get_rendition_model()._meta.get_field("file").storage.url
    found: dict[int, Shown] = {}
    for pk, width, height, placeholder, *focus, spec, made_width, made_height, file in rows:
        image = found.get(pk)
        if image is None:
            point = _focal_point(width, height, focus)
            image = found[pk] = Shown(pk, width, height, placeholder, point)
        # A join gives an image without renditions one row of nothing.
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


def represent(image: Shown, alt: str = "") -> ImageJson:
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
    phone puts into one JPEG (MPO: depth, a second lens) the first stays. Raises ValidationError
    for a file that is too large to be decoded, damaged, or no image.
    """
    limits.check(content)
    output = BytesIO()
    with limits.damage_as_validation_error(), limits.open_image(BytesIO(content)) as picture:
        if limits.frame_count(picture) > 1:
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
    if picture.format == "AVIF":
        options["speed"] = ENCODER_SPEED
    return options


def placeholder(content: bytes) -> str:
    """A data URI of a WebP a few pixels wide, to show blurred until the image has loaded."""
    with Picture.open(BytesIO(content)) as picture:
        # A JPEG is decoded at a fraction of its size; of the others, single pixels are taken.
        picture.thumbnail((SAMPLED_PIXELS,) * 2, Picture.Resampling.NEAREST)
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
    for column in content._meta.get_fields():
        if isinstance(column, StreamField):
            references = column.stream_block.extract_references(getattr(content, column.name))
            found.update(int(pk) for kind, pk, *_ in references if kind is model)
        elif isinstance(column, ForeignKey) and column.related_model is model:
            found.add(getattr(content, column.attname) or 0)
    return sorted(found - {0})
