"""Copy a promotion to a draft with the same dates of next year."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from cms.publishing.live_versions import without_lost_targets
from promotions import history, keys, stored_windows
from promotions.models import Promotion
from promotions.scheduling import schedule
from promotions.scheduling.schedule import Window
from promotions.scheduling.windows import unreadable_reason

MAX_KEY_LENGTH: Final = 100
# Fields of one promotion that are not content.
_FRESH: Final = {
    "pk": None,
    "live": False,
    "has_unpublished_changes": True,
    "first_published_at": None,
    "last_published_at": None,
    "live_revision": None,
    "latest_revision": None,
    "go_live_at": None,
    "expire_at": None,
    "expired": False,
    "locked": False,
    "locked_at": None,
    "locked_by": None,
}


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """A copy before it is saved; `windows` are pairs of the old and the new window."""

    source: Promotion
    year: int
    key: str
    windows: list[tuple[Window, Window]]

    @property
    def is_possible(self) -> bool:
        """Whether all windows are readable, and valid a year later."""
        can_be_read = unreadable_reason(old for old, _new in self.windows) is None
        return can_be_read and not any(schedule.problems(new) for _old, new in self.windows)


def a_year_later(wall: datetime | None) -> datetime | None:
    """Return the same date and time of the next year; 29 February becomes 1 March.

    So an end at the midnight after 28 February stays one.

    >>> a_year_later(datetime(2028, 2, 29)), a_year_later(datetime(2026, 11, 27, 9))
    (datetime.datetime(2029, 3, 1, 0, 0), datetime.datetime(2027, 11, 27, 9, 0))
    """
    if wall is None:
        return None
    if (wall.month, wall.day) == (2, 29):
        return wall.replace(year=wall.year + 1, month=3, day=1)
    return wall.replace(year=wall.year + 1)


def shifted(window: Window) -> Window:
    """Return the window a year later on the wall clock, with the same zone and weekly rule.

    A window of 29 February alone keeps its length, as both its ends would become 1 March.

    >>> leap_day = Window("include", datetime(2028, 2, 29), datetime(2028, 3, 1), "UTC")
    >>> shifted(leap_day).start, shifted(leap_day).end
    (datetime.datetime(2029, 3, 1, 0, 0), datetime.datetime(2029, 3, 2, 0, 0))
    """
    start, end = a_year_later(window.start), a_year_later(window.end)
    if start and end and window.start and window.end and end <= start:
        end = start + (window.end - window.start)
    return replace(window, start=start, end=end)


def free_key(key: str, year: int, site: Any) -> str:
    """Return `summer-bar-2027` for `summer-bar` or `summer-bar-2026`, or the next free number."""
    stem = re.sub(r"[-_.](19|20|21)\d\d(-\d+)?$", "", key) or key
    wanted, number = _joined(stem, str(year)), 2
    promotions = Promotion.objects.of_site(site)
    while keys.is_taken(promotions, wanted):
        wanted, number = _joined(stem, f"{year}-{number}"), number + 1
    return wanted


def _joined(stem: str, ending: str) -> str:
    return f"{stem[: MAX_KEY_LENGTH - len(ending) - 1].rstrip('-_.')}-{ending}"


def plan_copy(promotion: Promotion) -> CopyPlan:
    """Plan the copy of the latest version."""
    source = promotion.get_latest_revision_as_object()
    old = stored_windows.windows_of_promotion(source)
    new = [shifted(window) for window in old]
    bounds = [bound for window in new for bound in (window.start, window.end) if bound]
    year = min(bounds).year if bounds else timezone.now().year + 1
    return CopyPlan(
        source=source,
        year=year,
        key=free_key(source.key, year, source.site),
        windows=list(zip(old, new, strict=True)),
    )


def create_copy(planned: CopyPlan, user: Any) -> Promotion:
    """Save the copy as a draft with a history of its own.

    If the planned key was taken meanwhile, use the next free one.
    """
    while True:
        try:
            return _create_copy(planned, user)
        except IntegrityError as error:
            following = free_key(planned.source.key, planned.year, planned.source.site)
            if not keys.is_key_conflict(error) or following == planned.key:
                raise
            planned = replace(planned, key=following)


def _create_copy(planned: CopyPlan, user: Any) -> Promotion:
    data = without_lost_targets(Promotion, planned.source.serializable_data())
    data |= {**_FRESH, "key": planned.key}
    for row, (_old, new) in zip(data["windows"], planned.windows, strict=True):
        row |= {"pk": None, "promotion": None, **stored_windows.window_to_columns(new)}
    with transaction.atomic():
        copy: Promotion = Promotion.from_serializable_data(data)
        copy.save()
        log(instance=copy, action="wagtail.create", user=user)
        history.log_copy(copy, planned.source, user)
        # A draft may lack fields that publishing requires.
        copy.save_revision(user=user, clean=False)
    return copy
