"""Permission and breadcrumbs of the promotion screens."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from promotions.admin import links


class PromotionsScreen(WagtailAdminTemplateMixin):
    """Mixin for a generic view that requires a promotion permission."""

    is_below_calendar: ClassVar[bool] = False
    page_title: Any

    def is_permitted(self, user: Any) -> bool:
        return links.may_view_promotions(user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Raise `PermissionDenied` for other users."""
        if not self.is_permitted(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        calendar = {"url": links.calendar_url(), "label": _("Promotion calendar")}
        above = [calendar] if self.is_below_calendar else []
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.page_title}]
