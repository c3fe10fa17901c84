"""What shape does an image have?"""

from typing import Any

from cms.api.schemas.kinds import OneOf, Shape, Text, Typed, Url, Whole

FRACTION = {"type": "number", "minimum": 0, "maximum": 1}
PICTURES = "https://api.wellspring.example/media/images/lavender"
SIZES = [("avif", 320, 213), ("avif", 640, 427), ("webp", 320, 213), ("webp", 640, 427)]


def size(format_: str, width: int, height: int) -> dict[str, Any]:
    """A size of the picture that the examples show."""
    url = f"{PICTURES}.width-{width}.format-{format_}.{format_}"
    return {"url": url, "width": width, "height": height, "format": format_}


class FocalPoint(Shape):
    """The point that a crop should keep."""

    x = Typed(FRACTION, help_text="Fraction of the width, from the left.", example=0.62)
    y = Typed(FRACTION, help_text="Fraction of the height, from the top.", example=0.4)


class SrcsetEntry(Shape):
    """One size of an image in one format."""

    url = Url(help_text="Where this size is loaded from.", example=size(*SIZES[0])["url"])
    width = Whole(1, help_text="Width in pixels.", example=320)
    height = Whole(1, help_text="Height in pixels.", example=213)
    format = OneOf(
        "avif",
        "webp",
        help_text="Format of the file; AVIF is smaller, and absent where it could not be made.",
    )

    @classmethod
    def examples(cls) -> list[Any]:
        """Two widths in each format."""
        return [size(*each) for each in SIZES]


class Image(Shape):
    """An image, with the sizes that are ready."""

    id = Whole(1, help_text="The same wherever this image is used.", example=12)
    alt = Text(
        help_text="What is to be seen, in this place; empty: decorative.",
        example="Lavender beside a small brown bottle",
    )
    width = Whole(1, help_text="Width of the original in pixels.", example=1600)
    height = Whole(1, help_text="Height of the original in pixels.", example=1067)
    src = Url(
        allow_null=True,
        help_text="The widest WebP; null until one is ready.",
        example=size(*SIZES[-1])["url"],
    )
    srcset = SrcsetEntry(many=True, help_text="The sizes, by format, then width.")
    focal_point = FocalPoint(
        allow_null=True, help_text="What a crop should keep; null where nobody has said it."
    )
    placeholder = Typed(
        {"type": "string", "pattern": "^data:image/webp;base64,"},
        allow_null=True,
        help_text="A tiny picture as a data URI, to show blurred until the image has loaded; "
        "null until it was made.",
        example="data:image/webp;base64,UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=",
    )
