"""What happens to the sizes of a picture when its file is replaced?"""

from typing import Any

import pytest
from wagtail.images.forms import get_image_form

from cms.content.images import renditions
from cms.content.models import ContentImage
from tests.content.uploads import assert_no_metadata, drawn, encoded, stored, uploaded, with_exif

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("delivery_settings")]


class TestReplacingTheFile:
    """A read finds a picture's sizes before, while and after its file is exchanged."""

    @pytest.fixture
    def image(self) -> ContentImage:
        image = uploaded(encoded(drawn(size=(700, 500)), "PNG"), "old.png")
        renditions.make_renditions([image])
        return image

    def test_the_new_sizes_are_there_at_once(
        self, image: ContentImage, django_capture_on_commit_callbacks: Any
    ) -> None:
        old = {rendition.file.name for rendition in image.renditions.all()}
        old_file = image.file.name

        with django_capture_on_commit_callbacks(execute=True):
            image = uploaded(encoded(drawn(size=(1000, 400)), "PNG"), "new.png", image)

        made = list(image.renditions.all())
        assert {rendition.filter_spec for rendition in made} == set(renditions.specs(1000))
        assert not old & {rendition.file.name for rendition in made}
        storage = image.file.storage
        assert all(storage.exists(rendition.file.name) for rendition in made)
        assert not any(storage.exists(name) for name in {*old, old_file})
        [shown] = renditions.with_renditions(ContentImage.objects.filter(pk=image.pk))
        assert renditions.represent_image(shown)["src"].endswith(".webp")

    def test_the_old_sizes_stay_until_the_new_ones_are_made(
        self, image: ContentImage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = image.renditions.count()
        seen = []
        make = renditions.fresh_renditions

        def look(changed: Any) -> Any:
            seen.append(ContentImage.objects.get(pk=changed.pk).renditions.count())
            return make(changed)

        monkeypatch.setattr(renditions, "fresh_renditions", look)
        uploaded(encoded(drawn(size=(1000, 400)), "PNG"), "new.png", image)

        assert seen == [before]

    def test_a_failure_leaves_the_old_picture_whole(
        self, image: ContentImage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = {rendition.pk for rendition in image.renditions.all()}
        old_file = image.file.name

        def fail(changed: Any) -> Any:
            raise OSError("No space left on the device")

        monkeypatch.setattr(renditions, "fresh_renditions", fail)
        with pytest.raises(OSError, match="No space"):
            uploaded(encoded(drawn(), "PNG"), "new.png", image)

        kept = ContentImage.objects.get(pk=image.pk)
        assert kept.file.name == old_file
        assert kept.file.storage.exists(old_file)
        assert {rendition.pk for rendition in kept.renditions.all()} == before

    def test_the_metadata_of_the_new_file_is_stripped_once(self, image: ContentImage) -> None:
        image = uploaded(with_exif(orientation=6), "photo.jpg", image)

        assert (image.width, image.height) == (48, 64)
        assert_no_metadata(stored(image))

    def test_a_new_title_keeps_file_and_sizes(self, image: ContentImage) -> None:
        before = {rendition.pk for rendition in image.renditions.all()}
        form = get_image_form(ContentImage)(
            {"title": "Renamed", "collection": image.collection_id, "tags": ""}, instance=image
        )

        assert form.is_valid(), form.errors
        form.save()

        assert {rendition.pk for rendition in image.renditions.all()} == before
