"""What shape do the parts have that pages of every type share, and answers with any page?"""

from collections.abc import Sequence
from typing import Any, ClassVar

from rest_framework import serializers

from cms.api.page_types import kinds
from cms.api.schemas.images import Image
from cms.api.schemas.kinds import (
    Constant,
    Shape,
    Text,
    Truth,
    Typed,
    Union,
    Url,
    Whole,
    object_of,
)

Json = dict[str, Any]
SCHEMA_ORG = "https://schema.org"
WWW = "https://www.wellspring.example"


class Identity(Shape):
    """What every page has, whole or as a card."""

    page_type: ClassVar[str]

    id = Whole(0, help_text="0 in the preview of a page that was never saved.", example=7)
    type = Text(help_text="The type of the page; a constant of its shape.", example="article")
    slug = Text(help_text="The last part of its path.", example="a-calm-evening")
    path = Text(
        help_text="Path on the frontend, from the root of the site.",
        example="/articles/a-calm-evening/",
    )
    url = Url(help_text="Where the page is seen.", example=f"{WWW}/articles/a-calm-evening/")
    locale = Text(help_text="Language code, such as `en`.", example="en")
    title = Text(help_text="The h1 of the page.", example="A calm evening")

    def get_fields(self) -> dict[str, Any]:
        """The fields, with the constant of this type of page."""
        kind = Constant(self.page_type, help_text="The type of the page; tells its shape.")
        return {**super().get_fields(), "type": kind}


class Alternate(Shape):
    """The same page in another language."""

    locale = Text(help_text="Language code of the translation.", example="de")
    path = Text(help_text="Its path on the frontend.", example="/de/artikel/ein-ruhiger-abend/")
    url = Url(
        help_text="Where it is seen; for `hreflang` links.",
        example=f"{WWW}/de/artikel/ein-ruhiger-abend/",
    )


Link = object_of(
    "Link",
    "A link with its words.",
    {
        "label": Text(help_text="What it says.", example="Our oils"),
        "url": Url(help_text="Where it leads.", example="https://shop.example.com/oils/"),
    },
)


class Seo(Shape):
    """What search engines and sharing need; each type of page adds its own `json_ld`."""

    title = Text(
        help_text="For `<title>`, the site's suffix included.",
        example="A calm evening | Wellspring",
    )
    description = Text(
        help_text="For search results and shared links; may be empty.",
        example="What helps in the last hour of the day.",
    )
    canonical_url = Url(
        help_text="For `rel=canonical`; the page itself where the editor has named no other.",
        example=f"{WWW}/articles/a-calm-evening/",
    )
    image = Image(allow_null=True, help_text="For shared links; null: there is none.")
    noindex = Truth(help_text="Whether search engines shall leave it out.", example=False)


def about(page: Json, german: str) -> Json:
    """The example of a page whose `seo` and `alternates` are its own, and not an article's."""
    found = {
        "title": f"{page['title']} | Wellspring",
        "description": page["summary"],
        "canonical_url": page["url"],
    }
    alternate = {"locale": "de", "path": german, "url": WWW + german}
    return {**page, "seo": {**page["seo"], **found}, "alternates": [alternate]}


Organization = object_of(
    "Organization",
    "schema.org `Organization`: the brand.",
    {
        "@type": Constant("Organization", help_text="schema.org's name of the type."),
        "name": Text(help_text="Name of the brand.", example="Wellspring"),
        "url": Url(help_text="The home page.", example=f"{WWW}/"),
        "logo": Url(
            required=False,
            help_text="The logo; absent where there is none.",
            example="https://api.wellspring.example/media/images/logo.width-320.format-webp.webp",
        ),
    },
)


class Results(Shape):
    """One page of a list; each list adds its `results`."""

    count = Whole(
        0,
        allow_null=True,
        help_text="How many there are in all; null with `cursor`, which does not count.",
        example=1,
    )
    next = Url(
        allow_null=True,
        help_text="The next page of the list; null on the last one.",
        example="https://api.wellspring.example/api/v1/articles/?limit=20&offset=40",
    )
    previous = Url(
        allow_null=True,
        help_text="The page of the list before this one; null on the first one.",
        example="https://api.wellspring.example/api/v1/articles/?limit=20&offset=0",
    )

    @classmethod
    def example(cls) -> Any:
        """A list of one page."""
        return {**super().example(), "next": None, "previous": None}


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

    kind = Constant("page", help_text="Says that there is a page.")
    page = Page(help_text="The page, whole, in the JSON of its own endpoint.")


class ResolvedRedirect(Shape):
    """What was at the path has moved."""

    kind = Constant("redirect", help_text="Says that the path leads elsewhere.")
    location = Url(
        help_text="Absolute URL of the new place.", example=f"{WWW}/articles/a-calm-evening/"
    )
    permanent = Truth(help_text="301 or 308 if true, else 302 or 307.", example=True)


class Resolved(Union):
    """What stands at a path."""

    told_apart_by = "kind"

    @classmethod
    def members(cls) -> Sequence[type[Shape]]:
        """A page or a redirect."""
        return (ResolvedPage, ResolvedRedirect)


def schema_org(name: str, description: str, fields: dict[str, Typed | Shape | Any]) -> type[Shape]:
    """A JSON-LD document: `@context` and the fields."""
    context = Constant(SCHEMA_ORG, help_text="The vocabulary of all names in here.")
    return object_of(name, description, {"@context": context, **fields})
