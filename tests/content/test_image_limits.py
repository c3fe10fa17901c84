"""Which image files are refused before they are decoded, wherever they come in?"""

import struct
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image as Picture
from PIL.ImageFile import ImageFile
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from cms.content.images import limits, renditions
from cms.content.images.structure import MAX_PARTS, Malformed, gif_frames
from cms.content.models import ContentImage
from tests.content.hostile_images import (
    GIF_PIXEL,
    HUGE,
    animated_png,
    animated_webp,
    chunk,
    forbid_decoding,
    gif,
    jpeg_of_scans,
    phone_photo,
    png,
)
from tests.content.uploads import drawn, encoded, form_of, uploaded
from tests.search_sizes import examples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("delivery_settings")]

TOO_LARGE = (
    "This animation is too large: 1,500 frames of 7,000 × 7,000 pixels. "
    "At this size, it may have at most 1 frame."
)
DAMAGED = "This image is damaged or incomplete: save it anew and upload it again."

ACCOUNT = {
    "name_email-first_name": "Ada",
    "name_email-last_name": "Byron",
    "name_email-email": "ada@example.com",
    "theme-theme": "system",
    "theme-contrast": "system",
    "theme-density": "default",
}
"""What the account page sends besides the avatar."""


@pytest.fixture
def no_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Decoding a single frame fails the test."""
    forbid_decoding(monkeypatch)


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(ValidationError) as caught:
        act()
    [message] = caught.value.messages
    return message


def create(content: bytes, name: str) -> ContentImage:
    return ContentImage.objects.create(title="By code", file=ContentFile(content, name=name))


@pytest.mark.usefixtures("no_decoding")
class TestRule:
    """Frames × width × height, counted without decoding."""

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (HUGE, TOO_LARGE),
            (animated_png((7_000, 7_000), 1_500), TOO_LARGE),
            (animated_webp((7_000, 7_000), 1_500), TOO_LARGE),
            # A frame that reaches past the canvas makes it larger.
            (gif((1, 1), frames=1_500, frame=(7_000, 7_000)), TOO_LARGE),
            # The header declares more frames than there are.
            (animated_png((7_000, 7_000), 2, declared=1_500), TOO_LARGE),
            (
                gif((1, 1), frames=100_000),
                "This animation is too large: more than 5,100 frames of 1 × 1 pixels. "
                "At this size, it may have at most 5,100 frames.",
            ),
            (
                animated_webp((200, 200), 5_000),
                "This animation is too large: 5,000 frames of 200 × 200 pixels. "
                "At this size, it may have at most 1,275 frames.",
            ),
            (
                png((13_000, 13_000)),
                "This image is too large: 13,000 × 13,000 pixels. "
                "An image may have at most 51,000,000 pixels.",
            ),
            (
                gif((65_535, 65_535)),
                "This image is too large: 65,535 × 65,535 pixels. "
                "An image may have at most 51,000,000 pixels.",
            ),
            # Pillow itself opens none of this size.
            (
                png((20_000, 20_000)),
                "This image is too large. An image may have at most 51,000,000 pixels.",
            ),
            (
                jpeg_of_scans((5_000, 5_000), 41),
                "This progressive JPEG takes too long to read: 41 scans of 5,000 × 5,000 pixels. "
                "At this size, it may have at most 40 scans: "
                "save it as one that is not progressive.",
            ),
        ],
        ids=[
            "gif", "png", "webp", "gif-past-its-canvas", "png-that-declares-more", "tiny-frames",
            "many-frames", "one-large-frame", "one-largest-frame", "too-large-for-pillow",
            "many-scans",
        ],
    )  # fmt: skip
    def test_an_image_of_too_many_pixels_is_refused(self, content: bytes, message: str) -> None:
        begin = time.monotonic()

        assert refusal(lambda: limits.check(content)) == message
        assert time.monotonic() - begin < 5

    @pytest.mark.parametrize(
        "content",
        [
            jpeg_of_scans((1_000, 1_000), 101),
            png((9, 9), *[chunk(b"iCCP", b"profile")] * 9),
            png((9, 9), *[chunk(b"abCd", b"")] * MAX_PARTS),
            gif((9, 9), extension=b"!\xfe" + b"\x01a" * MAX_PARTS + b"\x00"),
            gif((9, 9), extension=b"x" * MAX_PARTS),
            gif((9, 9), pixels=GIF_PIXEL[:-1] + b"\x01a" * MAX_PARTS + b"\x00"),
            # Pillow reads a first block behind the end of these, and finds other frames.
            gif((9, 9), extension=b"!\x01\x00"),
            gif((9, 9), extension=b"!\xff\x0bNETSCAPE2.0\x00"),
            b"\xff\xd8" + b"\xff\xfe\x00\x02" * MAX_PARTS + encoded(drawn(), "JPEG")[2:],
            encoded(drawn(), "AVIF") + b"av01" * 200,
        ],
        ids=[
            "jpeg-scans", "png-profiles", "png-chunks", "gif-comment", "gif-filling",
            "gif-blocks", "gif-empty-extension", "gif-empty-loop", "jpeg-segments", "avif-items",
        ],
    )  # fmt: skip
    def test_a_file_that_takes_minutes_to_read_is_refused(self, content: bytes) -> None:
        begin = time.monotonic()

        assert refusal(lambda: limits.check(content)) == DAMAGED
        assert time.monotonic() - begin < 5

    def test_an_animated_avif_is_refused_since_its_header_bounds_no_frame(self) -> None:
        content = encoded(drawn(), "AVIF", save_all=True, append_images=[drawn(colour="red")])

        message = refusal(lambda: limits.check(content))

        assert message == "This animation is an AVIF file: save it as a GIF or WebP file."

    def test_a_file_of_too_many_bytes_is_refused(self, settings: Any) -> None:
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 2_048

        message = refusal(lambda: limits.check(HUGE))

        assert message.replace("\xa0", " ") == (
            "This file is too large: 22.0 KB. An image may have at most 2.0 KB."
        )

    @pytest.mark.parametrize("file_format", ["BMP", "TIFF", "ICO"])
    def test_a_format_that_is_not_in_the_settings_is_refused(self, file_format: str) -> None:
        message = refusal(lambda: limits.check(encoded(drawn(), file_format)))

        assert message == (
            "This file is damaged, or not in a supported format: AVIF, GIF, JPG, JPEG, PNG, WEBP."
        )

    @pytest.mark.parametrize(
        "content",
        [
            gif((400, 300), frames=400),
            gif((9, 9), frames=5_100),
            animated_png((400, 300), 400),
            animated_webp((400, 300), 400),
            jpeg_of_scans((1_000, 1_000), 100),
            jpeg_of_scans((8_064, 6_048), 20),
            phone_photo(3),
            # What a phone camera of 48 million pixels takes.
            png((8_064, 6_048)),
            encoded(drawn(), "AVIF"),
        ],
        ids=[
            "gif",
            "tiny-frames",
            "png",
            "webp",
            "jpeg",
            "large-jpeg",
            "mpo",
            "one-large-frame",
            "avif",
        ],
    )
    def test_an_image_within_the_limits_is_accepted(self, content: bytes) -> None:
        limits.check(content)

    @pytest.mark.parametrize(
        ("content", "pixels"),
        [
            (gif((400, 300), frames=400), 48_000_000),
            (gif((9, 9), frames=2), 20_000),
            (phone_photo(3), 5_400),
            (png((300, 200)), 60_000),
        ],
        ids=["gif", "tiny-frames", "mpo", "png"],
    )
    def test_the_pixels_of_all_frames_are_returned(self, content: bytes, pixels: int) -> None:
        assert limits.check(content) == pixels

    def test_the_limit_is_the_one_of_the_settings(self, settings: Any) -> None:
        settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_500 * 7_000 * 7_000
        limits.check(HUGE)

        settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = None
        limits.check(HUGE)

        settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_500 * 7_000 * 7_000 - 1
        assert "1,499 frames." in refusal(lambda: limits.check(HUGE))


class TestDamage:
    """A broken file is named as such, whatever Pillow raises."""

    @pytest.mark.parametrize(
        "content",
        [
            gif((90, 60), frames=3),
            animated_png((90, 60), 3),
            animated_webp((90, 60), 3),
            jpeg_of_scans((90, 60), 6),
            phone_photo(2),
            encoded(drawn(), "AVIF"),
        ],
        ids=["gif", "png", "webp", "jpeg", "mpo", "avif"],
    )
    def test_a_truncated_file_is_refused_wherever_it_ends(self, content: bytes) -> None:
        for end in range(1, len(content), 7):
            try:
                renditions.without_metadata(content[:end])
            except ValidationError as error:
                assert error.code in ("damaged_image", "invalid_image")  # noqa: PT017

    def test_half_a_frame_is_refused_at_the_field(self) -> None:
        assert form_of(gif((90, 60))[:-4], "moving.gif").errors == {"file": [DAMAGED]}

    def test_a_png_that_declares_frames_it_has_not_is_refused(self) -> None:
        content = animated_png((90, 60), 3, declared=5)

        assert refusal(lambda: limits.check_decodable(content)) == DAMAGED
        assert refusal(lambda: create(content, "moving.png")) == DAMAGED

    def test_of_a_png_that_declares_fewer_frames_no_more_are_read(self) -> None:
        content = animated_png((90, 60), 50, declared=2)

        with limits.open_image(ContentFile(content)) as picture:
            assert limits.frame_count(picture) == 2
        limits.check_decodable(content)

    def test_a_webp_that_denies_its_animation_is_refused(self) -> None:
        content = animated_webp((90, 60), 3, declared=False)

        assert form_of(content, "moving.webp").errors["file"]

    def test_only_the_first_picture_of_a_phone_photo_is_decoded(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        decoded = []
        load = ImageFile.load
        monkeypatch.setattr(
            ImageFile, "load", lambda picture: decoded.append(picture.tell()) or load(picture)
        )

        limits.check_decodable(phone_photo(3))

        assert set(decoded) == {0}


@pytest.mark.usefixtures("no_decoding")
class TestEntrances:
    """The same message, and nothing stored, wherever the file comes in."""

    @pytest.mark.parametrize(
        ("url", "field"),
        [
            ("wagtailimages:add", "file"),
            ("wagtailimages:add_multiple", "files[]"),
            ("wagtailimages_chooser:create", "image-chooser-upload-file"),
        ],
    )
    def test_a_huge_animation_is_refused_in_the_admin(
        self, admin_client: Any, url: str, field: str
    ) -> None:
        prefix = field.removesuffix("file") if field.startswith("image-") else ""
        data = {"title": "Moving", "collection": Collection.get_first_root_node().pk}

        response = admin_client.post(
            reverse(url),
            {
                **{f"{prefix}{name}": value for name, value in data.items()},
                field: SimpleUploadedFile("moving.gif", HUGE, "image/gif"),
            },
        )

        text = response.json() if "json" in response["Content-Type"] else response.content.decode()
        assert TOO_LARGE in str(text)
        assert not ContentImage.objects.exists()

    def test_an_animation_under_a_false_name_is_refused_in_the_library(self) -> None:
        assert form_of(HUGE, "photo.jpg").errors["file"]

    def test_a_huge_avatar_is_refused_on_the_account_page(
        self, admin_client: Any, admin_user: User
    ) -> None:
        response = admin_client.post(
            reverse("wagtailadmin_account"),
            {
                **ACCOUNT,
                "avatar-avatar": SimpleUploadedFile("me.gif", HUGE, "image/gif"),
            },
        )

        assert response.status_code == 200
        assert TOO_LARGE in response.content.decode()
        assert not UserProfile.get_for_user(admin_user).avatar

    def test_a_huge_animation_is_refused_when_saved_by_code(self) -> None:
        assert refusal(lambda: create(HUGE, "moving.gif")) == TOO_LARGE
        assert not ContentImage.objects.exists()

    def test_an_image_too_large_for_pillow_is_refused_when_saved_by_code(self) -> None:
        message = refusal(lambda: create(png((20_000, 20_000)), "large.png"))

        assert message == "This image is too large. An image may have at most 51,000,000 pixels."


def test_a_huge_animation_replaces_no_file(admin_client: Any, request: Any) -> None:
    image = uploaded(encoded(drawn(), "PNG"), "old.png")
    name = image.file.name
    url = reverse("wagtailimages:edit", args=[image.pk])
    # The page shows the old file in a size that is made when it is first opened.
    data = {"title": "Moving", "collection": image.collection_id}
    admin_client.get(url)
    request.getfixturevalue("no_decoding")

    response = admin_client.post(
        url, {**data, "file": SimpleUploadedFile("moving.gif", HUGE, "image/gif")}
    )

    assert TOO_LARGE in response.content.decode()
    image.refresh_from_db()
    assert image.file.name == name
    image.file = ContentFile(HUGE, name="moving.gif")
    assert refusal(image.store_file) == TOO_LARGE
    assert refusal(image.save) == TOO_LARGE


def test_a_small_avatar_is_accepted(admin_client: Any, admin_user: User) -> None:
    avatar = SimpleUploadedFile("me.png", encoded(drawn(), "PNG"), "image/png")

    response = admin_client.post(
        reverse("wagtailadmin_account"), {**ACCOUNT, "avatar-avatar": avatar}
    )

    assert response.status_code == 302
    assert UserProfile.get_for_user(admin_user).avatar


def test_a_mistake_elsewhere_on_the_account_page_is_not_one_of_the_avatar(
    admin_client: Any,
) -> None:
    avatar = SimpleUploadedFile("me.png", encoded(drawn(), "PNG"), "image/png")

    response = admin_client.post(
        reverse("wagtailadmin_account"),
        {**ACCOUNT, "name_email-email": "ada", "avatar-avatar": avatar},
    )

    page = response.content.decode()
    assert "Enter a valid email address." in page
    assert "Upload a valid image" not in page


def test_the_size_of_an_assigned_file_is_read_without_decoding_it(no_decoding: None) -> None:
    image = ContentImage(file=ContentFile(encoded(drawn(), "PNG"), name="drawing.png"))

    assert (image.width, image.height) == (64, 48)


BLOCKS = st.sampled_from(
    [
        b"x",
        b"!\xfe\x00",
        b"!\xfe\x03ab,\x01;\x00",
        b"!\xf9\x04\x04\x01\x00\x00\x00",
        b"!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00",
        b"!\x01\x02,;\x00",
        b",\x00\x00\x00\x00\x01\x00\x01\x00\x00" + GIF_PIXEL,
        b",\x09\x00\x07\x00\x01\x00\x01\x00\x00" + GIF_PIXEL,
        b",\x00\x00\x00\x00\x01\x00\x01\x00\x80\x01\x02\x03\x04\x05\x06" + GIF_PIXEL,
    ]
)


@hypothesis_settings(max_examples=examples(60), deadline=None)
@given(st.lists(BLOCKS, max_size=12), st.integers(0, 8))
def test_frames_of_a_gif_are_counted_as_pillow_counts_them(blocks: list[bytes], cut: int) -> None:
    content = gif((6, 4))[:-1] + b"".join(blocks) + b";"
    content = content[: len(content) - cut]

    try:
        frames = gif_frames(content, 100)
        with Picture.open(ContentFile(content)) as picture:
            count = picture.n_frames
            if cut == 0:
                picture.seek(count - 1)
            size = picture.size
    except (Malformed, IndexError, struct.error):
        # A file that ends early may not be read at all.
        assert cut
        return

    assert frames.number == count
    if cut == 0:
        assert (frames.width, frames.height) == size
