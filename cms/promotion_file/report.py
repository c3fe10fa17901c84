"""Report what loading a file did, or would do."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.promotion_file.changes import windows_of
from cms.promotion_file.new_conflicts import NewConflicts
from cms.promotion_file.plan import CHANGED, CREATED, UNCHANGED, Plan, Step
from promotions.wording.conflicts import conflict_in_words
from promotions.wording.occurrences import warnings


def outcome_in_words(step: Step) -> str:
    """Return text such as `changed, published`."""
    words = {
        CREATED: _("created"),
        CHANGED: _("changed"),
        UNCHANGED: _("no change"),
    }[step.outcome]
    return _("%(outcome)s, published") % {"outcome": words} if step.publishes else words


def totals_in_words(plan: Plan) -> str:
    """Return the number of promotions of each outcome as text."""
    counts = {name: plan.count(name) for name in (CREATED, CHANGED, UNCHANGED)}
    if not counts[CREATED] and not counts[CHANGED] and not plan.published:
        return _("No change.")
    return _(
        "%(created)d created, %(changed)d changed, %(unchanged)d without a change; "
        "%(published)d published."
    ) % {**counts, "published": plan.published}


def notes(step: Step, now: datetime) -> list[str]:
    """Return warnings about new windows: past, never open, or skipped by a clock change."""
    is_new = step.outcome == CREATED or step.before["windows"] != step.after["windows"]
    return warnings(windows_of(step.after), now) if is_new and step.after["windows"] else []


def lines(plan: Plan, now: datetime, found: NewConflicts | None = None) -> Iterator[str]:
    """Yield the lines of the command's report; `now` is aware."""
    for step in plan.steps:
        yield f"{step.key}: {outcome_in_words(step)}"
        for line in [*step.changes, *notes(step, now)]:
            yield f"  {line}"
    yield totals_in_words(plan)
    if found and found.conflicts:
        yield _("Conflicts that this makes:")
        for conflict in found.conflicts:
            yield f"  {conflict_in_words(conflict)}"
    if found and found.more:
        yield f"  {more_in_words(found)}"


def more_in_words(found: NewConflicts) -> str:
    """Return the number of pairs that were not compared as text."""
    return ngettext(
        "… and perhaps one pair more.", "… and perhaps %(count)d pairs more.", found.more
    ) % {"count": found.more}
