"""Log changes of a promotion's schedule in Wagtail's history.

An entry stores the windows as data, so that each reader sees it in their language.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogContext, LogFormatter, get_active_log_context, log
from wagtail.log_actions import registry as logs
from wagtail.signals import unpublished

from promotions import stored_windows
from promotions.scheduling.schedule import Window
from promotions.wording import windows as summary

CHANGED = "promotions.schedule.change"
WENT_LIVE = "promotions.schedule.publish"
TAKEN_DOWN = "promotions.schedule.unpublish"
COPIED = "promotions.copy"


class ScheduleHistoryMixin:
    """Mixin before Wagtail's drafts: log every change of the windows.

    The admin, the promotion file, the importer and code save and publish by these methods.
    """

    pk: Any
    latest_revision: Any

    def save_revision(self, user: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Save a revision, and log how its windows differ from the previous one."""
        with transaction.atomic():
            overwritten = kwargs.get("overwrite_revision")
            earlier = _entry_of(self, overwritten) if overwritten else None
            before = _read(earlier.data["before"]) if earlier else _saved(self)
            revision = super().save_revision(user, *args, **kwargs)  # type: ignore[misc]
            after = stored_windows.windows_of_content(revision.content)
            if earlier or _differ(before, after):
                # Of the entries of one action Wagtail's history shows the last.
                uuid = earlier.uuid if earlier else None
                _log(self, CHANGED, before, after, user=user, revision=revision, uuid=uuid)
        return revision

    def publish(self, revision: Any, user: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision, and log its windows if they differ from the live ones."""
        with transaction.atomic():
            before = _live(self)
            published = super().publish(revision, user, *args, **kwargs)  # type: ignore[misc]
            after = _live(self)
            if after is not None and (before is None or _differ(before, after)):
                _log(self, WENT_LIVE, before, after, user=user, revision=revision)
        return published

    def unpublish(
        self, set_expired: bool = False, commit: bool = True, user: Any = None, **kwargs: Any
    ) -> Any:
        """Unpublish, with the user for `log_unpublish`."""
        with LogContext(user=user or get_active_log_context().user):
            return super().unpublish(set_expired, commit, user, **kwargs)  # type: ignore[misc]


def log_unpublish(instance: Any, **kwargs: Any) -> None:
    """Log the windows of an unpublished promotion; the admin does not call its own method."""
    _log(instance, TAKEN_DOWN, stored_windows.windows_of_promotion(_row(instance).first()), None)


def connect(model: Any) -> None:
    unpublished.connect(log_unpublish, sender=model, dispatch_uid="promotions.log_unpublish")


def log_copy(copy: Any, source: Any, user: Any) -> None:
    data = {"source": {"key": source.key, "title": str(source)}}
    log(instance=copy, action=COPIED, user=user, data=data)


def _row(promotion: Any) -> Any:
    return type(promotion)._base_manager.filter(pk=promotion.pk)


def _saved(promotion: Any) -> Sequence[Window]:
    """Return the windows of the latest revision; an instance in memory may be stale."""
    content = _row(promotion).values_list("latest_revision__content", flat=True).first()
    return stored_windows.windows_of_content(content) if content else ()


def _live(promotion: Any) -> Sequence[Window] | None:
    """Return the published windows; None if nothing is published."""
    row = _row(promotion).filter(live=True).first()
    return stored_windows.windows_of_promotion(row) if row else None


def _entry_of(promotion: Any, revision: Any) -> Any:
    """Return the last entry of a revision that an autosave overwrites."""
    return logs.get_logs_for_instance(promotion).filter(action=CHANGED, revision=revision).first()


def _differ(before: Sequence[Window], after: Sequence[Window]) -> bool:
    return bool(summary.changes_in_words(before, after))


def _log(
    promotion: Any,
    action: str,
    before: Sequence[Window] | None,
    after: Sequence[Window] | None,
    **more: Any,
) -> None:
    data = {"before": _write(before), "after": _write(after)}
    log(instance=promotion, action=action, data=data, **more)


def _write(windows: Sequence[Window] | None) -> list[stored_windows.WindowColumns] | None:
    return (
        None
        if windows is None
        else [stored_windows.window_to_columns(window) for window in windows]
    )


def _read(windows: list[stored_windows.WindowColumns] | None) -> list[Window]:
    return [stored_windows.window_from_columns(window) for window in windows or []]


class _Change(LogFormatter):
    label = gettext_lazy("Schedule changed")

    def format_message(self, log_entry: Any) -> str:
        before, after = _read(log_entry.data["before"]), _read(log_entry.data["after"])
        changes = summary.changes_in_words(before, after)
        if not changes:
            return _("Schedule as it was before")
        if not before:
            return _("Schedule set: %(words)s") % {"words": summary.schedule_in_words(after)}
        return _("Schedule changed: %(changes)s") % {"changes": "; ".join(changes)}


class _WentLive(LogFormatter):
    label = gettext_lazy("Schedule published")

    def format_message(self, log_entry: Any) -> str:
        before, after = log_entry.data["before"], _read(log_entry.data["after"])
        words = {"words": summary.schedule_in_words(after)}
        if before is None:
            return _("Schedule went live: %(words)s") % words
        words["changes"] = "; ".join(summary.changes_in_words(_read(before), after))
        return _("Schedule went live: %(words)s (%(changes)s)") % words


class _TakenDown(LogFormatter):
    label = gettext_lazy("Schedule taken down")

    def format_message(self, log_entry: Any) -> str:
        words = summary.schedule_in_words(_read(log_entry.data["before"]))
        return _("Schedule taken down: %(words)s") % {"words": words}


class _Copy(LogFormatter):
    label = gettext_lazy("Copied")

    def format_message(self, log_entry: Any) -> str:
        return _("Copied from “%(title)s” (%(key)s)") % log_entry.data["source"]


def register(actions: Any) -> None:
    """Register the entries with Wagtail's history."""
    formatters = {CHANGED: _Change, WENT_LIVE: _WentLive, TAKEN_DOWN: _TakenDown, COPIED: _Copy}
    for action, formatter in formatters.items():
        actions.register_action(action)(formatter)
