"""What shape do the parts have that pages of every type share, and answers with any page?"""

from collections.abc import Sequence
from typing import Any, ClassVar

from rest_framework import serializers

from cms.api.pages import kinds
from cms.api.shapes.images import Image
from cms.api.shapes.kinds import Constant, Shape, Text, Truth, Typed, Union, Url, Whole, object_of

SCHEMA_ORG = "https://schema.org"


class Identity(Shape):
    """What every page has, whole or as a card."""

    page_type: ClassVar[str]

    id = Whole(0, help_text="0 in the preview of a page that was never saved.")
    type = Text()
    slug = Text()
    path = Text(help_text="Path on the frontend, such as `/articles/sleep/`.")
    url = Url(help_text="Where the page is seen.")
    locale = Text(help_text="Language code, such as `en`.")
    title = Text()

    def get_fields(self) -> dict[str, Any]:
        """The fields, with the constant of this type of page."""
        return {**super().get_fields(), "type": Constant(self.page_type)}


class Alternate(Shape):
    """The same page in another language."""

    locale = Text()
    path = Text()
    url = Url()


Link = object_of("Link", "A link with its words.", {"label": Text(), "url": Url()})


class Seo(Shape):
    """What search engines and sharing need; each type of page adds its own `json_ld`."""

    title = Text(help_text="For `<title>`, the site's suffix included.")
    description = Text()
    canonical_url = Url()
    image = Image(allow_null=True)
    noindex = Truth()


Organization = object_of(
    "Organization",
    "schema.org `Organization`: the brand.",
    {
        "@type": Constant("Organization"),
        "name": Text(),
        "url": Url(),
        "logo": Url(required=False),
    },
)


class Results(Shape):
    """One page of a list; each list adds its `results`."""

    count = Whole(0, help_text="How many there are in all.")
    next = Url(allow_null=True, help_text="The next page of the list.")
    previous = Url(allow_null=True, help_text="The page of the list before this one.")


class Page(Union):
    """A page of any type, whole."""

    @classmethod
    def members(cls) -> Sequence[type[serializers.BaseSerializer[Any]]]:
        """The whole of every registered type of page."""
        return [kind.whole_serializer for kind in kinds()]


class PageCard(Union):
    """A page of any type, as in a list."""

    @classmethod
    def members(cls) -> Sequence[type[serializers.BaseSerializer[Any]]]:
        """The card of every registered type of page."""
        return [kind.card_serializer for kind in kinds()]


class ResolvedPage(Shape):
    """There is a page at the path."""

    kind = Constant("page")
    page = Page()


class ResolvedRedirect(Shape):
    """What was at the path has moved."""

    kind = Constant("redirect")
    location = Url(help_text="Absolute URL of the new place.")
    permanent = Truth(help_text="301 or 308 if true, else 302 or 307.")


class Resolved(Union):
    """What stands at a path."""

    told_apart_by = "kind"

    @classmethod
    def members(cls) -> Sequence[type[Shape]]:
        """A page or a redirect."""
        return (ResolvedPage, ResolvedRedirect)


def schema_org(name: str, description: str, fields: dict[str, Typed | Shape | Any]) -> type[Shape]:
    """A JSON-LD document: `@context` and the fields."""
    return object_of(name, description, {"@context": Constant(SCHEMA_ORG), **fields})
