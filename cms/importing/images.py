"""Add the images of a saved page to the image library.

Nothing is fetched from the network: an image is imported if the page contains it as a data URL, or
if its file is in the folder of the saved page.
"""

import base64
import binascii
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.models import Collection, Site
from wagtail.permissions import policy_registry
from wagtail.utils.file import hash_filelike

from cms.content.images import limits, renditions
from cms.importing.document import Image
from cms.publishing.visibility import PublicContent

MAX_IMAGES = 100
"""Images of one page; each is decoded, encoded and stored."""
MAX_PIXELS = 200_000_000
"""Pixels of all images of one page, in all their frames."""
KINDS = {"PNG": "png", "JPEG": "jpg", "MPO": "jpg", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}


class ImageImporter:
    """Adds the images of one saved page to the image library, each once."""

    def __init__(self, folder: Path | None, user: Any = None, keep: bool = True) -> None:
        self.folder = folder.resolve() if folder is not None else None
        self.user = user
        self.keep = keep
        self.refused: dict[Image, str] = {}
        """Why images that are in reach were not taken in, in words for an editor."""
        self._images = 0
        self._pixels = 0

    def __call__(self, block: Image) -> int | None:
        """Return the id of the image in the library; None if it is not available or refused."""
        try:
            content = self._content(block.src)
            if not content:
                return None
            self._spend(limits.check(content))
            return self._stored(block, content)
        except ValidationError as error:
            self.refused[block] = " ".join(error.messages)
            return None

    def _spend(self, pixels: int) -> None:
        """Raise ValidationError, before decoding, if an image exceeds the page's limits."""
        if self._images >= MAX_IMAGES:
            raise ValidationError(f"this page has more than {MAX_IMAGES} images; add it by hand")
        if self._pixels + pixels > MAX_PIXELS:
            raise ValidationError(
                f"the images of this page have more than {MAX_PIXELS:,} pixels together; "
                "add it by hand"
            )
        self._images += 1
        self._pixels += pixels

    def _content(self, src: str) -> bytes | None:
        if src.startswith("data:"):
            return _from_data_url(src)
        if self.folder is None or "://" in src or src.startswith("//"):
            return None
        return self._from_folder(unquote(src))

    def _from_folder(self, name: str) -> bytes | None:
        assert self.folder is not None  # noqa: S101 - checked by the only caller
        try:
            path = (self.folder / name).resolve()
            # Only files in the folder of the saved page.
            if not path.is_relative_to(self.folder) or not path.is_file():
                return None
            limits.check_bytes(path.stat().st_size)
            return path.read_bytes()
        except (OSError, ValueError):
            return None

    def _stored(self, block: Image, content: bytes) -> int | None:
        model = get_image_model()
        digest = hash_filelike(ContentFile(renditions.without_metadata(content)))
        collection = self._collection()
        if collection is None:
            return None
        # No image of a private collection: the public cannot see it.
        known = self._public_images().filter(file_hash=digest).first()
        if known is not None:
            return int(known.pk)
        title = (block.alt or block.caption or "Imported picture")[:200]
        name = f"{slugify(title)[:50] or 'image'}.{_suffix(content)}"
        image = model(title=title, description=block.alt[:255], uploaded_by_user=self.user)
        image.collection = collection
        image.file = ContentFile(content, name=name)
        if not self.keep:
            return 0
        image.save()
        return int(image.pk)

    def _collection(self) -> Any:
        """Return a collection to which the user may add images, if any; without a user the root."""
        if self.user is None:
            return Collection.get_first_root_node()
        policy = policy_registry.get_by_type(get_image_model())
        return policy.collections_user_has_permission_for(self.user, "add").first()

    @staticmethod
    def _public_images() -> Any:
        site = Site.objects.get(is_default_site=True)
        return PublicContent(site, timezone.now()).images()


def _from_data_url(src: str) -> bytes | None:
    header, _comma, body = src.partition(",")
    if not header.endswith(";base64"):
        return None
    encoded = unquote(body)
    # Base64 encodes three bytes as four characters.
    limits.check_bytes(len(encoded) * 3 // 4)
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None


def _suffix(content: bytes) -> str:
    """Return the file suffix for the format of an accepted image."""
    with limits.open_image(ContentFile(content)) as image:
        return KINDS[image.format]
