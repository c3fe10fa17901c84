"""Save the promotions of an imported page as drafts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.log_actions import log, registry
from wagtail.models import Locale, Site

from cms.content.links import validate_link_url
from cms.importing.article_drafts import check_lock
from cms.importing.document import Doubt, ImportedPromotion
from cms.importing.equal_promotions import equal_promotion, is_same_promotion, values_of
from cms.importing.report import CREATED, EQUAL, REVISED, UNCHANGED
from promotions.choices import FormKind, Slot, Trigger
from promotions.models import Promotion

SUFFIX = {"announcement_bar": "bar", "modal": "modal"}
EMAIL_LABEL, SUBMIT_LABEL = "Email address", "Sign up"


@dataclass(frozen=True)
class PromotionFields:
    """The field values of a promotion, doubts about them, and notes on defaults used."""

    fields: dict[str, Any]
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Saved:
    """A promotion as of its latest revision, and the outcome of the import.

    With the outcome ``EQUAL`` it existed already. ``is_untouched`` is false if an editor has
    changed or unpublished it.
    """

    promotion: Promotion
    outcome: str
    filled: PromotionFields
    is_untouched: bool = True


class _Own:
    """The promotions that earlier imports of the page created in one slot, found by their keys."""

    def __init__(self, slug: str, kind: str, site: Site, locale: Locale) -> None:
        self.stem = f"{slug[:80].strip('-')}-{SUFFIX[kind]}"
        self.site = site
        key = re.compile(rf"{re.escape(self.stem)}(-\d+)?")
        found = Promotion.objects.select_for_update().filter(
            site=site, locale=locale, key__startswith=self.stem
        )
        mine = [promotion for promotion in found if key.fullmatch(promotion.key)]
        # Sort by number: the shorter key has the smaller one.
        self.unclaimed = sorted(mine, key=lambda promotion: (len(promotion.key), promotion.key))

    def claim_equal(self, fields: dict[str, Any]) -> Promotion | None:
        """Return one whose latest version is equal, and claim it."""
        for promotion in self.unclaimed:
            if is_same_promotion(values_of(promotion.get_latest_revision_as_object()), fields):
                self.unclaimed.remove(promotion)
                return promotion
        return None

    def claim_next(self) -> Promotion | None:
        """Return the first unclaimed promotion, and claim it."""
        return self.unclaimed.pop(0) if self.unclaimed else None

    def new_key(self) -> str:
        """Return an unused key: the stem, with a number if it is taken.

        A promotion in another language may have the key already.
        """
        taken = set(
            Promotion.objects.filter(site=self.site, key__startswith=self.stem).values_list(
                "key", flat=True
            )
        )
        key, number = self.stem, 1
        while key in taken:
            number += 1
            key = f"{self.stem}-{number}"
        return key


def save_promotions(
    imported_promotions: Sequence[ImportedPromotion],
    slug: str,
    site: Site,
    locale: Locale,
    user: Any,
) -> list[Saved]:
    """Save a draft of each promotion, unless the site has an equal one; publish nothing.

    Importing a page again leaves equal promotions of earlier imports unchanged and revises the
    others in order. Fields that the importer does not set, such as windows, audience and priority,
    stay as they are.
    """
    found = [fields_of(imported) for imported in imported_promotions]
    own = {
        imported.kind: _Own(slug, imported.kind, site, locale) for imported in imported_promotions
    }
    claimed = [
        own[imported.kind].claim_equal(filled.fields)
        for imported, filled in zip(imported_promotions, found, strict=True)
    ]
    saved = []
    for imported, filled, mine in zip(imported_promotions, found, claimed, strict=True):
        other = equal_promotion(
            filled.fields,
            site,
            locale,
            apart_from=[promotion.pk for group in own.values() for promotion in group.unclaimed],
            older_than=mine.pk if mine else None,
        )
        if other is not None:
            saved.append(Saved(other, EQUAL, PromotionFields(filled.fields)))
        else:
            saved.append(_save(filled, mine, own[imported.kind], locale, user))
    return saved


def _save(
    filled: PromotionFields, mine: Promotion | None, own: _Own, locale: Locale, user: Any
) -> Saved:
    existing = mine or own.claim_next()
    if existing is None:
        return Saved(_create(filled.fields, own, locale, user), CREATED, filled)
    check_lock(existing, f"The promotion “{existing.key}”", user)
    is_untouched = _is_untouched(existing)
    if mine is not None:
        return Saved(mine.get_latest_revision_as_object(), UNCHANGED, filled, is_untouched)
    return Saved(_revise(existing, filled.fields, user), REVISED, filled, is_untouched)


def _is_untouched(promotion: Promotion) -> bool:
    """Return whether only imports have edited the promotion, and nobody has unpublished it."""
    logs = registry.get_logs_for_instance(promotion).filter(data__imported=True)
    written = set(promotion.revisions.values_list("pk", flat=True))
    is_withdrawn = not promotion.live and promotion.first_published_at is not None
    return not is_withdrawn and written <= set(logs.values_list("revision_id", flat=True))


def _log(promotion: Promotion, action: str, revision: Any, user: Any) -> None:
    """Log a revision as made by the importer; `_is_untouched` reads this."""
    log(
        instance=promotion,
        action=action,
        user=user,
        revision=revision,
        content_changed=True,
        data={"imported": True},
    )


def _create(fields: dict[str, Any], own: _Own, locale: Locale, user: Any) -> Promotion:
    promotion = Promotion(site=own.site, locale=locale, key=own.new_key(), live=False, **fields)
    promotion.full_clean()
    promotion.save()
    _log(promotion, "wagtail.create", promotion.save_revision(user=user), user)
    return promotion


def _revise(promotion: Promotion, fields: dict[str, Any], user: Any) -> Promotion:
    if promotion.latest_revision_id is None:
        # Save a change without a revision as one, before the import adds its own.
        promotion.save_revision(user=user, changed=False)
    draft = promotion.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.full_clean()
    _log(draft, "wagtail.edit", draft.save_revision(user=user), user)
    return draft


def fields_of(imported: ImportedPromotion) -> PromotionFields:
    """Return the field values of a promotion, with doubts about them."""
    doubts: list[Doubt] = []
    notes: list[Doubt] = []
    fields: dict[str, Any] = {
        "slot": Slot(imported.kind),
        "heading": imported.heading,
        "body": imported.body,
        "trigger_kind": Trigger.EXIT_INTENT if imported.kind == "modal" else Trigger.IMMEDIATE,
        **_call_to_action(imported, doubts),
    }
    if imported.form is not None:
        fields |= _form(imported, notes)
    return PromotionFields(fields, tuple(doubts), tuple(notes))


def _form(imported: ImportedPromotion, notes: list[Doubt]) -> dict[str, Any]:
    form = imported.form
    assert form is not None  # noqa: S101 - checked by the only caller
    labels = (
        ("email field", form.email_label, EMAIL_LABEL),
        ("button", form.submit_label, SUBMIT_LABEL),
    )
    for name, text, ours in labels:
        if not text:
            message = f"the page shows no label for the {name}; “{ours}” stands there"
            notes.append(Doubt(f"Offer “{imported.heading}”", message))
    return {
        "form_kind": FormKind.SIGN_UP,
        "form_title": form.title,
        "form_email_label": form.email_label or EMAIL_LABEL,
        "form_submit_label": form.submit_label or SUBMIT_LABEL,
        "form_consent_text": form.consent_text,
    }


def _call_to_action(imported: ImportedPromotion, doubts: list[Doubt]) -> dict[str, Any]:
    button = imported.call_to_action
    if button is None:
        return {}
    try:
        validate_link_url(button.url)
    except ValidationError:
        doubts.append(
            Doubt(
                f"Offer “{imported.heading}”",
                f"its button “{button.label}” leads to {button.url or 'nowhere'}, which is no full "
                "address; add the button by hand",
            )
        )
        return {"body": imported.body + f"<p>{button.label}</p>"}
    return {"call_to_action_label": button.label[:80], "call_to_action_url": button.url}
