"""Count the frames, scans and parts of an image file in its bytes, without decoding it.

Pillow counts the frames of a PNG or WebP file without decoding them. This module finds what Pillow
does not count, or counts too late: frames of a GIF that exceed its canvas, scans of a JPEG, and so
many small parts that reading them takes minutes. It reads a file as Pillow and libjpeg do, and
raises `Malformed` where they would read something else.
"""

import re
import struct
from typing import Final, NamedTuple

MAX_PARTS: Final = 250_000
"""Blocks, chunks and segments of one file. An ordinary file of 20 MB has up to 85,000."""
MAX_COLOUR_PROFILES: Final = 8
"""Colour profiles of a PNG. The format allows one; each expands to up to 1 MB when it is read."""

_HEADER: Final = 13
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
# Fill bytes, stuffed zeros, restarts and TEM begin no segment.
_MARKER: Final = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA


class Malformed(ValueError):
    """The file violates its format, or has too many parts to be read."""


class Frames(NamedTuple):
    """The size of the canvas that contains every frame, in pixels, and the number of frames."""

    width: int
    height: int
    number: int


def gif_frames(content: bytes, limit: int) -> Frames:
    """Return the frames of a GIF; the count stops at `limit + 1`.

    Raise Malformed for an invalid file. Of a truncated file, frames that begin are counted.
    """
    try:
        return _Gif(content).frames(limit)
    except (IndexError, struct.error) as error:
        raise Malformed("The GIF ends within a frame.") from error


class _Gif:
    """A reader of the blocks of a GIF."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.position = 0
        self.parts = 0

    def frames(self, limit: int) -> Frames:
        width, height, flags = struct.unpack_from("<HHB", self.content, 6)
        self.position = _HEADER + _palette_bytes(flags)
        count = 0
        while count <= limit and (kind := self._next_kind()) != _TRAILER:
            if kind == _EXTENSION:
                self._skip_extension()
            elif kind == _IMAGE:
                right, bottom = self._skip_image()
                # Pillow enlarges the canvas for a frame that exceeds it.
                width, height, count = max(width, right), max(height, bottom), count + 1
        return Frames(width, height, count)

    def _next_kind(self) -> int:
        """Return the first byte of the next block; at the end of the file, the trailer."""
        if self.position >= len(self.content):
            return _TRAILER
        kind = self.content[self.position]
        self.position += 1
        self._count_part()
        return kind

    def _skip_extension(self) -> None:
        label, first = self.content[self.position], self.position + 1
        self.position = first
        blocks = self._skip_blocks()
        # Without a first block, or the block of a loop, Pillow reads past the end of the extension.
        loops = self.content[first + 1 : first + 12] == b"NETSCAPE2.0"
        if label != _COMMENT and blocks < (2 if label == _APPLICATION and loops else 1):
            raise Malformed("An extension of the GIF is empty.")

    def _skip_image(self) -> tuple[int, int]:
        left, top, width, height, flags = struct.unpack_from("<HHHHB", self.content, self.position)
        # One byte after the palette: the size of the first code.
        self.position += 9 + _palette_bytes(flags) + 1
        if self.position > len(self.content):
            raise Malformed("The GIF ends within a frame.")
        self._skip_blocks()
        return left + width, top + height

    def _skip_blocks(self) -> int:
        """Skip blocks of up to 255 bytes and the empty block after them; return their number."""
        content, position, blocks = self.content, self.position, 0
        while position < len(content) and (length := content[position]):
            position += length + 1
            blocks += 1
            self._count_part()
        self.position = position + 1
        return blocks

    def _count_part(self) -> None:
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise Malformed("The GIF has too many blocks.")


def _palette_bytes(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def jpeg_scans(content: bytes, limit: int) -> int:
    """Return how many scans a JPEG has, each a pass over the whole image; stops at `limit + 1`.

    Raise Malformed for an invalid file. Images after the first, as in MPO files, are not counted.
    """
    position, scans, parts = 2, 0, 0
    while scans <= limit and (marker := _MARKER.search(content, position)):
        kind, position = marker[1][0], marker.end()
        if kind == _END:
            break
        if kind != _START:
            scans += kind == _SCAN
            position += max(int.from_bytes(content[position : position + 2], "big"), 2)
        parts += 1
        if parts > MAX_PARTS:
            raise Malformed("The JPEG has too many segments.")
    return scans


def check_png_chunks(content: bytes) -> None:
    """Raise Malformed for a PNG with too many chunks or colour profiles."""
    # Anywhere in the file: compressed data contains these four bytes by chance once in 4 GB.
    if content.count(b"iCCP") > MAX_COLOUR_PROFILES:
        raise Malformed("The PNG has too many colour profiles.")
    position, chunks = 8, 0
    while position < len(content):
        chunks += 1
        if chunks > MAX_PARTS:
            raise Malformed("The PNG has too many chunks.")
        # Four bytes each: length and name before the data, a checksum after it.
        position += int.from_bytes(content[position : position + 4], "big") + 12
