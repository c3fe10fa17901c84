"""How does an offer of a saved page become a draft promotion?"""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.log_actions import log
from wagtail.models import Locale, Site

from cms.content.links import validate_link_url
from cms.importing.articles import check_lock
from cms.importing.document import Doubt, Offer
from cms.importing.report import CREATED, REVISED, UNCHANGED
from cms.importing.stream import same_content
from promotions.choices import FormKind, Slot, Trigger
from promotions.models import Promotion

SUFFIX = {"announcement_bar": "bar", "modal": "modal"}
EMAIL_LABEL, SUBMIT_LABEL = "Email address", "Sign up"


def keys_for(offers: tuple[Offer, ...], slug: str) -> list[str]:
    """A key for each offer: the article's slug and its kind, numbered from the second on."""
    keys: list[str] = []
    for offer in offers:
        stem = f"{slug[:80].strip('-')}-{SUFFIX[offer.kind]}"
        count = sum(key == stem or key.startswith(f"{stem}-") for key in keys)
        keys.append(f"{stem}-{count + 1}" if count else stem)
    return keys


def fields_of(offer: Offer) -> tuple[dict[str, Any], list[Doubt]]:
    """`(field values of a promotion, doubts about them)`."""
    doubts: list[Doubt] = []
    fields: dict[str, Any] = {
        "slot": Slot(offer.kind),
        "heading": offer.heading,
        "body": offer.body,
        "trigger_kind": Trigger.EXIT_INTENT if offer.kind == "modal" else Trigger.IMMEDIATE,
        **_call_to_action(offer, doubts),
    }
    if offer.form is not None:
        fields |= _form(offer, doubts)
    return fields, doubts


def _form(offer: Offer, doubts: list[Doubt]) -> dict[str, Any]:
    form = offer.form
    assert form is not None  # noqa: S101 - asked by the only caller
    for name, text in (("email field", form.email_label), ("button", form.submit_label)):
        if not text:
            doubts.append(
                Doubt(
                    f"Offer “{offer.heading}”",
                    f"the page shows no label for the {name}; ours stands there",
                )
            )
    return {
        "form_kind": FormKind.SIGN_UP,
        "form_title": form.title,
        "form_email_label": form.email_label or EMAIL_LABEL,
        "form_submit_label": form.submit_label or SUBMIT_LABEL,
        "form_consent_text": form.consent_text,
    }


def _call_to_action(offer: Offer, doubts: list[Doubt]) -> dict[str, Any]:
    button = offer.call_to_action
    if button is None:
        return {}
    try:
        validate_link_url(button.url)
    except ValidationError:
        doubts.append(
            Doubt(
                f"Offer “{offer.heading}”",
                f"its button “{button.label}” leads to {button.url or 'nowhere'}, which is no full "
                "address; add the button by hand",
            )
        )
        return {"body": offer.body + f"<p>{button.label}</p>"}
    return {"call_to_action_label": button.label[:80], "call_to_action_url": button.url}


def save_promotion(
    offer: Offer, key: str, site: Site, locale: Locale, user: Any
) -> tuple[Promotion, str, list[Doubt]]:
    """`(promotion as of its latest revision, outcome, doubts)`; the live version is not touched.

    An existing promotion keeps what the importer does not set: windows, audience, priority.
    """
    fields, doubts = fields_of(offer)
    saved = Promotion.objects.select_for_update().filter(site=site, key=key).first()
    if saved is None:
        promotion = Promotion(site=site, locale=locale, key=key, live=False, **fields)
        promotion.full_clean()
        promotion.save()
        log(instance=promotion, action="wagtail.create", user=user, content_changed=True)
        promotion.save_revision(user=user)
        return promotion, CREATED, doubts
    check_lock(saved, f"The promotion “{key}”", user)
    if saved.latest_revision_id is None:
        saved.save_revision(user=user, changed=False)
    draft = saved.get_latest_revision_as_object()
    if all(same_content(getattr(draft, name), value) for name, value in fields.items()):
        return draft, UNCHANGED, doubts
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.full_clean()
    draft.save_revision(user=user, log_action=True)
    return draft, REVISED, doubts
