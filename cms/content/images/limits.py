"""Check image files before they are decoded, for every way into the image library.

A file of a few kilobytes can contain frames that take minutes to decode. So frames × width ×
height, which are known without decoding, must not exceed `WAGTAILIMAGES_MAX_IMAGE_PIXELS`, and the
file not `WAGTAILIMAGES_MAX_UPLOAD_SIZE`. The forms, the importer, and any other code that saves an
image call `check`.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from PIL import Image as PILImage
from PIL import UnidentifiedImageError
from wagtail.images.utils import get_allowed_image_extensions

from cms.content.images import structure
from cms.content.images.structure import Frames, Malformed

DAMAGED = gettext_lazy("This image is damaged or incomplete: save it anew and upload it again.")
MIN_FRAME_PIXELS: Final = 10_000
"""Pixels that each frame of an animation counts as at least: reading one takes time in itself."""
MAX_JPEG_SCANS: Final = 100
"""Passes over a JPEG of any size; each takes as long as the first."""
MAX_SCANS_OF_LARGEST_IMAGE: Final = 20
"""Passes over a JPEG of as many pixels as are allowed. Encoders write up to 20."""
MAX_AVIF_ITEMS: Final = 200
"""Coded images in an AVIF file: tiles, thumbnail, transparency."""
# What Pillow raises for damaged files, in addition to what it documents.
_DAMAGE_ERRORS: Final = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError,
    OverflowError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip


def check(content: bytes) -> int:
    """Return the pixels of all frames of an image; decode nothing.

    Raises ValidationError for a file that is no image, or too large a one.
    """
    check_bytes(len(content))
    with damage_as_validation_error():
        pixels = _check_structure(content)
        with open_image(BytesIO(content)) as image:
            return max(pixels, _check_frames(image, content))


def check_bytes(size: int) -> None:
    """Raise ValidationError for a file of more bytes than WAGTAILIMAGES_MAX_UPLOAD_SIZE."""
    most = getattr(settings, "WAGTAILIMAGES_MAX_UPLOAD_SIZE", 10 * 1024 * 1024)
    if most is not None and size > most:
        raise ValidationError(
            _("This file is too large: %(size)s. An image may have at most %(most)s."),
            code="file_too_large",
            params={"size": filesizeformat(size), "most": filesizeformat(most)},
        )


def check_decodable(content: bytes) -> None:
    """Raise ValidationError for an image that cannot be decoded to the last pixel of each frame.

    Call `check` first, since this decodes the file.
    """
    with damage_as_validation_error(), open_image(BytesIO(content)) as image:
        for frame in range(frame_count(image)):
            image.seek(frame)
            image.load()


def open_image(file: Any) -> Any:
    """Return the image in a file, not yet decoded, in a format of WAGTAILIMAGES_EXTENSIONS."""
    known = PILImage.registered_extensions()
    names = {known.get(f".{extension}") for extension in get_allowed_image_extensions()}
    return PILImage.open(file, formats=[name for name in names if name])


def frame_count(image: Any) -> int:
    """Return the number of frames that are read: one for a JPEG with several images (MPO)."""
    return 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))


@contextmanager
def damage_as_validation_error() -> Iterator[None]:
    """Raise ValidationError with a message for editors for what Pillow raises on a damaged file."""
    try:
        yield
    except (PILImage.DecompressionBombError, PILImage.DecompressionBombWarning) as error:
        raise _too_large(_("This image is too large.")) from error
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This file is damaged, or not in a supported format: %(formats)s."),
            code="invalid_image",
            params={"formats": ", ".join(get_allowed_image_extensions()).upper()},
        ) from error
    except _DAMAGE_ERRORS as error:
        raise ValidationError(DAMAGED, code="damaged_image") from error


def _check_structure(content: bytes) -> int:
    """Return the pixels of all frames of a GIF, whose frames Pillow counts too late; else 0."""
    if content.startswith((b"GIF87a", b"GIF89a")):
        return _check_pixels(structure.gif_frames(content, _max_frames()))
    if content.startswith(b"\x89PNG"):
        structure.check_png_chunks(content)
    return 0


def _check_frames(image: Any, content: bytes) -> int:
    if image.format == "AVIF" and content.count(b"av01") > MAX_AVIF_ITEMS:
        raise Malformed("The AVIF file holds too many images.")
    if image.format == "AVIF" and image.n_frames > 1:
        # Its frames may be larger than its header says, which only decoding them would show.
        raise ValidationError(
            _("This animation is an AVIF file: save it as a GIF or WebP file."),
            code="animated_avif",
        )
    # Those of a GIF are counted by now; Pillow would take longer.
    count = 1 if image.format == "GIF" else frame_count(image)
    frames = Frames(image.width, image.height, count)
    pixels = _check_pixels(frames)
    if image.format in ("JPEG", "MPO"):
        _check_scans(frames, structure.jpeg_scans(content, MAX_JPEG_SCANS))
    return pixels


def _check_pixels(frames: Frames) -> int:
    most, size = _max_pixels(), frames.width * frames.height
    if frames.number > 1:
        size = max(size, MIN_FRAME_PIXELS)
    if most is not None and size > most:
        raise _too_large(_("This image is too large: %s.") % _size(frames))
    if most is not None and frames.number > max(most // max(size, 1), 1):
        raise _too_long(frames, most // size)
    return size * frames.number


def _check_scans(frames: Frames, scans: int) -> None:
    if scans > MAX_JPEG_SCANS:
        raise Malformed("The JPEG has too many scans.")
    most = _max_pixels()
    fitting = MAX_SCANS_OF_LARGEST_IMAGE * (most or 0) // max(frames.width * frames.height, 1)
    if most is not None and scans > max(fitting, 1):
        raise _too_many_scans(frames, scans, fitting)


def _max_pixels() -> int | None:
    return getattr(settings, "WAGTAILIMAGES_MAX_IMAGE_PIXELS", 51_000_000)


def _max_frames() -> int:
    most = _max_pixels()
    # Without a limit of pixels, the number of parts is the limit.
    return structure.MAX_PARTS if most is None else max(most // MIN_FRAME_PIXELS, 1)


def _too_large(what: str) -> ValidationError:
    # Pillow has its own limit, which applies if the setting is higher or None.
    most = min(_max_pixels() or 2**63, 2 * (PILImage.MAX_IMAGE_PIXELS or 2**62))
    rule = _("An image may have at most %s pixels.") % _number(most)
    return ValidationError(f"{what} {rule}", code="file_too_many_pixels")


def _too_long(frames: Frames, fitting: int) -> ValidationError:
    most = _max_frames()
    # The frames of a GIF are not counted further than this.
    count = _("more than %s") % _number(most) if frames.number > most else _number(frames.number)
    what = _("This animation is too large: %(count)s frames of %(size)s.")
    rule = ngettext(
        "At this size, it may have at most %(most)s frame.",
        "At this size, it may have at most %(most)s frames.",
        fitting,
    )
    words = {"count": count, "size": _size(frames), "most": _number(fitting)}
    return ValidationError(f"{what} {rule}", code="file_too_many_pixels", params=words)


def _too_many_scans(frames: Frames, scans: int, fitting: int) -> ValidationError:
    what = _("This progressive JPEG takes too long to read: %(count)s scans of %(size)s.")
    rule = _(
        "At this size, it may have at most %(most)s scans: save it as one that is not progressive."
    )
    words = {"count": _number(scans), "size": _size(frames), "most": _number(fitting)}
    return ValidationError(f"{what} {rule}", code="file_too_many_pixels", params=words)


def _size(frames: Frames) -> str:
    width, height = _number(frames.width), _number(frames.height)
    return _("%(width)s × %(height)s pixels") % {"width": width, "height": height}


def _number(value: int) -> str:
    return number_format(value, force_grouping=True)
