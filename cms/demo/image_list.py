"""The images of the demo content. Their files are in `cms/demo/images`."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

FOLDER = Path(__file__).parent / "images"


@dataclass(frozen=True)
class DemoImage:
    """An image of the demo: its title in the image library, its alternative text, its file."""

    title: str
    alt: str
    file_name: str

    def content(self, max_width: int | None = None) -> bytes:
        """Return the file, scaled down where it is wider than `max_width` pixels."""
        content = (FOLDER / self.file_name).read_bytes()
        with Image.open(BytesIO(content)) as image:
            if max_width is None or image.width <= max_width:
                return content
            image.thumbnail((max_width, image.height))
            scaled = BytesIO()
            image.save(scaled, format=image.format)
        return scaled.getvalue()


IMAGES = {
    "morning": DemoImage(
        "Hills at sunrise", "Soft hills in the first light of the day.", "hills-at-sunrise.jpg"
    ),
    "evening": DemoImage(
        "Hills at night", "Dark hills under a bright moon and many stars.", "hills-at-night.jpg"
    ),
    "daylight": DemoImage(
        "Green hills", "Green hills under a clear morning sky.", "green-hills.jpg"
    ),
    "waves": DemoImage(
        "Calm water", "Bands of calm blue water, one behind another.", "calm-water.jpg"
    ),
    "cells": DemoImage(
        "Round cells", "Round cells in pink, violet and blue, near and far.", "round-cells.jpg"
    ),
    "threads": DemoImage("Signals", "Fine lines that swing towards a warm light.", "signals.jpg"),
    "leaves": DemoImage("Leaves", "Leaves in many greens against the light.", "leaves.jpg"),
    "plate": DemoImage(
        "A plate", "A plate with green leaves, red fruit and golden grains.", "a-plate.jpg"
    ),
    "path": DemoImage("A path", "A pale path that winds through green hills.", "a-path.jpg"),
    "mara": DemoImage("Mara Lindqvist", "Portrait of Mara Lindqvist.", "mara-lindqvist.jpg"),
    "tomas": DemoImage("Tomás Okafor", "Portrait of Tomás Okafor.", "tomas-okafor.jpg"),
    "ines": DemoImage("Ines Halvorsen", "Portrait of Ines Halvorsen.", "ines-halvorsen.jpg"),
    "logo": DemoImage("Logo", "Wellspring", "logo.png"),
}
