"""Where do the pages about promotions lead: to the editor, to an instant, to the reasons?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from cms.api.views import instant as in_utc
from promotions.models import Promotion
from promotions.resolving.resolve import Candidate

_ADMIN = "wagtailsnippets_promotions_promotion"


def may_view_promotions(user: Any) -> bool:
    """Whether a user may see the calendar and what belongs to it: whoever works on promotions."""
    return any(
        user.has_perm(f"promotions.{action}_promotion")
        for action in ("view", "change", "add", "publish")
    )


def may_edit(user: Any) -> bool:
    """Whether names lead to the editor."""
    return bool(user.has_perm("promotions.change_promotion"))


def add_url(user: Any) -> str:
    """Where a promotion is added; empty for those who may not."""
    return reverse(f"{_ADMIN}:add") if user.has_perm("promotions.add_promotion") else ""


def calendar_url() -> str:
    """The calendar."""
    return reverse("promotions_calendar")


def edit_url(promotion: Promotion) -> str:
    """Where a promotion is edited."""
    return reverse(f"{_ADMIN}:edit", args=[promotion.pk])


def path_for(candidate: Candidate, path: str | None) -> str:
    """The path that was asked about, else one that the candidate is meant for."""
    if path is not None:
        return path
    return next((pattern.replace("*", "") for pattern in candidate.include_paths), "") or "/"


def preview_url(at: datetime, path: str | None = None) -> str:
    """The site at an instant."""
    query = urlencode({"at": in_utc(at), "path": path or "/"})
    return f"{reverse('promotions_see_at')}?{query}"


def explain_url(
    at: datetime,
    slot: str,
    locale: str = "",
    path: str | None = None,
    topics: Iterable[str] = (),
) -> str:
    """Why what shows in a slot at an instant, or does not; without topics: those of the page."""
    asked = {"slot": slot, "at": in_utc(at), "locale": locale, "path": path or ""}
    known = {name: value for name, value in asked.items() if value}
    query = urlencode({**known, "topic": sorted(topics)}, doseq=True)
    return f"{reverse('promotions_explain')}?{query}"
