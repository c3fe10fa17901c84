"""What shape do articles, authors and topics have in JSON? Filled in `representation`."""

from articles import representation
from articles.models import ArticleIndexPage, ArticlePage, Author, Topic
from articles.structured_data_shapes import ArticleJsonLd
from cms.api import pages, preview
from cms.api.shapes.blocks import Block
from cms.api.shapes.images import Image
from cms.api.shapes.kinds import Day, Instant, Shape, Text, Texts, Typed, Url, Whole, object_of
from cms.api.shapes.pages import Alternate, Identity, Link, Results, Seo
from cms.api.shapes.text import RichText


class TopicSerializer(Shape):
    """A subject."""

    slug = Text()
    name = Text()
    description = Text(help_text="May be empty.")


class AuthorSerializer(Shape):
    """A person who writes articles, reviews them medically, or both."""

    slug = Text()
    name = Text()
    role = Text(help_text="Such as “Health writer”; may be empty.")
    credentials = Text(help_text="Degrees and licences; may be empty.")
    biography = RichText()
    photo = Image(allow_null=True)
    links = Link(many=True)


class ArticleCardSerializer(Identity):
    """An article in a list."""

    page_type = ArticlePage.api_type

    summary = Text(help_text="May be empty.")
    published_at = Instant(
        allow_null=True, help_text="First publication; null only in the preview of a new article."
    )
    updated_at = Instant(
        allow_null=True, help_text="Last publication; null only in the preview of a new article."
    )
    reading_minutes = Whole(1)
    topics = TopicSerializer(many=True)
    tags = Texts()
    author = AuthorSerializer(allow_null=True)
    reviewer = AuthorSerializer(allow_null=True)
    reviewed_on = Day(allow_null=True)
    hero = Image(allow_null=True)


class TocEntry(Shape):
    """A heading of the body."""

    level = Typed({"type": "integer", "enum": [2, 3, 4]})
    text = Text()
    anchor = Text()


Reference = object_of(
    "Reference",
    "A work that the article rests on.",
    {
        "number": Whole(1, help_text="The number by which the text cites it."),
        "text": Text(help_text="Title of the work."),
        "authors": Text(help_text="May be empty."),
        "source": Text(help_text="Journal, book or website; may be empty."),
        "year": Whole(allow_null=True),
        "url": Url(allow_null=True, help_text="Its DOI, else its address."),
    },
)


class ArticleSeo(Seo):
    """What search engines and sharing need of an article."""

    json_ld = ArticleJsonLd()


class ArticleSerializer(ArticleCardSerializer):
    """The whole article: everything that its screen needs."""

    body = Block(many=True)
    toc = TocEntry(many=True, help_text="The headings of the body.")
    references = Reference(many=True)
    related = ArticleCardSerializer(many=True)
    seo = ArticleSeo()
    alternates = Alternate(many=True, help_text="Public translations, this page left out.")


class ArticleIndexCardSerializer(Identity):
    """An article index in a list."""

    page_type = ArticleIndexPage.api_type

    summary = Text(help_text="May be empty.")


class ArticleIndexSeo(Seo):
    """What search engines and sharing need of an article index."""

    json_ld = Typed({"type": "null"})


class ArticleIndexSerializer(ArticleIndexCardSerializer):
    """The page below which articles stand; the articles have their own list."""

    seo = ArticleIndexSeo()
    alternates = Alternate(many=True, help_text="Public translations, this page left out.")


class ArticleListSerializer(Results):
    """A page of articles."""

    results = ArticleCardSerializer(many=True)


class AuthorListSerializer(Results):
    """A page of people."""

    results = AuthorSerializer(many=True)


class TopicListSerializer(Results):
    """A page of subjects."""

    results = TopicSerializer(many=True)


def register() -> None:
    """Make articles, indexes, authors and topics known to delivery."""
    pages.register(
        pages.PageKind(
            ArticlePage,
            representation.whole,
            representation.cards,
            ArticleSerializer,
            ArticleCardSerializer,
            representation.topic_slugs,
        )
    )
    pages.register(
        pages.PageKind(
            ArticleIndexPage,
            representation.index_whole,
            representation.index_cards,
            ArticleIndexSerializer,
            ArticleIndexCardSerializer,
        )
    )
    preview.register(Author, representation.author_preview, AuthorSerializer)
    preview.register(Topic, lambda topic, view: representation.topic(topic), TopicSerializer)
