"""The JSON-LD of an article for search engines, after schema.org and Google."""

from typing import Any, cast

from articles.schemas import ArticleCard, AuthorJson, ReferenceJson
from articles.structured_data_schemas import (
    ArticleJsonLd,
    CitationJsonLd,
    PersonJsonLd,
    ThingJsonLd,
)
from cms.api.page_representation import Organization, Seo


def json_ld(
    article: ArticleCard,
    seo: Seo,
    references: list[ReferenceJson],
    publisher: Organization | None,
) -> ArticleJsonLd:
    """Return schema.org `Article`, for a reviewed article also `MedicalWebPage`.

    Built from the article's own JSON, so it contains public content only. Fields without
    a value are left out, as https://schema.org/docs/gs.html advises.
    """
    reviewed = bool(article["reviewer"] and article["reviewed_on"])
    image = seo["image"] or article["hero"]
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["Article", "MedicalWebPage"] if reviewed else "Article",
        "headline": article["title"],
        "description": seo["description"] or None,
        "url": article["url"],
        "mainEntityOfPage": seo["canonical_url"],
        "inLanguage": article["locale"],
        "datePublished": article["published_at"],
        "dateModified": article["updated_at"],
        "image": image["src"] if image else None,
        "author": _person(article["author"]),
        "publisher": publisher,
        "keywords": ", ".join(article["tags"]) or None,
        "about": [_thing(topic["name"]) for topic in article["topics"]] or None,
        "citation": [_citation(item) for item in references] or None,
    }
    if reviewed:
        document["reviewedBy"] = _person(article["reviewer"])
        document["lastReviewed"] = article["reviewed_on"]
    return cast(
        "ArticleJsonLd", {name: value for name, value in document.items() if value is not None}
    )


def _thing(name: str) -> ThingJsonLd:
    return {"@type": "Thing", "name": name}


def _person(person: AuthorJson | None) -> PersonJsonLd | None:
    if person is None:
        return None
    item: PersonJsonLd = {"@type": "Person", "name": person["name"]}
    if person["role"]:
        item["jobTitle"] = person["role"]
    if person["credentials"]:
        item["honorificSuffix"] = person["credentials"]
    if person["links"]:
        item["sameAs"] = [link["url"] for link in person["links"]]
    return item


def _citation(reference: ReferenceJson) -> CitationJsonLd:
    item: CitationJsonLd = {"@type": "CreativeWork", "name": reference["text"]}
    if reference["url"]:
        item["url"] = reference["url"]
    if reference["year"]:
        item["datePublished"] = str(reference["year"])
    return item
