"""With which strokes are the demo pictures drawn: gradients, ridges, glows, leaves?

Everything is worked out from the numbers given, never from chance: the same call, the same picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, cos, floor, pi, sin
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Size = tuple[int, int]
Point = tuple[float, float]
Canvas = Any
"""A Pillow image in RGB."""

GOLDEN = (5**0.5 - 1) / 2


def colour(code: str) -> Colour:
    """`"#2f6f73"` as red, green, blue."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two: 0 is the one, 1 the other."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(one, other, strict=True)
    )  # fmt: skip
    return red, green, blue


def spread(count: int, start: float = 0.5, step: float = GOLDEN) -> Iterator[float]:
    """Numbers from 0 to 1 that keep their distance: steps of the golden ratio look unplanned."""
    value = start
    for _turn in range(count):
        value = (value + step) % 1
        yield value


def sky(size: Size, top: str, bottom: str) -> Canvas:
    """A gradient from top to bottom."""
    column = Image.new("RGB", (1, size[1]))
    first, last = colour(top), colour(bottom)
    for row in range(size[1]):
        column.putpixel((0, row), blend(first, last, row / max(1, size[1] - 1)))
    return column.resize(size)


@dataclass(frozen=True)
class Shape:
    """A greyscale mask of a part of the canvas, and where its top left corner stands."""

    mask: Canvas
    left: int
    top: int


def veil(canvas: Canvas, shape: Shape, tint: str, strength: float = 1.0) -> None:
    """Lay a colour over the canvas where the shape is light."""
    mask = shape.mask
    if strength < 1:
        mask = mask.point(lambda level: round(level * strength))
    filling = (*colour(tint), 255)[: len(canvas.getbands())]
    box = (shape.left, shape.top, shape.left + mask.width, shape.top + mask.height)
    canvas.paste(filling, box, mask)


def polygon(size: Size, points: list[Point]) -> Shape:
    """A shape with straight edges; points are fractions of width and height."""
    return _drawn([(x * size[0], y * size[1]) for x, y in points], size)


def disc(size: Size, centre: Point, radius: float, soft: float = 0) -> Shape:
    """A disc; the radius and its softness are fractions of the height."""
    return _drawn(_circle(size, centre, radius, 0, 1), size, soft)


def cap(size: Size, centre: Point, radius: float, start: float, end: float) -> Shape:
    """A disc of which a straight cut leaves the part from start to end, in turns clockwise."""
    return _drawn(_circle(size, centre, radius, start, end), size)


def _circle(size: Size, centre: Point, radius: float, start: float, end: float) -> list[Point]:
    x, y, reach = centre[0] * size[0], centre[1] * size[1], radius * size[1]
    turns = [2 * pi * (start + (end - start) * step / 90) for step in range(91)]
    return [(x + reach * cos(turn), y + reach * sin(turn)) for turn in turns]


def _drawn(points: list[Point], size: Size, soft: float = 0) -> Shape:
    """The mask of the part of the canvas that the outline, given in pixels, reaches.

    It is drawn at twice its size, and halving it takes the steps out of the edges; a wide blur
    is made small, because one of a large picture is slow.
    """
    blur = soft * size[1]
    margin = ceil(3 * blur) + 4
    left, top = (max(0, floor(min(p[axis] for p in points)) - margin) for axis in (0, 1))
    right, bottom = (
        min(size[axis], ceil(max(p[axis] for p in points)) + margin) for axis in (0, 1)
    )
    width, height = max(1, right - left), max(1, bottom - top)
    mask = Image.new("L", (width * 2, height * 2))
    pen = ImageDraw.Draw(mask)
    pen.polygon([((x - left) * 2, (y - top) * 2) for x, y in points], fill=255)
    mask = mask.reduce(2)
    if blur:
        small = mask.reduce(4) if min(width, height) >= 8 else mask
        scale = small.height / height
        mask = small.filter(ImageFilter.GaussianBlur(blur * scale)).resize((width, height))
    return Shape(mask, left, top)


def glow(canvas: Canvas, centre: Point, radius: float, tint: str, strength: float) -> None:
    """A light that fades out from a point."""
    veil(canvas, disc(canvas.size, centre, radius, radius / 2), tint, strength)


def ridge(
    level: float, height: float, waves: float, shift: float, below: float = 1.0
) -> list[Point]:
    """The outline of a hill or wave: everything under a sum of two sines, down to `below`."""
    points: list[Point] = [(1.0, below), (0.0, below)]
    for step in range(121):
        x = step / 120
        swell = sin(2 * pi * (waves * x + shift)) + 0.45 * sin(
            2 * pi * (waves * 2.3 * x + shift * 3)
        )
        points.append((x, level - height * swell / 1.45))
    return points


def leaf(
    base: Point, length: float, angle: float, ratio: float, width: float = 0.34
) -> list[Point]:
    """The outline of a leaf from its base; `ratio` is the canvas's height by its width.

    The angle is in turns, 0 to the right and 0.25 upwards; the length a fraction of the height.
    """
    tip, side = [], []
    for step in range(25):
        along = step / 24
        bulge = width * length * sin(pi * along) ** 0.9 * (1 - 0.35 * along)
        tip.append(_turned(base, along * length, bulge / 2, angle, ratio))
        side.append(_turned(base, along * length, -bulge / 2, angle, ratio))
    return tip + side[::-1]


def _turned(base: Point, along: float, aside: float, angle: float, ratio: float) -> Point:
    turn = 2 * pi * angle
    x = along * cos(turn) - aside * sin(turn)
    y = along * sin(turn) + aside * cos(turn)
    return base[0] + x * ratio, base[1] - y


def grain(canvas: Canvas, strength: int = 5) -> Canvas:
    """The canvas with a fine even texture, so that wide gradients show no bands."""
    tile = Image.new("L", (64, 64))
    tile.putdata([round(value * strength) for value in spread(64 * 64, 0.31, 0.7548776662466927)])
    sheet = Image.new("L", canvas.size)
    for left in range(0, canvas.width, 64):
        for top in range(0, canvas.height, 64):
            sheet.paste(tile, (left, top))
    return ImageChops.subtract(canvas, Image.merge("RGB", (sheet, sheet, sheet)))
