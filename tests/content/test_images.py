"""What happens to an uploaded picture, and which file is refused?"""

from base64 import b64decode
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Picture
from PIL.PngImagePlugin import PngInfo
from wagtail.models import Collection

from cms.content.images import renditions
from cms.content.models import ContentImage
from tests.content.uploads import (
    ORIENTATION,
    assert_no_metadata,
    drawn,
    encoded,
    form_of,
    stored,
    uploaded,
    with_exif,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("delivery_settings")]


def test_an_uploaded_photo_keeps_no_camera_place_or_comment() -> None:
    content = with_exif()
    assert b"Acme" in content
    assert b"Taken at home" in content

    image = uploaded(content, "photo.jpg")

    assert_no_metadata(stored(image))
    with image.file.open("rb") as file:
        written = file.read()
    assert b"Acme" not in written
    assert b"Taken at home" not in written
    assert image.file_size == len(written)
    assert image.placeholder.startswith("data:image/webp;base64,")


@pytest.mark.parametrize(
    ("mode", "file_format"),
    [("1", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG"), ("RGB", "WEBP")],
)
def test_a_placeholder_shows_a_large_image_and_a_small_one_alike(
    mode: str, file_format: str
) -> None:
    small, large = (
        encoded(drawn(mode, size=size), file_format) for size in ((64, 48), (2_000, 1_500))
    )

    assert colours_of(renditions.placeholder(large)) == pytest.approx(
        colours_of(renditions.placeholder(small)), abs=24
    )


def colours_of(placeholder: str) -> list[int]:
    """The left and the right half of a placeholder: red, green and blue in the middle of each."""
    content = b64decode(placeholder.partition(",")[2])
    picture = Picture.open(BytesIO(content)).convert("RGB")
    assert picture.size == (16, 12)
    return [*picture.getpixel((3, 6)), *picture.getpixel((12, 6))]


@pytest.mark.parametrize(
    ("url", "name"), [("wagtailimages:add", "file"), ("wagtailimages:add_multiple", "files[]")]
)
def test_every_upload_in_the_admin_strips_metadata(admin_client: Any, url: str, name: str) -> None:
    collection = Collection.get_first_root_node().pk
    data = {"title": "A picture", "collection": collection}

    response = admin_client.post(
        reverse(url), {**data, name: SimpleUploadedFile("photo.jpg", with_exif())}
    )

    assert response.status_code in (200, 302)
    assert_no_metadata(stored(ContentImage.objects.get()))


def test_an_image_saved_without_a_form_is_stripped_too() -> None:
    image = ContentImage(title="A picture", file=ContentFile(with_exif(), name="photo.jpg"))
    image.save()

    assert_no_metadata(stored(image))


def test_a_photo_held_sideways_is_stored_upright() -> None:
    image = uploaded(with_exif(orientation=6), "photo.jpg")

    picture = stored(image)
    assert picture.size == (48, 64) == (image.width, image.height)
    top, bottom = picture.getpixel((24, 8)), picture.getpixel((24, 56))
    assert sum(top) < sum(bottom)


@pytest.mark.parametrize("file_format", ["GIF", "WEBP"])
def test_an_animation_goes_on_moving(file_format: str) -> None:
    frames = [drawn(colour=colour) for colour in ("navy", "maroon", "olive")]
    options = {"comment": b"Taken at home"} if file_format == "GIF" else {}
    content = encoded(
        frames[0],
        file_format,
        save_all=True,
        append_images=frames[1:],
        duration=90,
        loop=0,
        **options,
    )

    image = uploaded(content, f"moving.{file_format.lower()}")

    picture = stored(image)
    assert picture.format == file_format
    assert picture.n_frames == 3
    assert_no_metadata(picture)


def test_a_picture_for_print_keeps_its_colours() -> None:
    image = uploaded(encoded(drawn("CMYK"), "JPEG", quality=95), "print.jpg")

    assert stored(image).mode == "CMYK"
    assert image.placeholder
    renditions.make_renditions([image])
    assert image.renditions.count() == len(renditions.specs(image.width))


def test_a_palette_picture_stays_transparent() -> None:
    picture = drawn("P")
    content = encoded(picture, "PNG", transparency=picture.getpixel((60, 20)))

    image = uploaded(content, "logo.png")

    shown = stored(image).convert("RGBA")
    assert shown.getpixel((60, 20))[3] == 0
    assert shown.getpixel((4, 20))[3] == 255


def test_words_hidden_in_a_png_are_gone() -> None:
    hidden = PngInfo()
    hidden.add_text("Author", "Somebody private")

    image = uploaded(encoded(drawn(), "PNG", pnginfo=hidden), "drawing.png")

    with image.file.open("rb") as file:
        assert b"Somebody private" not in file.read()


def test_a_phone_photo_with_a_second_picture_inside_becomes_one_plain_photo() -> None:
    exif = Picture.Exif()
    exif[ORIENTATION] = 6
    content = encoded(
        drawn(), "MPO", save_all=True, append_images=[drawn(size=(32, 24))], exif=exif.tobytes()
    )

    image = uploaded(content, "phone.jpg")

    picture = stored(image)
    assert (picture.format, picture.size) == ("JPEG", (48, 64))
    assert_no_metadata(picture)


def test_a_drawing_that_can_carry_scripts_is_refused() -> None:
    form = form_of(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "logo.svg")

    assert not form.is_valid()
    assert "Not a supported image format" in form.errors["file"][0]
    assert "PNG" in form.errors["file"][0]


def test_a_picture_of_too_many_pixels_is_refused_at_the_field() -> None:
    form = form_of(encoded(Picture.new("1", (20_000, 20_000)), "PNG"), "bomb.png")

    assert not form.is_valid()
    assert "pixels" in form.errors["file"][0]


def test_half_a_picture_is_refused_at_the_field() -> None:
    content = encoded(drawn(size=(400, 300)), "JPEG")

    form = form_of(content[: len(content) // 2], "half.jpg")

    assert not form.is_valid()
    assert "damaged" in form.errors["file"][0]


def test_half_an_animation_is_refused_at_the_field() -> None:
    frames = [drawn(size=(300, 200), colour=colour) for colour in ("navy", "maroon", "olive")]
    content = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])

    form = form_of(content[: len(content) * 2 // 3], "half.gif")

    assert not form.is_valid()
    assert "damaged" in form.errors["file"][0]


def test_a_file_that_is_no_picture_is_refused_at_the_field() -> None:
    form = form_of(b"<script>alert(1)</script>", "script.png")

    assert not form.is_valid()
    assert form.errors["file"]
