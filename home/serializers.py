"""What shape do the home page and the site's settings have in JSON?"""

from cms.api import pages
from cms.api.shapes.blocks import Block
from cms.api.shapes.images import Image
from cms.api.shapes.kinds import Constant, Shape, Text, Texts, Url
from cms.api.shapes.pages import (
    Alternate,
    Identity,
    Link,
    Organization,
    PageCard,
    Seo,
    schema_org,
)
from cms.api.shapes.text import RichText
from home import representation
from home.models import HomePage

WebSiteJsonLd = schema_org(
    "WebSiteJsonLd",
    "schema.org `WebSite`.",
    {
        "@type": Constant("WebSite"),
        "name": Text(),
        "url": Url(),
        "inLanguage": Text(),
        "publisher": Organization(required=False),
    },
)


class HomeCardSerializer(Identity):
    """The home page in a list."""

    page_type = HomePage.api_type

    summary = Text(help_text="May be empty.")
    hero = Image(allow_null=True)


class HomeSeo(Seo):
    """What search engines and sharing need of the home page."""

    json_ld = WebSiteJsonLd()


class HomeSerializer(HomeCardSerializer):
    """The home page."""

    featured = PageCard(many=True, help_text="Public pages of any type, in the editor's order.")
    body = Block(many=True)
    seo = HomeSeo()
    alternates = Alternate(many=True, help_text="Public translations, this page left out.")


class Brand(Shape):
    """Who speaks."""

    name = Text(help_text="May be empty.")
    tagline = Text(help_text="May be empty.")
    logo = Image(allow_null=True)


class SiteSeo(Shape):
    """For pages that say nothing themselves."""

    title_suffix = Text(help_text="Already part of each page's `seo.title`; may be empty.")
    description = Text(help_text="May be empty.")
    image = Image(allow_null=True)
    twitter_handle = Text(allow_null=True, help_text="With its @.")


class SiteSerializer(Shape):
    """What every screen of the site needs."""

    brand = Brand()
    url = Url(help_text="Where the site is seen.")
    default_locale = Text(help_text="Language code of the site's own language.")
    locales = Texts(help_text="Languages that the site has a home page in, its own first.")
    navigation = Link(many=True)
    footer_navigation = Link(many=True)
    social_links = Link(many=True)
    seo = SiteSeo()
    disclaimer = RichText(help_text="The medical disclaimer, for every health article.")


def register() -> None:
    """Make the home page known to delivery."""
    pages.register(
        pages.PageKind(
            HomePage,
            representation.whole,
            representation.cards,
            HomeSerializer,
            HomeCardSerializer,
        )
    )
