"""The list of promotions, with links to the calendar and the file."""

from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from promotions.admin import links


class PromotionIndexView(IndexView):
    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *_others()]


def _others() -> list[Button]:
    buttons = [Button(_("Calendar"), url=links.calendar_url(), icon_name="calendar-alt")]
    try:
        file = reverse("promotions_file")
    except NoReverseMatch:
        return buttons
    return [*buttons, Button(_("Promotions file"), url=file, icon_name="download")]
