"""Addresses of the promotion screens, and who may open them."""

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
    """Whether a user may open the calendar and its screens: anyone with a promotion permission."""
    return any(
        user.has_perm(f"promotions.{action}_promotion")
        for action in ("view", "change", "add", "publish")
    )


def may_edit(user: Any) -> bool:
    return bool(user.has_perm("promotions.change_promotion"))


def add_url(user: Any) -> str:
    """Return the address of the add form; empty without permission."""
    return reverse(f"{_ADMIN}:add") if user.has_perm("promotions.add_promotion") else ""


def calendar_url() -> str:
    return reverse("promotions_calendar")


def edit_url(promotion: Promotion) -> str:
    return reverse(f"{_ADMIN}:edit", args=[promotion.pk])


def path_for(candidate: Candidate, path: str | None) -> str:
    """Return the given path, else one that the candidate's patterns include."""
    if path is not None:
        return path
    return next((pattern.replace("*", "") for pattern in candidate.include_paths), "") or "/"


def preview_url(at: datetime, path: str | None = None) -> str:
    query = urlencode({"at": in_utc(at), "path": path or "/"})
    return f"{reverse('promotions_see_at')}?{query}"


def explain_url(
    at: datetime,
    slot: str,
    locale: str = "",
    path: str | None = None,
    topics: Iterable[str] = (),
) -> str:
    """Return the page that explains a slot at an instant, by default for the page's topics."""
    values = {"slot": slot, "at": in_utc(at), "locale": locale, "path": path or ""}
    params = {name: value for name, value in values.items() if value}
    query = urlencode({**params, "topic": sorted(topics)}, doseq=True)
    return f"{reverse('promotions_explain')}?{query}"
