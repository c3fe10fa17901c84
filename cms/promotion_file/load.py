"""Carry out a plan in one transaction."""

from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Site

from cms.promotion_file.plan import CREATED, UNCHANGED, LoadOptions, Plan, Step, make_plan
from cms.promotion_file.problems import InvalidFile, Problem
from cms.publishing.rules import NotPublishable
from promotions import keys
from promotions.models import Promotion

_BUSY_POSTGRESQL = {"40001", "40P01", "55P03"}
"""SQLSTATEs: serialization failure, deadlock, lock not available."""
_BUSY_SQLITE = {5, 6}
"""Primary result codes: busy, locked."""


class PlanChanged(ValueError):
    """The saved promotions have changed since the plan was made. Nothing has been written."""


def load(document: Any, options: LoadOptions, fingerprint: str = "") -> Plan:
    """Load a JSON document and return the plan that was carried out.

    Changes become draft revisions; `options.publish` publishes them. Raises `InvalidFile` if the
    document cannot be loaded, and `PlanChanged` if the plan no longer has this
    `fingerprint`. Nothing is written then.
    """
    step: Step | None = None
    try:
        with transaction.atomic():
            _lock_site(options.site)
            plan = make_plan(document, options, lock=True)
            if fingerprint and plan.fingerprint != fingerprint:
                raise PlanChanged
            for step in plan.steps:
                _apply(step, options.user)
    except (IntegrityError, NotPublishable) as error:
        raise InvalidFile(_problems(error, step)) from error
    except OperationalError as error:
        if not _is_busy(error):
            raise
        message = _("Somebody else is saving promotions right now; load the file again.")
        raise InvalidFile([Problem((), message)]) from error
    return plan


def _lock_site(site: Site) -> None:
    """Lock the site, so that only one file at a time is loaded into it.

    Locking promotions is not enough: two files may add the same one. With `no_key`, other
    transactions can still save references to the site.
    """
    Site.objects.select_for_update(no_key=True).get(pk=site.pk)


def _problems(error: IntegrityError | NotPublishable, step: Step | None) -> list[Problem]:
    at = (step.index,) if step is not None else ()
    if isinstance(error, NotPublishable) and not keys.is_key_conflict(error):
        return [Problem(at, str(reason)) for reason in error.reasons]
    # Other files wait for the lock, so an editor has just added this promotion.
    message = _("Another promotion has just been saved with this key; load the file again.")
    return [Problem((*at, "key") if at else (), message)]


def _is_busy(error: OperationalError) -> bool:
    """Return whether a lock of another transaction caused the error."""
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", 0)
    return getattr(cause, "sqlstate", None) in _BUSY_POSTGRESQL or code & 0xFF in _BUSY_SQLITE


def _apply(step: Step, user: Any) -> None:
    if step.draft is None:
        return
    if step.outcome == CREATED:
        step.draft.save()
        log(instance=step.draft, action="wagtail.create", user=user, content_changed=True)
        step.draft.save_revision(user=user, clean=False)
    elif step.outcome != UNCHANGED:
        _save_missing_revision(step.draft)
        step.draft.save_revision(user=user, log_action=True, clean=False)
    elif step.draft.latest_revision_id is None:
        step.draft.save_revision(user=user, clean=False)
    if step.publishes:
        step.draft.get_latest_revision().publish(user=user)


def _save_missing_revision(draft: Promotion) -> None:
    """Save the current row as a revision if it has none, so that the history keeps it."""
    if draft.latest_revision_id is None:
        saved = Promotion.objects.get(pk=draft.pk)
        saved.save_revision(changed=False, clean=False)
