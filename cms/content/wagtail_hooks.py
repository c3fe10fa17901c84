"""Icons, a script of the editor, and valid publishing in the admin."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.publishing import admin


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "content/icons/bullhorn.svg"]


@hooks.register("insert_editor_js")
def hold_buttons_for_the_first_draft() -> str:
    """Add a script that keeps a quick double click from creating two drafts."""
    return format_html('<script src="{}"></script>', static("content/first-draft.js"))


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", admin.PublishValidBulkAction, order=1)


@hooks.register("construct_admin_api")
def refuse_in_the_admin_api(router: Any) -> None:
    router.register_endpoint("pages", admin.ValidPagesAPIViewSet)
