"""Which pictures do tests upload, and how do they look at what is stored?"""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from PIL import ImageDraw
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from cms.content.models import ContentImage

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def drawn(mode: str = "RGB", size: tuple[int, int] = (64, 48), colour: Any = None) -> Any:
    """A picture with a dark left half, so that turning it shows."""
    picture = Picture.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 2 - 1, size[1]), fill=colour or "navy")
    return picture.convert(mode)


def encoded(picture: Any, file_format: str, **options: Any) -> bytes:
    output = BytesIO()
    picture.save(output, format=file_format, **options)
    return output.getvalue()


def with_exif(orientation: int = 1) -> bytes:
    exif = Picture.Exif()
    exif[MAKE] = "Acme"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)})
    return encoded(drawn(), "JPEG", exif=exif.tobytes(), comment=b"Taken at home", quality=95)


def form_of(content: bytes, name: str, instance: ContentImage | None = None) -> Any:
    form_class = get_image_form(ContentImage)
    return form_class(
        {"title": "A picture", "collection": Collection.get_first_root_node().pk, "tags": ""},
        {"file": SimpleUploadedFile(name, content)},
        instance=instance or ContentImage(),
    )


def uploaded(content: bytes, name: str, instance: ContentImage | None = None) -> ContentImage:
    form = form_of(content, name, instance)
    assert form.is_valid(), form.errors
    image = form.save()
    image.refresh_from_db()
    return image


def stored(image: ContentImage) -> Any:
    with image.file.open("rb") as file:
        picture = Picture.open(BytesIO(file.read()))
        picture.load()
        return picture


def assert_no_metadata(picture: Any) -> None:
    exif = picture.getexif()
    assert dict(exif) == {}
    assert dict(exif.get_ifd(GPS)) == {}
    assert not {"exif", "comment", "xmp", "XML:com.adobe.xmp"} & set(picture.info)
