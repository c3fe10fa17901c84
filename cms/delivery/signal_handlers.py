"""Process the purge outbox after each commit that may have changed content.

Signals say only when to look. What has changed is read from the table that the database's own
triggers write.
"""

import logging
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django_tasks import task
from wagtail.models import BaseLogEntry

from cms.delivery.purge import outbox
from cms.delivery.purge.outbox import PurgeResult
from cms.delivery.task_worker import has_worker
from cms.versions import dependencies

logger = logging.getLogger("wellspring.purging")


def connect() -> None:
    """Connect to all saves and deletions; called once when the app starts."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(process_after_commit, dispatch_uid="delivery.process_after_commit")


def process_after_commit(sender: Any, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Call `process_outbox` after the commit, once per transaction."""
    if using != DEFAULT_DB_ALIAS or not _may_change_content(sender):
        return
    callbacks = transaction.get_connection(using).run_on_commit
    if not any(callback is process_outbox for _savepoints, callback, _robust in callbacks):
        transaction.on_commit(process_outbox, using=using, robust=True)


@cache
def _may_change_content(sender: type[models.Model]) -> bool:
    # Log entries too: Wagtail writes them after changes made in SQL alone, such as moving pages.
    tracked = {apps.get_model(label) for label in dependencies.tracked_labels()}
    return issubclass(sender, (BaseLogEntry, *tracked))


def process_outbox() -> None:
    """Process the outbox, or have the worker do it, if anything is pending. Never raises."""
    try:
        if outbox.has_pending():
            purge_pending.enqueue(patient=has_worker())
    except Exception:
        logger.exception("Changes could not be purged; manage.py settle does it")


@task()
def purge_pending(patient: bool) -> None:
    """Purge what is pending; after a failure, a worker tries again once the pause is over."""
    seconds = outbox.PATIENT_SECONDS if patient else outbox.IMPATIENT_SECONDS
    if outbox.process_pending(seconds) in (PurgeResult.FAILED, PurgeResult.POSTPONED):
        retry_at(outbox.current_state().not_before)


def retry_at(instant: datetime | None) -> None:
    """Defer the task to an instant, if the task backend can; else the next change retries."""
    if instant is not None and purge_pending.get_backend().supports_defer:
        purge_pending.using(run_after=instant).enqueue(patient=True)
