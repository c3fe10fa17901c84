"""Which pictures of a saved page are in reach, and how do they get into the image library?

Nothing is fetched from the network: a picture is taken in if the page carries it as a data URL,
or if its file lies beside the saved page, as browsers store it.
"""

import base64
import binascii
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image as Picture
from PIL import UnidentifiedImageError
from wagtail.images import get_image_model
from wagtail.models import Collection, Site
from wagtail.permissions import policy_registry
from wagtail.utils.file import hash_filelike

from cms.content import images
from cms.content.visibility import PublicView
from cms.importing.document import Image

LARGEST_BYTES = 20 * 1024 * 1024
KINDS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}


class PictureFinder:
    """Takes the pictures of one saved page into the image library, each once."""

    def __init__(self, folder: Path | None, user: Any = None, keep: bool = True) -> None:
        self.folder = folder.resolve() if folder is not None else None
        self.user = user
        self.keep = keep

    def __call__(self, block: Image) -> int | None:
        """The id of the picture in the library; None where it is not in reach or no picture."""
        content = self._content(block.src)
        kind = _kind(content) if content else None
        if content is None or kind is None:
            return None
        return self._stored(block, content, KINDS[kind])

    def _content(self, src: str) -> bytes | None:
        if src.startswith("data:"):
            return _from_data_url(src)
        if self.folder is None or "://" in src or src.startswith("//"):
            return None
        return self._from_folder(unquote(src))

    def _from_folder(self, name: str) -> bytes | None:
        assert self.folder is not None  # noqa: S101 - asked by the only caller
        try:
            path = (self.folder / name).resolve()
            # Only files of the saved page itself: nothing above its folder.
            if not path.is_relative_to(self.folder) or not path.is_file():
                return None
            return path.read_bytes() if path.stat().st_size <= LARGEST_BYTES else None
        except (OSError, ValueError):
            return None

    def _stored(self, block: Image, content: bytes, suffix: str) -> int | None:
        model = get_image_model()
        try:
            digest = hash_filelike(ContentFile(images.without_metadata(content)))
        except (OSError, ValueError):
            return None
        collection = self._collection()
        if collection is None:
            return None
        # Not one of a private collection: readers could not see it here.
        known = self._public_images().filter(file_hash=digest).first()
        if known is not None:
            return int(known.pk)
        title = (block.alt or block.caption or "Imported picture")[:200]
        name = f"{slugify(title)[:50] or 'picture'}.{suffix}"
        image = model(title=title, description=block.alt[:255], uploaded_by_user=self.user)
        image.collection = collection
        image.file = ContentFile(content, name=name)
        if not self.keep:
            return 0
        image.save()
        return int(image.pk)

    def _collection(self) -> Any:
        """Where the user may add pictures; the root for the command; None for nowhere."""
        if self.user is None:
            return Collection.get_first_root_node()
        policy = policy_registry.get_by_type(get_image_model())
        return policy.collections_user_has_permission_for(self.user, "add").first()

    @staticmethod
    def _public_images() -> Any:
        site = Site.objects.get(is_default_site=True)
        return PublicView(site, timezone.now()).images()


def _from_data_url(src: str) -> bytes | None:
    header, _comma, body = src.partition(",")
    if not header.endswith(";base64") or len(body) > LARGEST_BYTES * 4 // 3:
        return None
    try:
        return base64.b64decode(unquote(body), validate=True)
    except (binascii.Error, ValueError):
        return None


def _kind(content: bytes) -> str | None:
    try:
        with Picture.open(ContentFile(content)) as picture:
            picture.verify()
            return picture.format if picture.format in KINDS else None
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Picture.DecompressionBombError,
    ):
        return None
