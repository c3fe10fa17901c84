"""The page that confirms the duplication of a promotion for next year."""

from datetime import datetime
from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from promotions.admin import duplicates
from promotions.admin.links import may_edit
from promotions.models import Promotion
from promotions.scheduling.schedule import Window, problems
from promotions.wording import status, windows

LABEL = gettext_lazy("Duplicate for next year")
ICON = "copy"


def may_duplicate(user: Any) -> bool:
    return bool(policy_registry.get_by_type(Promotion).user_has_permission(user, "add"))


def url_of(promotion: Promotion) -> str:
    return reverse("promotions_duplicate", args=[quote(promotion.pk)])


class DuplicateView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the old and the new dates; a POST makes the draft and opens it for who may edit."""

    page_title = LABEL
    header_icon = ICON
    template_name = "promotions/admin/duplicate.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_duplicate(request.user):
            raise PermissionDenied
        self.promotion = get_object_or_404(Promotion, pk=kwargs["pk"])
        self.plan = duplicates.plan_copy(self.promotion)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the heading of the latest version."""
        return str(self.plan.source)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": self._url("list"), "label": capfirst(Promotion._meta.verbose_name_plural)},
            {"url": self._url_after(self.promotion), "label": self.get_page_subtitle()},
            {"url": "", "label": str(LABEL)},
        ]

    def _url_after(self, promotion: Promotion) -> str:
        """Return the editor, or the list for users who may not edit."""
        if may_edit(self.request.user):
            return self._url("edit", promotion.pk)
        return self._url("list")

    def _url(self, name: str, *pk: int) -> str:
        return reverse(Promotion.snippet_viewset.get_url_name(name), args=[quote(k) for k in pk])

    def get_context_data(self, **kwargs: Any) -> Any:
        context = super().get_context_data(**kwargs)
        return context | {
            "plan": self.plan,
            "trouble": status.unreadable_in_words([old for old, _new in self.plan.windows]),
            "windows": [_in_words(old, new) for old, new in self.plan.windows],
            "back": self._url_after(self.promotion),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.plan.is_possible:
            return self.render_to_response(self.get_context_data(**kwargs))
        copy = duplicates.create_copy(self.plan, request.user)
        text = _("This is the draft for next year, “%(key)s”. Check it, then publish it.")
        messages.success(request, text % {"key": copy.key})
        return redirect(self._url_after(copy))


def _in_words(old: Window, new: Window) -> dict[str, Any]:
    return {
        "old": capfirst(windows.window_in_words(old)),
        "new": capfirst(windows.window_in_words(new)),
        "mode": old.mode,
        "weekday": _weekday(old.start or old.end, new.start or new.end),
        "problems": [message for _field, message in problems(new)],
    }


def _weekday(old: datetime | None, new: datetime | None) -> str:
    """Return a note that the date falls on another day of the week."""
    if old is None or new is None:
        return ""
    return _("%(date)s is a %(day)s; in %(year)d it was a %(old)s.") % {
        "date": date_format(new, "j M Y"),
        "day": date_format(new, "l"),
        "year": old.year,
        "old": date_format(old, "l"),
    }
