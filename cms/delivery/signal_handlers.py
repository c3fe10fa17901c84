"""When does somebody think of what a change has to be followed by outside the database?

After the commit of any transaction that has saved or deleted something that is watched. Saves are
only the occasion: what has changed is read from the table that the database itself keeps.
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

from cms.delivery.prerender.prerendering import has_worker
from cms.delivery.purge import outbox
from cms.delivery.purge.outbox import PurgeResult
from cms.versions import content_versions

logger = logging.getLogger("wellspring.purging")


def connect() -> None:
    """Listen to all saves; called once when the app starts."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(remember, dispatch_uid="delivery.remember")


def remember(sender: Any, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Have this transaction followed by `wake_up`, once however much it saves."""
    if using != DEFAULT_DB_ALIAS or not _is_occasion(sender):
        return
    promised = transaction.get_connection(using).run_on_commit
    if not any(call is wake_up for _savepoints, call, _robust in promised):
        transaction.on_commit(wake_up, using=using, robust=True)


@cache
def _is_occasion(sender: type[models.Model]) -> bool:
    """Whether saving this may have changed what the public sees, or follows what has.

    Wagtail writes its log after what it does in SQL alone, such as moving pages.
    """
    watched = {apps.get_model(label) for label in content_versions.watched()}
    return issubclass(sender, (BaseLogEntry, *watched))


def wake_up() -> None:
    """Settle soon, if there is anything to settle. Never fails whoever has saved something."""
    try:
        if outbox.has_pending():
            settle.enqueue(patient=has_worker())
    except Exception:
        logger.exception("What has changed could not be settled; manage.py settle does it")


@task()
def settle(patient: bool) -> None:
    """Tell the CDNs; where that fails and tasks can wait, again after a pause."""
    seconds = outbox.PATIENT_SECONDS if patient else outbox.SECONDS
    if outbox.process_pending(seconds) in (PurgeResult.FAILED, PurgeResult.POSTPONED):
        again_at(outbox.current_state().not_before)


def again_at(instant: datetime | None) -> None:
    """Have a worker settle at an instant; without one, the next change or command does."""
    if instant is not None and settle.get_backend().supports_defer:
        settle.using(run_after=instant).enqueue(patient=True)
