"""The JSON of the home page and of the site's settings."""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from cms.api.page_representation import (
    SCHEMA_ORG_CONTEXT,
    SCHEMA_ORG_TYPE,
    TYPE_OF_PAGE,
    WWW,
    Alternates,
    Organization,
    PageFields,
    Seo,
    page_example,
)
from cms.api.page_types import AnyPageCard
from cms.content.blocks.body import AnyBlock
from cms.content.images.image_json import ImageJson
from cms.content.json_types import Url, example
from cms.content.links import Link
from cms.content.rich_text import example_of
from cms.content.rich_text_nodes import RichTextJson

SUMMARY: Final = "A shop for calm evenings, with articles that say what is known."
HOME: Final[dict[str, Any]] = {
    "id": 3,
    "slug": "home",
    **page_example("/", "Wellspring", SUMMARY, "/de/"),
}

_WebSite = TypedDict(
    "_WebSite",
    {
        "@context": Annotated[Literal["https://schema.org"], SCHEMA_ORG_CONTEXT],
        "@type": Annotated[Literal["WebSite"], SCHEMA_ORG_TYPE],
    },
)


class WebSiteJsonLd(_WebSite):
    """schema.org `WebSite`."""

    name: Annotated[
        str, Field(description="Name of the brand, else of the page.", examples=["Wellspring"])
    ]
    url: Annotated[Url, Field(description="The home page.", examples=[f"{WWW}/"])]
    inLanguage: Annotated[  # noqa: N815
        str, Field(description="Language code.", examples=["en"])
    ]
    publisher: NotRequired[
        Annotated[Organization, Field(description="The brand, once it has a name.")]
    ]


@example(**HOME)
class HomeCard(PageFields):
    """The home page in a list."""

    type: Annotated[Literal["home"], TYPE_OF_PAGE]
    summary: Annotated[
        str,
        Field(description="Who speaks, in a sentence or two; may be empty.", examples=[SUMMARY]),
    ]
    hero: Annotated[ImageJson | None, Field(description="The main picture; null: there is none.")]


class HomeSeo(Seo):
    """What search engines and sharing need of the home page."""

    json_ld: Annotated[
        WebSiteJsonLd, Field(description="For `<script type=application/ld+json>`, as it is.")
    ]


@example(**HOME)
class HomeJson(HomeCard):
    """The home page."""

    featured: Annotated[
        list[AnyPageCard],
        Field(description="Public pages of any type, in the editor's order."),
    ]
    body: Annotated[list[AnyBlock], Field(description="What follows, block by block.")]
    seo: Annotated[HomeSeo, Field(description="For the page's `<head>`.")]
    alternates: Alternates


class Brand(TypedDict):
    """Who speaks."""

    name: Annotated[
        str, Field(description="Name of the brand; may be empty.", examples=["Wellspring"])
    ]
    tagline: Annotated[
        str, Field(description="A line below it; may be empty.", examples=["Calm, in plain words"])
    ]
    logo: Annotated[ImageJson | None, Field(description="The logo; null: there is none.")]


class SiteSeo(TypedDict):
    """For pages that say nothing themselves."""

    title_suffix: Annotated[
        str,
        Field(
            description="Already part of each page's `seo.title`; may be empty.",
            examples=[" | Wellspring"],
        ),
    ]
    description: Annotated[
        str, Field(description="For search results; may be empty.", examples=[SUMMARY])
    ]
    image: Annotated[ImageJson | None, Field(description="For shared links; null: there is none.")]
    twitter_handle: Annotated[
        str | None,
        Field(description="With its @; null: there is none.", examples=["@wellspring"]),
    ]


class SiteJson(TypedDict):
    """What every screen of the site needs."""

    brand: Annotated[Brand, Field(description="Who speaks.")]
    url: Annotated[Url, Field(description="Where the site is seen.", examples=[f"{WWW}/"])]
    default_locale: Annotated[
        str, Field(description="Language code of the site's own language.", examples=["en"])
    ]
    locales: Annotated[
        list[str],
        Field(
            description="Languages that the site has a home page in, its own first.",
            examples=[["en", "de"]],
        ),
    ]
    navigation: Annotated[list[Link], Field(description="The main menu, in order.")]
    footer_navigation: Annotated[list[Link], Field(description="The menu at the foot, in order.")]
    social_links: Annotated[
        list[Link],
        Field(
            description="The brand's profiles elsewhere.",
            examples=[[{"label": "Mastodon", "url": "https://social.example/@wellspring"}]],
        ),
    ]
    seo: Annotated[SiteSeo, Field(description="Defaults for search engines and sharing.")]
    disclaimer: Annotated[
        RichTextJson,
        Field(
            description="The medical disclaimer, for every health article.",
            examples=[
                example_of("<p>What we write is <b>no medical advice</b>. Ask your doctor.</p>")
            ],
        ),
    ]
