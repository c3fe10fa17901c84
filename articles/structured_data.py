"""What do search engines read about an article: its JSON-LD, after schema.org and Google."""

from typing import Any

Json = dict[str, Any]


def json_ld(article: Json, publisher: Json | None) -> Json:
    """schema.org `Article`; `MedicalWebPage` too once somebody has reviewed it.

    Made from the article's own answer, so it says no more than the public sees. Fields without
    a value are left out, as https://schema.org/docs/gs.html advises.
    """
    reviewed = bool(article["reviewer"] and article["reviewed_on"])
    image = article["seo"]["image"] or article["hero"]
    answer: Json = {
        "@context": "https://schema.org",
        "@type": ["Article", "MedicalWebPage"] if reviewed else "Article",
        "headline": article["title"],
        "description": article["seo"]["description"] or None,
        "url": article["url"],
        "mainEntityOfPage": article["seo"]["canonical_url"],
        "inLanguage": article["locale"],
        "datePublished": article["published_at"],
        "dateModified": article["updated_at"],
        "image": image["src"] if image else None,
        "author": _person(article["author"]),
        "publisher": publisher,
        "keywords": ", ".join(article["tags"]) or None,
        "about": [{"@type": "Thing", "name": item["name"]} for item in article["topics"]] or None,
        "citation": [_citation(item) for item in article["references"]] or None,
    }
    if reviewed:
        answer["reviewedBy"] = _person(article["reviewer"])
        answer["lastReviewed"] = article["reviewed_on"]
    return {name: value for name, value in answer.items() if value is not None}


def _person(person: Json | None) -> Json | None:
    if person is None:
        return None
    answer = {"@type": "Person", "name": person["name"]}
    if person["role"]:
        answer["jobTitle"] = person["role"]
    if person["credentials"]:
        answer["honorificSuffix"] = person["credentials"]
    if person["links"]:
        answer["sameAs"] = [link["url"] for link in person["links"]]
    return answer


def _citation(reference: Json) -> Json:
    answer = {"@type": "CreativeWork", "name": reference["text"]}
    if reference["url"]:
        answer["url"] = reference["url"]
    if reference["year"]:
        answer["datePublished"] = str(reference["year"])
    return answer
