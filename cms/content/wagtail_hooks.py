"""What does the shared ground add to the admin: icons, a script, preview tokens, publishing?"""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.content.admin import publishing, tokens


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """Wagtail's icons and ours."""
    return [*icons, "content/icons/bullhorn.svg"]


@hooks.register("insert_editor_js")
def hold_buttons_for_the_first_draft() -> str:
    """Nothing new is made twice, however quickly one clicks after typing."""
    return format_html('<script src="{}"></script>', static("content/first-draft.js"))


@hooks.register("register_admin_urls")
def register_token_screens() -> list[Any]:
    """Where preview tokens are made and revoked."""
    return tokens.urls()


@hooks.register("register_settings_menu_item")
def register_tokens() -> Any:
    """Preview tokens."""
    return tokens.menu_item()


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", publishing.PublishValidBulkAction, order=1)


@hooks.register("construct_admin_api")
def refuse_in_the_admin_api(router: Any) -> None:
    """Publishing by the admin's own API."""
    router.register_endpoint("pages", publishing.ValidPagesAPIViewSet)
