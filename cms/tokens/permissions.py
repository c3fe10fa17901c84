"""The permission to see what will be published."""

from functools import cache
from typing import Any

from django.apps import apps
from wagtail.models import DraftStateMixin, Page
from wagtail.permissions import policy_registry


@cache
def _publish_permissions() -> list[str]:
    """Return the permissions to publish each type of snippet."""
    return [
        f"{model._meta.app_label}.publish_{model._meta.model_name}"
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]


def may_see_unpublished(user: Any) -> bool:
    """Whether a user may publish any page or snippet, and so may see what will be published."""
    if any(user.has_perm(name) for name in _publish_permissions()):
        return True
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, ["publish"]))
