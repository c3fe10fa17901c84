"""The JSON of an image."""

from typing import Annotated, Final, Literal

from pydantic import Field
from typing_extensions import TypedDict

from cms.content.json_types import Url

ImageFormat = Literal["avif", "webp"]


class FocalPoint(TypedDict):
    """The point that a crop should keep."""

    x: Annotated[
        float,
        Field(ge=0, le=1, description="Fraction of the width, from the left.", examples=[0.62]),
    ]
    y: Annotated[
        float,
        Field(ge=0, le=1, description="Fraction of the height, from the top.", examples=[0.4]),
    ]


class SrcsetEntry(TypedDict):
    """One size of an image in one format."""

    url: Annotated[
        Url,
        Field(
            description="Where this size is loaded from.",
            examples=[
                "https://api.wellspring.example/media/images/lavender.width-320.format-avif.avif"
            ],
        ),
    ]
    width: Annotated[int, Field(ge=1, description="Width in pixels.", examples=[320])]
    height: Annotated[int, Field(ge=1, description="Height in pixels.", examples=[213])]
    format: Annotated[
        ImageFormat,
        Field(
            description="Format of the file; AVIF is smaller, and absent where it could not be "
            "made."
        ),
    ]


def _size(name: ImageFormat, width: int, height: int) -> SrcsetEntry:
    images = "https://api.wellspring.example/media/images"
    url = f"{images}/lavender.width-{width}.format-{name}.{name}"
    return {"url": url, "width": width, "height": height, "format": name}


SIZES: Final = [
    _size("avif", 320, 213),
    _size("avif", 640, 427),
    _size("webp", 320, 213),
    _size("webp", 640, 427),
]
"""The sizes of the image in the examples."""


class ImageJson(TypedDict):
    """An image, with the sizes that are ready."""

    id: Annotated[
        int, Field(ge=1, description="The same wherever this image is used.", examples=[12])
    ]
    alt: Annotated[
        str,
        Field(
            description="What is to be seen, in this place; empty: decorative.",
            examples=["Lavender beside a small brown bottle"],
        ),
    ]
    width: Annotated[
        int, Field(ge=1, description="Width of the original in pixels.", examples=[1600])
    ]
    height: Annotated[
        int, Field(ge=1, description="Height of the original in pixels.", examples=[1067])
    ]
    src: Annotated[
        Url | None,
        Field(description="The widest WebP; null until one is ready.", examples=[SIZES[-1]["url"]]),
    ]
    srcset: Annotated[
        list[SrcsetEntry],
        Field(description="The sizes, by format, then width.", examples=[SIZES]),
    ]
    focal_point: Annotated[
        FocalPoint | None,
        Field(description="What a crop should keep; null where nobody has said it."),
    ]
    placeholder: Annotated[
        Annotated[str, Field(pattern="^data:image/webp;base64,")] | None,
        Field(
            description="A tiny picture as a data URI, to show blurred until the image has "
            "loaded; null until it was made.",
            examples=[
                "data:image/webp;base64,UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/"
                "vuUAAA="
            ],
        ),
    ]
