"""Who sees an entry of the admin's menu? Whoever the page behind it is open to."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class PermittedMenuItem(MenuItem):
    """An entry for those users of whom a rule holds: the very rule that guards the page."""

    def __init__(self, may: Callable[[Any], bool], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may = may

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the rule holds of the user."""
        return self.may(request.user)
