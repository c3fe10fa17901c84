"""What do the pages about promotions share: who may open them, and below what they stand?"""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from promotions.admin import links


class PromotionsScreen(WagtailAdminTemplateMixin):
    """Mixin before a generic view: open to those who work on promotions."""

    is_below_calendar: ClassVar[bool] = False
    page_title: Any

    def is_permitted(self, user: Any) -> bool:
        """Whether a user may open the page."""
        return links.may_view_promotions(user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those to whom it is open. No page of the admin is kept by any cache."""
        if not self.is_permitted(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the calendar where the page stands below it, the page."""
        calendar = {"url": links.calendar_url(), "label": _("Promotion calendar")}
        above = [calendar] if self.is_below_calendar else []
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.page_title}]
