"""Does AVIF written quickly hold the same picture, and is the thorough way kept where it counts?"""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, features
from willow.plugins.pillow import PillowImage

from cms.content.images import avif

pytestmark = pytest.mark.skipif(not features.check("avif"), reason="Pillow cannot write AVIF here")


def _picture(mode: str = "RGB") -> PillowImage:
    gradient = Image.linear_gradient("L").resize((96, 64))
    bands = (gradient, gradient.rotate(180), gradient)
    return PillowImage(Image.merge("RGB", bands).convert(mode))


def _written(picture: PillowImage, **options: object) -> Image.Image:
    file = BytesIO()
    picture.save_as_avif(file, **options)
    return Image.open(BytesIO(file.getvalue()))


def test_wagtail_writes_avif_with_our_speed() -> None:
    assert PillowImage.save_as_avif is avif.save_as_avif


def test_the_picture_survives_quick_writing() -> None:
    picture = _picture()
    written = _written(picture, quality=80).convert("RGB")

    extremes = ImageChops.difference(picture.image, written).getextrema()
    assert written.size == (96, 64)
    assert max(high for _low, high in extremes) < 24


def test_a_colour_profile_is_kept() -> None:
    picture = _picture()
    picture.image.info["icc_profile"] = b"a profile"

    assert _written(picture).info["icc_profile"] == b"a profile"


def test_lossless_stays_lossless() -> None:
    picture = _picture()
    written = _written(picture, lossless=True).convert("RGB")

    extremes = ImageChops.difference(picture.image, written).getextrema()
    assert max(high for _low, high in extremes) <= 3


def test_print_colours_are_still_converted() -> None:
    assert _written(_picture("CMYK")).mode == "RGB"
