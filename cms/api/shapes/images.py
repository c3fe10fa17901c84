"""What shape does an image have?"""

from cms.api.shapes.kinds import OneOf, Shape, Text, Typed, Url, Whole

FRACTION = {"type": "number", "minimum": 0, "maximum": 1}


class FocalPoint(Shape):
    """The point that a crop should keep."""

    x = Typed(FRACTION, help_text="Fraction of the width, from the left.")
    y = Typed(FRACTION, help_text="Fraction of the height, from the top.")


class SrcsetEntry(Shape):
    """One size of an image in one format."""

    url = Url()
    width = Whole(1, help_text="Pixels.")
    height = Whole(1, help_text="Pixels.")
    format = OneOf("avif", "webp")


class Image(Shape):
    """An image, with the sizes that are ready."""

    id = Whole(1)
    alt = Text(help_text="What is to be seen, in this place; empty: decorative.")
    width = Whole(1, help_text="Pixels of the original.")
    height = Whole(1, help_text="Pixels of the original.")
    src = Url(allow_null=True, help_text="The widest WebP; null until one is ready.")
    srcset = SrcsetEntry(many=True, help_text="By format, then width.")
    focal_point = FocalPoint(allow_null=True)
    placeholder = Typed(
        {"type": "string", "pattern": "^data:image/webp;base64,"},
        allow_null=True,
        help_text="A tiny picture as a data URI, to show blurred until the image has loaded.",
    )
