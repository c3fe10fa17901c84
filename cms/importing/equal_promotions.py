"""Find a promotion of the site that shows the same content in the same slot."""

from collections.abc import Collection, Mapping
from typing import Any

from wagtail.models import Locale, Revision, Site

from cms.importing.stream import same_content
from promotions.models import Promotion

CONTENT = (
    "heading",
    "body",
    "call_to_action_label",
    "call_to_action_url",
    "form_kind",
    "form_title",
    "form_email_label",
    "form_submit_label",
    "form_consent_text",
)
"""What visitors read. When, to whom and how often it shows is the editor's, and does not count."""


def is_same_promotion(stored: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    """Return whether a stored promotion has the slot and content of these field values."""
    return stored["slot"] == fields["slot"] and all(
        same_content(stored.get(name), fields.get(name)) for name in CONTENT
    )


def values_of(promotion: Promotion) -> dict[str, Any]:
    """Return the field values of a promotion that ``is_same_promotion`` compares."""
    return {name: getattr(promotion, name) for name in ("slot", *CONTENT)}


def equal_promotion(
    fields: Mapping[str, Any],
    site: Site,
    locale: Locale,
    *,
    apart_from: Collection[int] = (),
    older_than: int | None = None,
) -> Promotion | None:
    """Return the oldest promotion of the site and language that is equal in any saved version.

    Earlier versions count too, so that a promotion that an editor has reworded is not created
    again. ``apart_from`` and ``older_than`` are ids.
    """
    found = set(_rows(fields, site, locale)) | set(_versions(fields, site, locale))
    promotions = Promotion.objects.filter(pk__in=found - set(apart_from))
    if older_than is not None:
        promotions = promotions.filter(pk__lt=older_than)
    return promotions.order_by("pk").first()


def _rows(fields: Mapping[str, Any], site: Site, locale: Locale) -> list[int]:
    rows = Promotion.objects.filter(
        site=site, locale=locale, slot=fields["slot"], heading=fields["heading"]
    ).values("pk", "slot", *CONTENT)
    return [row["pk"] for row in rows if is_same_promotion(row, fields)]


def _versions(fields: Mapping[str, Any], site: Site, locale: Locale) -> list[int]:
    versions = Revision.objects.filter(
        base_content_type=Promotion.get_base_content_type(),
        content__site=site.pk,
        content__locale=locale.pk,
        content__slot=str(fields["slot"]),
        content__heading=fields["heading"],
    ).values_list("object_id", "content")
    return [int(pk) for pk, content in versions if is_same_promotion(content, fields)]
