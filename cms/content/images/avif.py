"""How much work goes into an AVIF file: as much as somebody who presses Publish will wait for."""

from typing import Any, Final

from willow.image import AvifImageFile
from willow.plugins.pillow import PillowImage
from willow.registry import registry

SPEED: Final = 8
"""Of 0 to 10. The encoder's own choice, 6, takes five times as long for files a sixth smaller."""

_thorough = PillowImage.save_as_avif


def use_fast_avif() -> None:
    """Let Wagtail write AVIF with our speed; called once when the app starts."""
    # Willow has no setting for it, and looks at the class before its registry of operations.
    PillowImage.save_as_avif = save_as_avif
    registry.register_operation(PillowImage, "save_as_avif", save_as_avif)


def save_as_avif(
    picture: Any, file: Any, quality: int = 80, lossless: bool = False, **options: Any
) -> AvifImageFile:
    """Write a picture; lossless and print colours (CMYK) are left to Willow's own way."""
    if lossless or picture.image.mode == "CMYK":
        return _thorough(picture, file, quality=quality, lossless=lossless, **options)
    profile = picture.get_icc_profile()
    extra = {"icc_profile": profile} if profile is not None else {}
    picture.image.save(file, "AVIF", quality=quality, speed=SPEED, **extra)
    return AvifImageFile(file)
