"""What shape does the JSON-LD of an article have? Made in `structured_data`."""

from cms.api.shapes.kinds import Constant, Day, Instant, Text, Texts, Typed, Url, object_of
from cms.api.shapes.pages import Organization, schema_org

PersonJsonLd = object_of(
    "PersonJsonLd",
    "schema.org `Person`.",
    {
        "@type": Constant("Person"),
        "name": Text(),
        "jobTitle": Text(required=False),
        "honorificSuffix": Text(required=False),
        "sameAs": Texts(required=False, help_text="Absolute URLs."),
    },
)

ThingJsonLd = object_of(
    "ThingJsonLd", "schema.org `Thing`: a topic.", {"@type": Constant("Thing"), "name": Text()}
)

CitationJsonLd = object_of(
    "CitationJsonLd",
    "schema.org `CreativeWork`: a reference.",
    {
        "@type": Constant("CreativeWork"),
        "name": Text(),
        "url": Url(required=False),
        "datePublished": Text(required=False, help_text="The year."),
    },
)

TYPES = {
    "oneOf": [
        {"type": "string", "const": "Article"},
        {
            "type": "array",
            "prefixItems": [{"const": "Article"}, {"const": "MedicalWebPage"}],
            "items": {"type": "string"},
            "minItems": 2,
            "maxItems": 2,
        },
    ]
}

ArticleJsonLd = schema_org(
    "ArticleJsonLd",
    "schema.org `Article`, and `MedicalWebPage` once it was reviewed. Unknown values are absent.",
    {
        "@type": Typed(TYPES),
        "headline": Text(),
        "description": Text(required=False),
        "url": Url(),
        "mainEntityOfPage": Url(help_text="The canonical URL."),
        "inLanguage": Text(),
        "datePublished": Instant(required=False),
        "dateModified": Instant(required=False),
        "image": Url(required=False),
        "author": PersonJsonLd(required=False),
        "publisher": Organization(required=False),
        "keywords": Text(required=False, help_text="The tags, with commas."),
        "about": ThingJsonLd(many=True, required=False),
        "citation": CitationJsonLd(many=True, required=False),
        "reviewedBy": PersonJsonLd(required=False),
        "lastReviewed": Day(required=False),
    },
)
