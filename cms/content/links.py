"""Links that editors enter: a page, a document or an absolute URL, and their validation."""

from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from typing_extensions import TypedDict
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from cms.content.json_types import Url

_is_absolute_url = URLValidator(schemes=["http", "https", "mailto", "tel"])


class Link(TypedDict):
    """A link with its words."""

    label: Annotated[str, Field(description="What it says.", examples=["Our oils"])]
    url: Annotated[
        Url, Field(description="Where it leads.", examples=["https://shop.example.com/oils/"])
    ]


def validate_link_url(value: str) -> None:
    """Raise ValidationError unless a value is an absolute http(s) URL or a mailto or tel link."""
    if value.startswith(("mailto:", "tel:")) and len(value.split(":", 1)[1]) > 2:
        return
    try:
        _is_absolute_url(value)
    except ValidationError:
        raise ValidationError(
            _("Enter a full address, for example https://example.com/offer/"), code="link_url"
        ) from None


def web_url(value: str | None) -> str | None:
    """Return a stored URL if it is http(s), else None: content saved by code is not validated.

    >>> web_url("https://example.org/"), web_url("javascript:alert(1)"), web_url(None)
    ('https://example.org/', None, None)
    """
    return value if value and value.lower().startswith(("https://", "http://")) else None


class LinkBlock(blocks.StructBlock):
    """One link target: a page of the site, a document, or an absolute URL."""

    page = blocks.PageChooserBlock(
        required=False,
        label=_("Page"),
        help_text=_("A page of this site. The link follows the page when it moves."),
    )
    document = DocumentChooserBlock(required=False, label=_("Document"))
    url = blocks.CharBlock(
        required=False,
        label=_("Address"),
        max_length=2000,
        validators=[validate_link_url],
        help_text=_("A full address on another site, for example https://example.com/"),
    )

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{page}{document}{url}"

    def clean(self, value: Any) -> Any:
        """Check that exactly one target is set, or none in a draft."""
        cleaned = super().clean(value)
        chosen = [name for name in ("page", "document", "url") if cleaned.get(name)]
        if len(chosen) > 1:
            message = _("Choose only one of page, document and address.")
            raise StructBlockValidationError(
                block_errors={name: ValidationError(message) for name in chosen}
            )
        if not chosen and not self.is_deferred_validation:
            message = _("Choose a page or a document, or enter an address.")
            raise StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return cleaned
