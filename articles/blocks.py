"""The block of a reference, which only articles use."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.content.links import web_url

DOI = RegexValidator(r"^10\.\d{4,9}/\S+$", _("A DOI starts with 10. and has a slash: 10.1000/182."))
"""The DOI syntax of the DOI Handbook, section 2.2, with the registrant lengths in use."""


class ReferenceBlock(blocks.StructBlock):
    """A work that the article cites by its number in the list."""

    text = blocks.CharBlock(label=_("Title"), max_length=500, help_text=_("Title of the work."))
    authors = blocks.CharBlock(
        required=False, max_length=500, label=_("Authors"), help_text=_("Such as: Okafor N, Li W.")
    )
    source = blocks.CharBlock(
        required=False, max_length=300, label=_("Source"), help_text=_("Journal, book or website.")
    )
    year = blocks.IntegerBlock(
        required=False,
        label=_("Year"),
        validators=[MinValueValidator(1500), MaxValueValidator(2100)],
    )
    doi = blocks.CharBlock(
        required=False, max_length=200, validators=[DOI], label=_("DOI"), help_text=_("10.1000/182")
    )
    url = blocks.URLBlock(required=False, label=_("Address"), help_text=_("If it has no DOI."))

    class Meta:
        icon = "openquote"
        label = _("Reference")
        label_format = "{text}"
        description = _("A study, guideline or book that the article rests on.")
        preview_value = {
            "text": "Sleep and the immune response",
            "authors": "Okafor N, Li W",
            "source": "Journal of Examples",
            "year": 2024,
            "doi": "",
            "url": "https://example.org/sleep",
        }

    def clean(self, value: Any) -> Any:
        """Raise ValidationError for a DOI with a different address: a work has one link."""
        cleaned = super().clean(value)
        if cleaned.get("doi") and cleaned.get("url") and cleaned["doi"] not in cleaned["url"]:
            message = ValidationError(_("Give the DOI or the address, not both."))
            raise StructBlockValidationError(block_errors={"url": message})
        return cleaned


def reference_url(raw: dict[str, Any]) -> str | None:
    """Return the URL of a stored reference: its DOI's resolver, else its own address."""
    if raw.get("doi"):
        return f"https://doi.org/{raw['doi']}"
    return web_url(raw.get("url"))
