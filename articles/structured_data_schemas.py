"""What shape does the JSON-LD of an article have? Made in `structured_data`."""

from cms.api.schemas.images import SIZES, size
from cms.api.schemas.kinds import Constant, Day, Instant, Text, Texts, Typed, Url, object_of
from cms.api.schemas.pages import WWW, Organization, schema_org

PersonJsonLd = object_of(
    "PersonJsonLd",
    "schema.org `Person`.",
    {
        "@type": Constant("Person", help_text="schema.org's name of the type."),
        "name": Text(help_text="Name of the person.", example="Mara Lindqvist"),
        "jobTitle": Text(
            required=False, help_text="The role; absent where empty.", example="Health writer"
        ),
        "honorificSuffix": Text(
            required=False,
            help_text="The credentials; absent where empty.",
            example="BSc Physiotherapy",
        ),
        "sameAs": Texts(
            required=False,
            help_text="Absolute URLs of profiles elsewhere; absent where there are none.",
            example=["https://example.org/people/mara-lindqvist"],
        ),
    },
)

ThingJsonLd = object_of(
    "ThingJsonLd",
    "schema.org `Thing`: a topic.",
    {
        "@type": Constant("Thing", help_text="schema.org's name of the type."),
        "name": Text(help_text="Name of the topic.", example="Sleep"),
    },
)

CitationJsonLd = object_of(
    "CitationJsonLd",
    "schema.org `CreativeWork`: a reference.",
    {
        "@type": Constant("CreativeWork", help_text="schema.org's name of the type."),
        "name": Text(
            help_text="Title of the work.",
            example="The sleep-immune crosstalk in health and disease",
        ),
        "url": Url(
            required=False,
            help_text="Its DOI or address; absent where unknown.",
            example="https://doi.org/10.1152/physrev.00010.2018",
        ),
        "datePublished": Text(
            required=False, help_text="The year; absent where unknown.", example="2019"
        ),
    },
)

TYPES = {
    "oneOf": [
        {"type": "string", "const": "Article", "description": "Nobody has reviewed it."},
        {
            "type": "array",
            "items": {
                "type": "string",
                "enum": ["Article", "MedicalWebPage"],
                "description": "schema.org's name of a type.",
            },
            "minItems": 2,
            "maxItems": 2,
            "uniqueItems": True,
            "description": "A medical reviewer has checked it.",
        },
    ]
}

ArticleJsonLd = schema_org(
    "ArticleJsonLd",
    "schema.org `Article`, and `MedicalWebPage` once it was reviewed. Unknown values are absent.",
    {
        "@type": Typed(
            TYPES,
            help_text="schema.org's name of the type, or of both types.",
            example=["Article", "MedicalWebPage"],
        ),
        "headline": Text(help_text="The article's title.", example="A calm evening"),
        "description": Text(
            required=False,
            help_text="As `seo.description`; absent where empty.",
            example="What helps in the last hour of the day.",
        ),
        "url": Url(
            help_text="Where the article is seen.", example=f"{WWW}/articles/a-calm-evening/"
        ),
        "mainEntityOfPage": Url(
            help_text="The canonical URL.", example=f"{WWW}/articles/a-calm-evening/"
        ),
        "inLanguage": Text(help_text="Language code.", example="en"),
        "datePublished": Instant(required=False, help_text="First publication."),
        "dateModified": Instant(required=False, help_text="Last publication."),
        "image": Url(
            required=False,
            help_text="The picture for shared links; absent where there is none.",
            example=size(*SIZES[-1])["url"],
        ),
        "author": PersonJsonLd(required=False, help_text="Who wrote it."),
        "publisher": Organization(required=False, help_text="The brand, once it has a name."),
        "keywords": Text(
            required=False, help_text="The tags, with commas.", example="evening, rest"
        ),
        "about": ThingJsonLd(many=True, required=False, help_text="The topics."),
        "citation": CitationJsonLd(many=True, required=False, help_text="The references."),
        "reviewedBy": PersonJsonLd(required=False, help_text="Who checked it medically."),
        "lastReviewed": Day(required=False, help_text="Day of that check.", example="2026-10-12"),
    },
)
