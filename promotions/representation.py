"""Build the JSON of a promotion, and the candidate for the resolver."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from cms.api.preview import register as register_preview
from cms.api.views import instant
from cms.content.reference_loader import ReferenceLoader
from cms.publishing.visibility import PublicContent
from promotions import stored_windows
from promotions.models import Promotion
from promotions.resolving import resolve
from promotions.scheduling.schedule import Window, to_wall
from promotions.schemas import (
    ActivePromotions,
    PromotionContent,
    PromotionFormJson,
    PromotionJson,
    PromotionLink,
    PromotionsBySlot,
)


def patterns(paths: list[str]) -> tuple[str, ...]:
    """Return path patterns in the form of normalised paths: ending with a slash or a star.

    >>> patterns(["/about", "/articles/*"])
    ('/about/', '/articles/*')
    """
    return tuple(path if path.endswith(("*", "/")) else f"{path}/" for path in paths)


def hidden_topic(pk: int) -> str:
    """Return a name for a topic that is not public, which no page can have.

    Parameters contain no NUL, so the condition on the topic is never met.
    """
    return f"\0{pk}"


def candidates(promotions: Iterable[Promotion], public: PublicContent) -> list[resolve.Candidate]:
    """Return the candidates of saved promotions; a topic that is not public is never met.

    The scheduled content of their topics is loaded in bulk.
    """
    rows = list(promotions)
    topics = {topic.pk: topic for row in rows for topic in row.topics.all()}
    names = {
        topic.pk: topic.slug if public.is_visible(topic) else hidden_topic(topic.pk)
        for topic in public.with_scheduled_content(topics.values())
    }
    return [_candidate(row, names) for row in rows]


def _candidate(promotion: Promotion, names: Mapping[int, str]) -> resolve.Candidate:
    return resolve.Candidate(
        key=promotion.key,
        slot=promotion.slot,
        priority=promotion.priority,
        windows=_windows(promotion),
        locale=promotion.locale.language_code,
        include_paths=patterns(promotion.include_paths),
        exclude_paths=patterns(promotion.exclude_paths),
        topics=frozenset(names[topic.pk] for topic in promotion.topics.all()),
        devices=frozenset(promotion.devices),
        visitor=promotion.visitor,
        payload=promotion,
        identity=promotion.pk,
    )


def _windows(promotion: Promotion) -> tuple[Window, ...]:
    """Return its windows, with an expiry as a pause without end."""
    windows = stored_windows.windows_of_promotion(promotion)
    if promotion.expire_at is None:
        return windows
    return (*windows, Window("exclude", to_wall(promotion.expire_at, "UTC"), None, "UTC"))


def request_references(promotion: Promotion, loader: ReferenceLoader) -> None:
    """Request the references of a promotion."""
    loader.request("image", promotion.image_id)
    loader.request("page", promotion.call_to_action_page_id)
    loader.request_address(promotion.call_to_action_url)
    loader.request_rich_text(promotion.body)


def represent(promotion: Promotion, interval: Any, loader: ReferenceLoader) -> PromotionJson:
    """Return the JSON of a promotion in an interval (None: in a preview, unbounded)."""
    starts_at = instant(interval.start) if interval else None
    ends_at = instant(interval.end) if interval else None
    return {
        "key": promotion.key,
        "slot": promotion.slot,
        "locale": promotion.locale.language_code,
        "priority": promotion.priority,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "content": _content(promotion, ends_at, loader),
        "trigger": {
            "kind": promotion.trigger_kind,
            "seconds": promotion.trigger_seconds,
            "percent": promotion.trigger_percent,
        },
        "frequency": {
            "max_shows": promotion.frequency_max_shows,
            "per_days": promotion.frequency_per_days,
            "after_dismiss_days": promotion.frequency_after_dismiss_days,
        },
        "audience": {"devices": promotion.devices, "visitor": promotion.visitor},
        "dismissible": promotion.dismissible,
    }


def _content(
    promotion: Promotion, ends_at: str | None, loader: ReferenceLoader
) -> PromotionContent:
    return {
        "heading": promotion.heading,
        **loader.rich_text(promotion.body),
        "image": loader.image(promotion.image_id, promotion.image_alt),
        "call_to_action": _call_to_action(promotion, loader),
        # A countdown past the end of a promotion is unlawful in several countries.
        "countdown_to": ends_at if promotion.countdown else None,
        "form": _form(promotion),
    }


def _call_to_action(promotion: Promotion, loader: ReferenceLoader) -> PromotionLink | None:
    """Return the button; None without one, or if its target is not public."""
    url = loader.page_url(promotion.call_to_action_page_id)
    if not promotion.call_to_action_page_id:
        url = loader.link_target("external", promotion.call_to_action_url)
    if not promotion.call_to_action_label or not url:
        return None
    return {"label": promotion.call_to_action_label, "url": url}


def _form(promotion: Promotion) -> PromotionFormJson | None:
    if not promotion.form_kind:
        return None
    return {
        "kind": promotion.form_kind,
        "title": promotion.form_title,
        "email_label": promotion.form_email_label,
        "submit_label": promotion.form_submit_label,
        "consent_text": promotion.form_consent_text,
    }


def preview(promotion: Promotion, public: PublicContent) -> ActivePromotions:
    """Return a draft promotion as `promotions/active/` would show it if it ran now."""
    loader = ReferenceLoader(public)
    request_references(promotion, loader)
    loader.load()
    slots = {promotion.slot: [represent(promotion, None, loader)]}
    return {"at": None, "valid_until": None, "slots": cast("PromotionsBySlot", slots)}


def register() -> None:
    """Register the preview of promotions."""
    register_preview(Promotion, preview, ActivePromotions)
