"""Which pictures does the demo show, and what is to be seen on each?"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from cms.demo import drawing as draw
from cms.demo.drawing import Canvas, Size


@dataclass(frozen=True)
class Picture:
    """A picture to be drawn: its title in the library, what it shows, its size in pixels."""

    title: str
    alt: str
    scene: Callable[[Size], Canvas]
    width: int = 1600
    height: int = 900
    suffix: str = "jpg"

    def content(self, most: int | None = None) -> bytes:
        """The file; with `most`, not wider than so many pixels."""
        width = min(self.width, most or self.width)
        canvas = self.scene((width, round(self.height * width / self.width)))
        output = BytesIO()
        if self.suffix == "png":
            canvas.save(output, format="PNG", optimize=True)
        else:
            draw.grain(canvas).save(output, format="JPEG", quality=90)
        return output.getvalue()


def _hills(size: Size, colours: list[str], sun: draw.Point) -> Canvas:
    top, bottom, light, far, near = colours
    canvas = draw.sky(size, top, bottom)
    draw.glow(canvas, sun, 0.24, light, 0.6)
    draw.veil(canvas, draw.disc(size, sun, 0.075), light, 0.95)
    first, last = draw.colour(far), draw.colour(near)
    for layer, shift in enumerate(draw.spread(5, 0.12)):
        share = layer / 4
        tint = "#{:02x}{:02x}{:02x}".format(*draw.blend(first, last, share))
        outline = draw.ridge(0.5 + 0.105 * layer, 0.075, 0.8 + 0.35 * share, shift)
        draw.veil(canvas, draw.polygon(size, outline), tint)
        draw.veil(canvas, draw.polygon(size, draw.ridge(1.02, 0.02, 1, shift)), bottom, 0.12)
    return canvas


def morning(size: Size) -> Canvas:
    """Hills at sunrise."""
    return _hills(size, ["#8fc1c7", "#fbe5cb", "#fff4dc", "#bcd3c6", "#2d6468"], (0.68, 0.4))


def evening(size: Size) -> Canvas:
    """Hills under a moon and stars."""
    canvas = _hills(size, ["#1c2750", "#8a7fb0", "#f4ecd8", "#6d6c9f", "#1a2140"], (0.3, 0.26))
    heights = draw.spread(46, 0.2, 0.7548776662466927)
    for x, y in zip(draw.spread(46), heights, strict=True):
        tiny = draw.disc(size, (x, y * 0.42), 0.0016 + 0.0022 * ((x * 7) % 1))
        draw.veil(canvas, tiny, "#fffbe9", 0.35 + 0.6 * ((y * 5) % 1))
    return canvas


def daylight(size: Size) -> Canvas:
    """Hills on a clear day."""
    return _hills(size, ["#5fa8d3", "#eaf6f2", "#fffbe6", "#a9d3b0", "#2f7a55"], (0.22, 0.28))


def waves(size: Size) -> Canvas:
    """Calm water in bands."""
    canvas = draw.sky(size, "#f3f0e3", "#9fd0cf")
    draw.glow(canvas, (0.5, 0.2), 0.5, "#fffaf0", 0.7)
    for layer, shift in enumerate(draw.spread(8, 0.3)):
        outline = draw.ridge(0.36 + 0.085 * layer, 0.04 + 0.004 * layer, 1.1 + 0.12 * layer, shift)
        draw.veil(canvas, draw.polygon(size, outline), "#12697a", 0.2)
    return canvas


def _cell(canvas: Canvas, centre: draw.Point, radius: float, tint: str, soft: float) -> None:
    size = canvas.size
    draw.veil(canvas, draw.disc(size, centre, radius, soft), tint, 0.38)
    draw.veil(canvas, draw.disc(size, centre, radius * 0.86, soft + 0.012), "#ffffff", 0.16)
    core = (centre[0] + radius * 0.1, centre[1] - radius * 0.12)
    draw.veil(canvas, draw.disc(size, core, radius * 0.4, soft + 0.006), tint, 0.75)


def cells(size: Size) -> Canvas:
    """Round cells, some near and sharp, some far and soft."""
    canvas = draw.sky(size, "#fdeee6", "#e4c9dc")
    draw.glow(canvas, (0.25, 0.2), 0.6, "#ffffff", 0.6)
    tints = ["#c2557d", "#8c5aa8", "#e08a6b", "#5f7fb8"]
    places = zip(draw.spread(16, 0.4), draw.spread(16, 0.1, 0.7548776662466927), strict=True)
    for number, (x, y) in enumerate(places):
        near = number / 15
        _cell(canvas, (x, y), 0.06 + 0.12 * near, tints[number % 4], 0.03 * (1 - near))
    return canvas


def threads(size: Size) -> Canvas:
    """Fine branching lines that meet in a light."""
    canvas = draw.sky(size, "#17324a", "#3a6d83")
    draw.glow(canvas, (0.62, 0.48), 0.3, "#f2c48d", 0.75)
    for number, shift in enumerate(draw.spread(26, 0.05)):
        level = 0.5 + 0.016 * (number - 13)
        upper = draw.ridge(level, 0.26, 0.9 + 0.02 * number, shift * 0.12)[2:]
        lower = [(x, y + 0.0022 + 0.0035 * shift) for x, y in upper][::-1]
        draw.veil(canvas, draw.polygon(size, upper + lower), "#fff1dc", 0.25 + 0.4 * shift)
    for x in draw.spread(9, 0.33):
        draw.glow(canvas, (x, 0.5 + 0.2 * (x - 0.5)), 0.02, "#fff6e5", 0.9)
    return canvas


def leaves(size: Size) -> Canvas:
    """Twigs with leaves against the light."""
    canvas = draw.sky(size, "#f4f6e6", "#cfe3c4")
    draw.glow(canvas, (0.75, 0.2), 0.6, "#fffdf0", 0.8)
    ratio = size[1] / size[0]
    greens = ["#8fbf7f", "#5c9a63", "#3c7a57", "#a9c96f"]
    for twig, start in enumerate(draw.spread(7, 0.18)):
        for step in range(7):
            base = (start + 0.012 * step, 1.04 - 0.12 * step)
            angle = 0.25 + (0.13 if step % 2 else -0.13) + 0.03 * start
            shape = draw.polygon(size, draw.leaf(base, 0.3 - 0.022 * step, angle, ratio))
            draw.veil(canvas, shape, greens[(twig + step) % 4], 0.35 + 0.06 * twig)
    return canvas


def plate(size: Size) -> Canvas:
    """A plate seen from above, with colourful portions."""
    canvas = draw.sky(size, "#efe2cf", "#dfcdb2")
    draw.veil(canvas, draw.disc(size, (0.505, 0.53), 0.43, 0.03), "#7a6446", 0.35)
    draw.veil(canvas, draw.disc(size, (0.5, 0.5), 0.42), "#fdfbf5")
    draw.veil(canvas, draw.disc(size, (0.5, 0.5), 0.33, 0.006), "#efe9dc")
    ratio = size[1] / size[0]
    for step, turn in enumerate(draw.spread(11, 0.2)):
        shape = draw.leaf((0.46, 0.5), 0.17 + 0.1 * turn, 0.3 + 0.025 * step, ratio, 0.5)
        draw.veil(
            canvas, draw.polygon(size, shape), ["#4f8f4f", "#79ad58", "#356f4a"][step % 3], 0.9
        )
    for turn in draw.spread(15, 0.6):
        x, y = 0.5 + 0.12 * turn, 0.24 + 0.28 * ((turn * 9) % 1)
        draw.veil(canvas, draw.disc(size, (x, y), 0.03), ["#c8452f", "#e0872c"][int(turn * 10) % 2])
    for turn in draw.spread(20, 0.1):
        x, y = 0.46 + 0.14 * ((turn * 6) % 1), 0.58 + 0.17 * turn
        draw.veil(canvas, draw.disc(size, (x, y), 0.022), "#d9b65d", 0.95)
    return canvas


def path(size: Size) -> Canvas:
    """A path that winds through a meadow."""
    canvas = daylight(size)
    left = [(0.42 + 0.1 * (1 - t) ** 2 - 0.16 * t, 0.72 + 0.28 * t) for t in _steps(20)]
    right = [(0.44 + 0.1 * (1 - t) ** 2 + 0.06 * t, 0.72 + 0.28 * t) for t in _steps(20)]
    draw.veil(canvas, draw.polygon(size, left + right[::-1]), "#efe3c2", 0.9)
    return canvas


def _steps(count: int) -> list[float]:
    return [step / count for step in range(count + 1)]


def _portrait(size: Size, back: tuple[str, str], skin: str, hair: str, coat: str) -> Canvas:
    canvas = draw.sky(size, *back)
    draw.glow(canvas, (0.5, 0.35), 0.5, "#ffffff", 0.35)
    draw.veil(canvas, draw.disc(size, (0.5, 0.4), 0.235), hair)
    draw.veil(canvas, draw.disc(size, (0.5, 1.08), 0.4), coat)
    draw.veil(
        canvas, draw.polygon(size, [(0.44, 0.5), (0.56, 0.5), (0.58, 0.74), (0.42, 0.74)]), skin
    )
    draw.veil(canvas, draw.disc(size, (0.5, 0.44), 0.185), skin)
    draw.veil(canvas, draw.cap(size, (0.5, 0.42), 0.22, 0.54, 0.9), hair)
    draw.veil(canvas, draw.cap(size, (0.5, 0.42), 0.22, 0.6, 0.98), hair)
    return canvas


def mara(size: Size) -> Canvas:
    """A person with red hair."""
    return _portrait(size, ("#dcebe6", "#a8cbc4"), "#f0c9a8", "#a5502f", "#2f6f73")


def tomas(size: Size) -> Canvas:
    """A person with black hair."""
    return _portrait(size, ("#f6e7cf", "#e3bf95"), "#8a5a3c", "#241c1a", "#3d5a80")


def ines(size: Size) -> Canvas:
    """A person with grey hair."""
    return _portrait(size, ("#e4e3f1", "#b6b5d8"), "#e2b48f", "#8d8a92", "#f4f4f7")


def logo(size: Size) -> Canvas:
    """A drop above rings on water, on a see-through ground."""
    canvas: Any = Image.new("RGBA", size)
    for radius, tint in ((0.46, "#2f6f73"), (0.36, "#4d9a98"), (0.26, "#8cc9c0")):
        draw.veil(canvas, draw.disc(size, (0.5, 0.5), radius), tint)
    drop = draw.leaf((0.5, 0.68), 0.5, 0.25, size[1] / size[0], 0.62)
    draw.veil(canvas, draw.polygon(size, drop), "#ffffff")
    return canvas


PICTURES = {
    "morning": Picture("Hills at sunrise", "Soft hills in the first light of the day.", morning),
    "evening": Picture("Hills at night", "Dark hills under a bright moon and many stars.", evening),
    "daylight": Picture("Green hills", "Green hills under a clear morning sky.", daylight),
    "waves": Picture("Calm water", "Bands of calm blue water, one behind another.", waves),
    "cells": Picture("Round cells", "Round cells in pink, violet and blue, near and far.", cells),
    "threads": Picture("Signals", "Fine lines that swing towards a warm light.", threads),
    "leaves": Picture("Leaves", "Leaves in many greens against the light.", leaves, 1280, 960),
    "plate": Picture("A plate", "A plate with green leaves, red fruit and golden grains.", plate),
    "path": Picture("A path", "A pale path that winds through green hills.", path, 1280, 720),
    "mara": Picture("Mara Lindqvist", "Portrait of Mara Lindqvist.", mara, 640, 640),
    "tomas": Picture("Tomás Okafor", "Portrait of Tomás Okafor.", tomas, 640, 640),
    "ines": Picture("Ines Halvorsen", "Portrait of Ines Halvorsen.", ines, 640, 640),
    "logo": Picture("Logo", "Wellspring", logo, 512, 512, "png"),
}
