"""The screens of preview tokens in the admin."""

from typing import Any

from wagtail import hooks

from cms.tokens import admin as tokens


@hooks.register("register_admin_urls")
def register_token_screens() -> list[Any]:
    return tokens.urls()


@hooks.register("register_settings_menu_item")
def register_tokens() -> Any:
    return tokens.menu_item()
