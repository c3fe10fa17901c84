"""Do the system checks say what a project's settings lack?"""

from typing import Any

from cms.content import checks


def test_our_own_settings_pass() -> None:
    assert checks.check_image_model() == []
    assert checks.check_search() == []
    assert checks.check_time_zones() == []


def test_image_model_without_our_fields_is_an_error(settings: Any) -> None:
    settings.WAGTAILIMAGES_IMAGE_MODEL = "wagtailimages.Image"
    (mistake,) = checks.check_image_model()
    assert mistake.id == "content.E001"
    assert (
        mistake.msg == "The image model wagtailimages.Image has no placeholder and no store_file."
    )
    assert "AbstractContentImage" in str(mistake.hint)


def test_missing_parts_are_warnings(settings: Any) -> None:
    settings.WAGTAILIMAGES_IMAGE_FORM_BASE = ""
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {"BACKEND": "wagtail.search.backends.database"},
    }
    found = [*checks.check_image_model(), *checks.check_search()]
    assert [advice.id for advice in found] == ["content.W001", "content.W002"]


def test_local_instants_are_an_error(settings: Any) -> None:
    settings.USE_TZ = False
    assert [mistake.id for mistake in checks.check_time_zones()] == ["content.E002"]
