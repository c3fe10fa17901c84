"""Describe in words why a promotion shows, or does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from promotions.admin import links
from promotions.choices import Device, Slot, Visitor
from promotions.conflicts.conflicts import DecidingRule
from promotions.conflicts.explanation import Explanation, InactiveReason
from promotions.resolving.resolve import Candidate, Mismatch
from promotions.wording.conflicts import name_of, quoted_name
from promotions.wording.dates import instant_in_words
from promotions.wording.status import unreadable_in_words

REASON_TEXTS: Final[dict[str, str | Promise]] = {
    Mismatch.OTHER_LOCALE: gettext_lazy("It is in another language (%(locale)s)."),
    Mismatch.PATH_UNKNOWN: gettext_lazy("It depends on the page, and no path was given."),
    Mismatch.PATH_EXCLUDED: gettext_lazy("It never shows on %(pattern)s."),
    Mismatch.PATH_NOT_INCLUDED: gettext_lazy("It only shows on %(paths)s."),
    Mismatch.TOPIC_UNKNOWN: gettext_lazy("It is only for certain topics, and none was given."),
    Mismatch.OTHER_TOPIC: gettext_lazy("It is for other topics: %(topics)s."),
    InactiveReason.LATER: gettext_lazy("It does not run at this time. It starts %(start)s."),
    InactiveReason.PAUSED: gettext_lazy("It is paused by a window. It goes on %(start)s."),
    InactiveReason.OVER: gettext_lazy("It is over: no window comes after this time."),
    InactiveReason.NEVER: gettext_lazy("It never runs: its windows leave no time."),
}
PAUSED_FOR_GOOD = gettext_lazy("It is paused by a window, for good.")
BEHIND_TEXTS: Final[dict[DecidingRule, str | Promise]] = {
    DecidingRule.PRIORITY: gettext_lazy("its priority is lower (%(mine)d, not %(theirs)d)"),
    DecidingRule.MORE_SPECIFIC: gettext_lazy(
        "of two with the same priority, the one for certain pages or topics is first"
    ),
    DecidingRule.LATER_START: gettext_lazy(
        "of two with the same priority, the one that started later is first"
    ),
    DecidingRule.KEY: gettext_lazy(
        "nothing but the alphabet decides, so give one a higher priority"
    ),
}

_DEVICES, _VISITORS = dict(Device.choices), dict(Visitor.choices)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether and why a promotion shows, in words; `position` is None if it does not."""

    heading: str
    edit_url: str
    position: int | None
    status: str
    words: list[str]


def of_live(explained: Explanation, is_changed: bool) -> Verdict:
    words = _place(explained) if explained.position else reasons_not_shown(explained)
    if is_changed:
        words.append(_("It has unpublished changes, which do not count yet."))
    return _verdict(explained, _("Live"), explained.position, words)


def of_waiting(explained: Explanation, is_live: bool) -> Verdict:
    """Describe a draft: what would happen if it were published."""
    if is_live:
        words = [_("These changes are not published, so they do not show.")]
    else:
        words = [_("It is not published, so it does not show.")]
    reasons = reasons_not_shown(explained)
    words += reasons or [_("If it were published, it would be among those that show.")]
    status = _("Unpublished changes") if is_live else _("Draft")
    return _verdict(explained, status, None, words)


def _verdict(
    explained: Explanation, status: str, position: int | None, words: list[str]
) -> Verdict:
    candidate = explained.candidate
    return Verdict(name_of(candidate), links.edit_url(candidate.payload), position, status, words)


def reasons_not_shown(explained: Explanation) -> list[str]:
    """Return every reason why it does not show."""
    candidate = explained.candidate
    facts = {
        "locale": candidate.locale,
        "pattern": explained.pattern,
        "paths": ", ".join(candidate.include_paths or ["/*"]),
        "topics": ", ".join(sorted(candidate.topics)),
        "start": instant_in_words(explained.next_start) if explained.next_start else "",
    }
    time: str | Promise | None
    if trouble := unreadable_in_words(candidate.windows):
        # The quoted text may contain a percent sign.
        time = _("It never runs: a window %(trouble)s. Repair it in its editor.") % {
            "trouble": trouble
        }
        time = time.replace("%", "%%")
    elif explained.time == InactiveReason.PAUSED and not facts["start"]:
        time = PAUSED_FOR_GOOD
    else:
        time = REASON_TEXTS[explained.time] if explained.time else None
    reason = REASON_TEXTS[explained.reason] if explained.reason else None
    return [str(each) % facts for each in (time, reason) if each]


def _place(explained: Explanation) -> list[str]:
    """Return its place, its end, and the conditions that only the browser can test."""
    candidate, interval = explained.candidate, explained.interval
    words = [_after(explained)]
    if interval and interval.end:
        words.append(_("It runs until %(end)s.") % {"end": instant_in_words(interval.end)})
    return words + list(_in_the_browser(candidate))


def _after(explained: Explanation) -> str:
    if explained.after is None or explained.decided_by is None:
        return _("It shows: it is tried first.")
    facts = {"mine": explained.candidate.priority, "theirs": explained.after.priority}
    words = {
        "other": quoted_name(explained.after),
        "reason": str(BEHIND_TEXTS[explained.decided_by]) % facts,
        "place": explained.position,
    }
    if explained.candidate.slot == Slot.INLINE:
        return _("It shows in place %(place)d of the article, after %(other)s: %(reason)s.") % words
    return _("It is tried after %(other)s, and shows where that one does not: %(reason)s.") % words


def _in_the_browser(candidate: Candidate) -> Iterable[str]:
    if candidate.devices:
        devices = ", ".join(str(_DEVICES.get(name, name)) for name in sorted(candidate.devices))
        yield _("Only on these devices: %(devices)s.") % {"devices": devices}
    if candidate.visitor != Visitor.ANY:
        visitors = _VISITORS.get(candidate.visitor, candidate.visitor)
        yield _("Only for: %(visitors)s.") % {"visitors": visitors}
