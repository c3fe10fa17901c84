"""The add and edit views: warn after saving, and offer to duplicate."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView

from promotions import stored_windows
from promotions.active import candidates
from promotions.admin import duplicate_view
from promotions.admin.publishing import AtomicSaveMixin
from promotions.conflicts.conflicts import Conflict, conflicts_of
from promotions.models import Promotion
from promotions.scheduling.schedule import interval_at, next_change
from promotions.wording import conflicts as words
from promotions.wording import occurrences
from promotions.wording import windows as summary

logger = logging.getLogger("wellspring.promotions")
_LOOK_AHEAD = timedelta(days=366)
_MAX_CONFLICTS = 3
"""Limit of the conflicts in the warning; the calendar shows all."""


def conflicts_of_saved(promotion: Promotion) -> list[Conflict]:
    """Return the conflicts of the latest version in the year from its next start."""
    now = timezone.now()
    every = candidates.saved(Promotion.objects.of_site(promotion.site_id))
    mine = next(each for each in every if each.payload.pk == promotion.pk)
    after = now if interval_at(mine.windows, now) else next_change(mine.windows, now)
    if after is None:
        return []
    others = [each for each in every if each is not mine]
    return conflicts_of(mine, others, after, after + _LOOK_AHEAD)


class SaveWarningsMixin:
    """Mixin that warns after saving of probable mistakes."""

    request: Any
    object: Any
    expects_json_response: bool

    def save_action(self) -> Any:
        """Save, then warn, except for an autosave."""
        response = super().save_action()  # type: ignore[misc]
        if not self.expects_json_response:
            self._warn()
        return response

    def _warn(self) -> None:
        try:
            # An error in here does not undo the save.
            with transaction.atomic():
                self._warn_of_windows()
                self._warn_of_conflicts()
        except Exception:
            logger.exception("Warnings for promotion %s failed", self.object.key)

    def _warn_of_windows(self) -> None:
        windows = stored_windows.windows_of_promotion(self.object)
        for warning in occurrences.warnings(windows, timezone.now()):
            messages.warning(self.request, warning)

    def _warn_of_conflicts(self) -> None:
        found = conflicts_of_saved(self.object)
        if not found:
            return
        texts = [(words.conflict_in_words(conflict),) for conflict in found[:_MAX_CONFLICTS]]
        if more := len(found) - _MAX_CONFLICTS:
            text = ngettext("And %(count)d more.", "And %(count)d more.", more)
            texts += [(text % {"count": more},)] if more > 0 else []
        button = messages.button(reverse("promotions_calendar"), _("Calendar"))
        lines = format_html_join("", "<li>{}</li>", texts)
        zone = {"zone": summary.zone_in_words(settings.TIME_ZONE)}
        lead = _("It shares its slot with others at the same time (%(zone)s):") % zone
        messages.warning(self.request, format_html("{} <ul>{}</ul>", lead, lines), buttons=[button])


class PromotionCreateView(AtomicSaveMixin, SaveWarningsMixin, CreateView):
    pass


class PromotionEditView(AtomicSaveMixin, SaveWarningsMixin, EditView):
    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Add the button to duplicate, for users who may add promotions."""
        buttons = list(super().header_more_buttons)
        if duplicate_view.may_duplicate(self.request.user):
            url = duplicate_view.url_of(self.object)
            buttons.append(
                Button(duplicate_view.LABEL, url=url, icon_name=duplicate_view.ICON, priority=15)
            )
        return buttons
