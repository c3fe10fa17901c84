"""What shape do the home page and the site's settings have in JSON?"""

from typing import Any, Final

from cms.api import page_types
from cms.api.schemas.blocks import Block
from cms.api.schemas.images import Image
from cms.api.schemas.kinds import Constant, Shape, Text, Texts, Url
from cms.api.schemas.pages import (
    WWW,
    Alternate,
    Identity,
    Link,
    Organization,
    PageCard,
    Seo,
    about,
    schema_org,
)
from cms.api.schemas.text import RichText, written
from home import representation
from home.models import HomePage

WebSiteJsonLd = schema_org(
    "WebSiteJsonLd",
    "schema.org `WebSite`.",
    {
        "@type": Constant("WebSite", help_text="schema.org's name of the type."),
        "name": Text(help_text="Name of the brand, else of the page.", example="Wellspring"),
        "url": Url(help_text="The home page.", example=f"{WWW}/"),
        "inLanguage": Text(help_text="Language code.", example="en"),
        "publisher": Organization(required=False, help_text="The brand, once it has a name."),
    },
)
PROFILES: Final = [{"label": "Mastodon", "url": "https://social.example/@wellspring"}]
HOME: Final = {"id": 3, "slug": "home", "path": "/", "url": f"{WWW}/", "title": "Wellspring"}


class HomeCardSerializer(Identity):
    """The home page in a list."""

    page_type = HomePage.api_type

    summary = Text(
        help_text="Who speaks, in a sentence or two; may be empty.",
        example="A shop for calm evenings, with articles that say what is known.",
    )
    hero = Image(allow_null=True, help_text="The main picture; null: there is none.")

    @classmethod
    def example(cls) -> Any:
        """The home page."""
        return {**super().example(), **HOME}


class HomeSeo(Seo):
    """What search engines and sharing need of the home page."""

    json_ld = WebSiteJsonLd(help_text="For `<script type=application/ld+json>`, as it is.")


class HomeSerializer(HomeCardSerializer):
    """The home page."""

    featured = PageCard(many=True, help_text="Public pages of any type, in the editor's order.")
    body = Block(many=True, help_text="What follows, block by block.")
    seo = HomeSeo(help_text="For the page's `<head>`.")
    alternates = Alternate(many=True, help_text="Public translations, this page left out.")

    @classmethod
    def example(cls) -> Any:
        """The home page."""
        return about(super().example(), "/de/")


class Brand(Shape):
    """Who speaks."""

    name = Text(help_text="Name of the brand; may be empty.", example="Wellspring")
    tagline = Text(help_text="A line below it; may be empty.", example="Calm, in plain words")
    logo = Image(allow_null=True, help_text="The logo; null: there is none.")


class SiteSeo(Shape):
    """For pages that say nothing themselves."""

    title_suffix = Text(
        help_text="Already part of each page's `seo.title`; may be empty.",
        example=" | Wellspring",
    )
    description = Text(
        help_text="For search results; may be empty.",
        example="A shop for calm evenings, with articles that say what is known.",
    )
    image = Image(allow_null=True, help_text="For shared links; null: there is none.")
    twitter_handle = Text(
        allow_null=True, help_text="With its @; null: there is none.", example="@wellspring"
    )


class SiteSerializer(Shape):
    """What every screen of the site needs."""

    brand = Brand(help_text="Who speaks.")
    url = Url(help_text="Where the site is seen.", example=f"{WWW}/")
    default_locale = Text(help_text="Language code of the site's own language.", example="en")
    locales = Texts(
        help_text="Languages that the site has a home page in, its own first.",
        example=["en", "de"],
    )
    navigation = Link(many=True, help_text="The main menu, in order.")
    footer_navigation = Link(many=True, help_text="The menu at the foot, in order.")
    social_links = Link(many=True, help_text="The brand's profiles elsewhere.")
    seo = SiteSeo(help_text="Defaults for search engines and sharing.")
    disclaimer = RichText(help_text="The medical disclaimer, for every health article.")

    @classmethod
    def example(cls) -> Any:
        """A shop that writes."""
        words = written("<p>What we write is <b>no medical advice</b>. Ask your doctor.</p>")
        return {**super().example(), "disclaimer": words, "social_links": PROFILES}


def register() -> None:
    """Make the home page known to delivery."""
    page_types.register(
        page_types.PageKind(
            HomePage,
            representation.whole,
            representation.cards,
            HomeSerializer,
            HomeCardSerializer,
        )
    )
