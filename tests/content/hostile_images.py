"""Image files, written byte by byte, that are small and take minutes to decode, or that lie."""

import re
import struct
import zlib
from io import BytesIO
from itertools import count
from typing import Any

import pytest
from PIL import Image as Picture
from PIL.AvifImagePlugin import AvifImageFile
from PIL.ImageFile import ImageFile
from PIL.WebPImagePlugin import WebPImageFile

from tests.content.uploads import encoded

GIF_PIXEL = b"\x02\x02\x44\x01\x00"
"""The data of a GIF frame of one pixel: smallest code, one block of two bytes, the end."""


def gif(
    canvas: tuple[int, int],
    frames: int = 1,
    frame: tuple[int, int] = (1, 1),
    pixels: bytes = GIF_PIXEL,
    extension: bytes = b"",
) -> bytes:
    """A GIF of two colours whose frames have one pixel of data each."""
    image = b"," + struct.pack("<HHHHB", 0, 0, *frame, 0) + pixels
    header = b"GIF89a" + struct.pack("<HHBBB", *canvas, 0x80, 0, 0)
    return header + b"\x00\x00\x00\xff\xff\xff" + extension + image * frames + b";"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(size: tuple[int, int], *chunks: bytes, mode: str = "1") -> bytes:
    """A black PNG with more chunks behind its header."""
    content = encoded(Picture.new(mode, size), "PNG")
    return content[:33] + b"".join(chunks) + content[33:]


def animated_png(size: tuple[int, int], frames: int, declared: int | None = None) -> bytes:
    """A PNG of frames of one pixel, whose header declares as many, or ``declared``."""
    [pixels] = re.findall(rb"IDAT(.+?).{4}\x00\x00\x00\x00IEND", png((1, 1), mode="L"), re.DOTALL)
    number = count()

    def control(width: int, height: int) -> bytes:
        numbers = struct.pack(">IIIII", next(number), width, height, 0, 0)
        return chunk(b"fcTL", numbers + struct.pack(">HHBB", 1, 25, 0, 0))

    animation = chunk(b"acTL", struct.pack(">II", declared or frames, 0))
    content = png(size, animation, control(*size), mode="L")
    later = [
        control(1, 1) + chunk(b"fdAT", struct.pack(">I", next(number)) + pixels)
        for _ in range(frames - 1)
    ]
    return content[:-12] + b"".join(later) + content[-12:]


def animated_webp(size: tuple[int, int], frames: int, declared: bool = True) -> bytes:
    """A WebP of one pixel a frame; not ``declared``, its header says that it is no animation."""
    pixel = encoded(Picture.new("RGB", (1, 1), "teal"), "WEBP", lossless=True)[12:]

    def three(number: int) -> bytes:
        return struct.pack("<I", number)[:3]

    def part(name: bytes, data: bytes) -> bytes:
        return name + struct.pack("<I", len(data)) + data + b"\x00" * (len(data) % 2)

    frame = part(b"ANMF", three(0) * 4 + three(40) + b"\x00" + pixel)
    header = bytes([2 if declared else 0, 0, 0, 0]) + three(size[0] - 1) + three(size[1] - 1)
    body = part(b"VP8X", header) + part(b"ANIM", bytes(6)) + frame * frames
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def jpeg_of_scans(size: tuple[int, int], scans: int) -> bytes:
    """A JPEG that goes over the whole picture again and again."""
    content = encoded(Picture.new("L", size, 128), "JPEG", progressive=True)
    last = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last * (scans - content.count(b"\xff\xda")) + content[-2:]


def phone_photo(pictures: int) -> bytes:
    """A JPEG with more pictures behind it (MPO)."""
    first, *others = [Picture.new("RGB", (90, 60), (0, 90, shade)) for shade in range(pictures)]
    output = BytesIO()
    first.save(output, "MPO", save_all=True, append_images=others)
    return output.getvalue()


HUGE = gif((7_000, 7_000), frames=1_500)
"""22 kB that take 12 minutes to decode: 73,500 million pixels."""


def forbid_decoding(monkeypatch: pytest.MonkeyPatch, wider_than: int = 0) -> None:
    """Let the test fail where a frame is decoded that is wider than so many pixels."""

    def guarded(load: Any) -> Any:
        def guard(picture: Any) -> Any:
            if picture.width > wider_than:
                raise AssertionError(f"A frame of {picture.size} was decoded.")
            return load(picture)

        return guard

    for kind in (ImageFile, WebPImageFile, AvifImageFile):
        monkeypatch.setattr(kind, "load", guarded(kind.load))
