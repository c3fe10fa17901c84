"""The JSON-LD of an article."""

from typing import Annotated, Final, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from cms.api.page_representation import (
    SCHEMA_ORG_CONTEXT,
    SCHEMA_ORG_TYPE,
    WWW,
    Organization,
)
from cms.content.images.image_json import SIZES
from cms.content.json_types import CalendarDate, Instant, Url
from cms.content.links import Link

PROFILES: Final[list[Link]] = [
    {"label": "Profile", "url": "https://example.org/people/mara-lindqvist"}
]
REVIEWER: Final = {
    "slug": "ines-halvorsen",
    "name": "Ines Halvorsen",
    "role": "Medical reviewer",
    "credentials": "MD, PhD",
}
"""The reviewer of the article in the examples."""

_Person = TypedDict("_Person", {"@type": Annotated[Literal["Person"], SCHEMA_ORG_TYPE]})


class PersonJsonLd(_Person):
    """schema.org `Person`."""

    name: Annotated[str, Field(description="Name of the person.", examples=["Mara Lindqvist"])]
    jobTitle: NotRequired[  # noqa: N815
        Annotated[
            str, Field(description="The role; absent where empty.", examples=["Health writer"])
        ]
    ]
    honorificSuffix: NotRequired[  # noqa: N815
        Annotated[
            str,
            Field(
                description="The credentials; absent where empty.",
                examples=["BSc Physiotherapy"],
            ),
        ]
    ]
    sameAs: NotRequired[  # noqa: N815
        Annotated[
            list[str],
            Field(
                description="Absolute URLs of profiles elsewhere; absent where there are none.",
                examples=[[link["url"] for link in PROFILES]],
            ),
        ]
    ]


_Thing = TypedDict("_Thing", {"@type": Annotated[Literal["Thing"], SCHEMA_ORG_TYPE]})


class ThingJsonLd(_Thing):
    """schema.org `Thing`: a topic."""

    name: Annotated[str, Field(description="Name of the topic.", examples=["Sleep"])]


_CreativeWork = TypedDict(
    "_CreativeWork", {"@type": Annotated[Literal["CreativeWork"], SCHEMA_ORG_TYPE]}
)


class CitationJsonLd(_CreativeWork):
    """schema.org `CreativeWork`: a reference."""

    name: Annotated[
        str,
        Field(
            description="Title of the work.",
            examples=["The sleep-immune crosstalk in health and disease"],
        ),
    ]
    url: NotRequired[
        Annotated[
            Url,
            Field(
                description="Its DOI or address; absent where unknown.",
                examples=["https://doi.org/10.1152/physrev.00010.2018"],
            ),
        ]
    ]
    datePublished: NotRequired[  # noqa: N815
        Annotated[str, Field(description="The year; absent where unknown.", examples=["2019"])]
    ]


_Both = Annotated[
    list[
        Annotated[
            Literal["Article", "MedicalWebPage"],
            Field(description="schema.org's name of a type."),
        ]
    ],
    Field(
        min_length=2,
        max_length=2,
        json_schema_extra={"uniqueItems": True},
        description="A medical reviewer has checked it.",
    ),
]
_Article = TypedDict(
    "_Article",
    {
        "@context": Annotated[Literal["https://schema.org"], SCHEMA_ORG_CONTEXT],
        "@type": Annotated[
            Annotated[Literal["Article"], Field(description="Nobody has reviewed it.")] | _Both,
            Field(
                description="schema.org's name of the type, or of both types.",
                examples=[["Article", "MedicalWebPage"]],
            ),
        ],
    },
)


class ArticleJsonLd(_Article):
    """schema.org `Article`, and `MedicalWebPage` once it was reviewed. Unknown values are
    absent."""

    headline: Annotated[str, Field(description="The article's title.", examples=["A calm evening"])]
    description: NotRequired[
        Annotated[
            str,
            Field(
                description="As `seo.description`; absent where empty.",
                examples=["What helps in the last hour of the day."],
            ),
        ]
    ]
    url: Annotated[
        Url,
        Field(
            description="Where the article is seen.", examples=[f"{WWW}/articles/a-calm-evening/"]
        ),
    ]
    mainEntityOfPage: Annotated[  # noqa: N815
        Url,
        Field(description="The canonical URL.", examples=[f"{WWW}/articles/a-calm-evening/"]),
    ]
    inLanguage: Annotated[  # noqa: N815
        str, Field(description="Language code.", examples=["en"])
    ]
    datePublished: NotRequired[  # noqa: N815
        Annotated[Instant, Field(description="First publication.")]
    ]
    dateModified: NotRequired[  # noqa: N815
        Annotated[Instant, Field(description="Last publication.")]
    ]
    image: NotRequired[
        Annotated[
            Url,
            Field(
                description="The picture for shared links; absent where there is none.",
                examples=[SIZES[-1]["url"]],
            ),
        ]
    ]
    author: NotRequired[Annotated[PersonJsonLd, Field(description="Who wrote it.")]]
    publisher: NotRequired[
        Annotated[Organization, Field(description="The brand, once it has a name.")]
    ]
    keywords: NotRequired[
        Annotated[str, Field(description="The tags, with commas.", examples=["evening, rest"])]
    ]
    about: NotRequired[Annotated[list[ThingJsonLd], Field(description="The topics.")]]
    citation: NotRequired[Annotated[list[CitationJsonLd], Field(description="The references.")]]
    reviewedBy: NotRequired[  # noqa: N815
        Annotated[
            PersonJsonLd,
            Field(
                description="Who checked it medically.",
                examples=[
                    {
                        "name": REVIEWER["name"],
                        "jobTitle": REVIEWER["role"],
                        "honorificSuffix": REVIEWER["credentials"],
                    }
                ],
            ),
        ]
    ]
    lastReviewed: NotRequired[  # noqa: N815
        Annotated[CalendarDate, Field(description="Day of that check.", examples=["2026-10-12"])]
    ]
