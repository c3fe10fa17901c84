"""What does the shared ground add to the admin: icons, a script for editors, preview tokens?"""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.content.admin import tokens


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
