"""Menu items of the admin that are shown to permitted users only."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class PermittedMenuItem(MenuItem):
    """A menu item for users for whom `is_permitted(user)` is true, as for its view."""

    def __init__(self, is_permitted: Callable[[Any], bool], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_permitted = is_permitted

    def is_shown(self, request: HttpRequest) -> bool:
        return self.is_permitted(request.user)
