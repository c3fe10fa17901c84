"""How is a plan carried out, all of it or nothing?"""

from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Site

from cms.promotion_file.planning import CREATED, UNCHANGED, Order, Plan, Step, make_plan
from cms.promotion_file.problems import Problem, Refused
from cms.publishing.rules import NotPublishable
from promotions import keys
from promotions.models import Promotion

_BUSY_POSTGRESQL = {"40001", "40P01", "55P03"}
"""Serialization failure, deadlock, lock not available."""
_BUSY_SQLITE = {5, 6}
"""Busy, locked; the higher bits say why."""


class Moved(ValueError):
    """What is saved is no longer what the plan was made for; nothing was written."""


def load(document: Any, order: Order, agreed: str = "") -> Plan:
    """Load a JSON document; raises `Refused`, and then nothing is written.

    What changes becomes a draft revision of its promotion, so that the live versions stay as
    they are, unless `order.publish`. With the fingerprint of a plan that was `agreed` upon,
    raises `Moved` if by now another one would be carried out.
    """
    step: Step | None = None
    try:
        with transaction.atomic():
            _take_turns(order.site)
            plan = make_plan(document, order, lock=True)
            if agreed and plan.fingerprint != agreed:
                raise Moved
            for step in plan.steps:
                _carry_out(step, order.user)
    except (IntegrityError, NotPublishable) as error:
        raise Refused(_problems(error, step)) from error
    except OperationalError as error:
        if not _is_busy(error):
            raise
        message = _("Somebody else is saving promotions right now; load the file again.")
        raise Refused([Problem((), message)]) from error
    return plan


def _take_turns(site: Site) -> None:
    """Let one file at a time be loaded into a site.

    Locking promotions is not enough: what two files add is not there yet to be locked. The site
    can still be referred to meanwhile (`no_key`) by whatever else is saved.
    """
    Site.objects.select_for_update(no_key=True).get(pk=site.pk)


def _problems(error: IntegrityError | NotPublishable, step: Step | None) -> list[Problem]:
    at = (step.number,) if step is not None else ()
    if isinstance(error, NotPublishable) and not keys.is_clash(error):
        return [Problem(at, str(reason)) for reason in error.reasons]
    # Other files wait, so this is a promotion that an editor added a moment ago.
    message = _("Another promotion has just been saved with this key; load the file again.")
    return [Problem((*at, "key") if at else (), message)]


def _is_busy(error: OperationalError) -> bool:
    """Whether others were in the way, and not the database out of order."""
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", 0)
    return getattr(cause, "sqlstate", None) in _BUSY_POSTGRESQL or code & 0xFF in _BUSY_SQLITE


def _carry_out(step: Step, user: Any) -> None:
    if step.draft is None:
        return
    if step.outcome == CREATED:
        step.draft.save()
        log(instance=step.draft, action="wagtail.create", user=user, content_changed=True)
        step.draft.save_revision(user=user, clean=False)
    elif step.outcome != UNCHANGED:
        _keep_what_has_no_revision(step.draft)
        step.draft.save_revision(user=user, log_action=True, clean=False)
    elif step.draft.latest_revision_id is None:
        step.draft.save_revision(user=user, clean=False)
    if step.publishes:
        step.draft.get_latest_revision().publish(user=user)


def _keep_what_has_no_revision(draft: Promotion) -> None:
    """Whatever was written without a revision becomes one, before that of the file."""
    if draft.latest_revision_id is None:
        saved = Promotion.objects.get(pk=draft.pk)
        saved.save_revision(changed=False, clean=False)
