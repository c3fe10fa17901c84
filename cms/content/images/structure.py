"""How many frames, scans and parts does an image file have, by its bytes, before it is decoded?

Pillow counts the frames of a PNG or WebP file without decoding them. This module finds what it
does not count, or counts too late: frames of a GIF that reach past its canvas, scans of a JPEG,
and so many small parts that reading them takes minutes. It reads a file as Pillow and libjpeg do,
and calls malformed what they would read in another way.
"""

import re
import struct
from typing import Final, NamedTuple

MOST_PARTS: Final = 250_000
"""Blocks, chunks and segments of one file. An ordinary file of 20 MB has up to 85,000."""
MOST_PROFILES: Final = 8
"""Colour profiles of a PNG. The format allows one; each expands to up to 1 MB when it is read."""

_HEADER: Final = 13
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
# Not fill bytes, stuffed zeros, restarts and TEM, which begin no segment.
_MARKER: Final = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA


class Malformed(ValueError):
    """The file breaks the rules of its format, or is cut into too many parts to be read."""


class Frames(NamedTuple):
    """The canvas that holds every frame, in pixels, and how many frames there are."""

    width: int
    height: int
    number: int


def gif_frames(content: bytes, most: int) -> Frames:
    """Return the frames of a GIF; the count ends at `most + 1`.

    Raises Malformed. A file that ends early has the frames that begin before its end.
    """
    try:
        return _Gif(content).frames(most)
    except (IndexError, struct.error) as error:
        raise Malformed("The GIF ends within a frame.") from error


class _Gif:
    """A walk through the blocks of a GIF."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.position = 0
        self.parts = 0

    def frames(self, most: int) -> Frames:
        width, height, flags = struct.unpack_from("<HHB", self.content, 6)
        self.position = _HEADER + _palette_bytes(flags)
        count = 0
        while count <= most and (kind := self._next_kind()) != _TRAILER:
            if kind == _EXTENSION:
                self._skip_extension()
            elif kind == _IMAGE:
                right, bottom = self._skip_image()
                # Pillow widens the canvas for a frame that reaches past it.
                width, height, count = max(width, right), max(height, bottom), count + 1
        return Frames(width, height, count)

    def _next_kind(self) -> int:
        """The byte that a block begins with; past the end of the file, as Pillow, the trailer."""
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
        # Where the first block, or the loop's, is missing, Pillow reads on past the end of this.
        loops = self.content[first + 1 : first + 12] == b"NETSCAPE2.0"
        if label != _COMMENT and blocks < (2 if label == _APPLICATION and loops else 1):
            raise Malformed("An extension of the GIF is empty.")

    def _skip_image(self) -> tuple[int, int]:
        left, top, width, height, flags = struct.unpack_from("<HHHHB", self.content, self.position)
        # Behind the palette stands the size of the first code.
        self.position += 9 + _palette_bytes(flags) + 1
        if self.position > len(self.content):
            raise Malformed("The GIF ends within a frame.")
        self._skip_blocks()
        return left + width, top + height

    def _skip_blocks(self) -> int:
        """Go past blocks of up to 255 bytes and the empty one behind them; how many there were."""
        content, position, blocks = self.content, self.position, 0
        while position < len(content) and (length := content[position]):
            position += length + 1
            blocks += 1
            self._count_part()
        self.position = position + 1
        return blocks

    def _count_part(self) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise Malformed("The GIF is cut into too many blocks.")


def _palette_bytes(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def jpeg_scans(content: bytes, most: int) -> int:
    """Return how many scans a JPEG has, each a pass over the whole picture; ends at `most + 1`.

    Raises Malformed. What follows the end of the first picture, as in MPO files, is not counted.
    """
    position, scans, parts = 2, 0, 0
    while scans <= most and (marker := _MARKER.search(content, position)):
        kind, position = marker[1][0], marker.end()
        if kind == _END:
            break
        if kind != _START:
            scans += kind == _SCAN
            position += max(int.from_bytes(content[position : position + 2], "big"), 2)
        parts += 1
        if parts > MOST_PARTS:
            raise Malformed("The JPEG is cut into too many segments.")
    return scans


def check_png_chunks(content: bytes) -> None:
    """Raise Malformed for a PNG of too many chunks or colour profiles to be read."""
    # Wherever they are: compressed data holds these four bytes by chance once in 4 GB.
    if content.count(b"iCCP") > MOST_PROFILES:
        raise Malformed("The PNG has too many colour profiles.")
    position, chunks = 8, 0
    while position < len(content):
        chunks += 1
        if chunks > MOST_PARTS:
            raise Malformed("The PNG is cut into too many chunks.")
        # Length and name before the data, a checksum behind it.
        position += int.from_bytes(content[position : position + 4], "big") + 12
