"""What does Wagtail's history say of a promotion's schedule, and on which paths is it written?

An entry keeps the windows as data, so that its words are in the reader's language and last.
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
    """Mixin before Wagtail's drafts: writes down every change of the windows, whoever makes it.

    The admin, the promotion file, the importer and code all save and publish by these methods.
    """

    pk: Any
    latest_revision: Any

    def save_revision(self, user: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Save a version, and say how its windows differ from those of the one before."""
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
        """Publish a version, and say which windows hold from now on if others did before."""
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
        """Take the promotion down; `log_unpublish` learns by whom."""
        with LogContext(user=user or get_active_log_context().user):
            return super().unpublish(set_expired, commit, user, **kwargs)  # type: ignore[misc]


def log_unpublish(instance: Any, **kwargs: Any) -> None:
    """Say which windows no longer hold; the admin unpublishes past the promotion's own method."""
    _log(instance, TAKEN_DOWN, stored_windows.windows_of_promotion(_row(instance).first()), None)


def connect(model: Any) -> None:
    """Listen to the taking down of promotions; called once when the app starts."""
    unpublished.connect(log_unpublish, sender=model, dispatch_uid="promotions.log_unpublish")


def log_copy(copy: Any, source: Any, user: Any) -> None:
    """Say in the history of a copy what it was copied from."""
    data = {"source": {"key": source.key, "title": str(source)}}
    log(instance=copy, action=COPIED, user=user, data=data)


def _row(promotion: Any) -> Any:
    return type(promotion)._base_manager.filter(pk=promotion.pk)


def _saved(promotion: Any) -> Sequence[Window]:
    """The windows of the version saved last; an instance in memory may have missed it."""
    content = _row(promotion).values_list("latest_revision__content", flat=True).first()
    return stored_windows.windows_of_content(content) if content else ()


def _live(promotion: Any) -> Sequence[Window] | None:
    """The windows that hold; None where nothing is published."""
    row = _row(promotion).filter(live=True).first()
    return stored_windows.windows_of_promotion(row) if row else None


def _entry_of(promotion: Any, revision: Any) -> Any:
    """The last entry about the windows of a version that is saved anew as its author types."""
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
    """Make the entries known to Wagtail's history and to its report of the whole site."""
    formatters = {CHANGED: _Change, WENT_LIVE: _WentLive, TAKEN_DOWN: _TakenDown, COPIED: _Copy}
    for action, formatter in formatters.items():
        actions.register_action(action)(formatter)
